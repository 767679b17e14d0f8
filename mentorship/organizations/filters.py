import django_filters
from crispy_forms.helper import FormHelper
from django.db.models import Exists, OuterRef
from django.utils import timezone

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Role

OPEN, CLOSED, EVERY = "open", "closed", "all"


class NodeFilter(django_filters.FilterSet):
    """What both lists of the tree are narrowed by: words and whether a node is closed."""

    q = django_filters.CharFilter(method="filter_words", label="Поиск")
    state = django_filters.ChoiceFilter(
        choices=[(CLOSED, "закрытые"), (EVERY, "все")],
        method="filter_state",
        label="Показаны",
        empty_label="Показаны: открытые",
    )

    def __init__(self, data, queryset, *, member):
        super().__init__(data, queryset=queryset)
        self.member, self.today = member, timezone.localdate()
        self.form.helper = FormHelper()
        self.form.helper.form_tag = False
        self.form.helper.disable_csrf = True
        self.form.helper.label_class = "visually-hidden"
        self.form.fields["q"].widget.attrs |= {
            "placeholder": "Название, код, ИНН",
            "type": "search",
            "maxlength": "100",
        }

    def filter_words(self, nodes, name, value):
        return nodes.named_like(value[:100])

    def filter_state(self, nodes, name, value):
        return nodes if value == EVERY else nodes.exclude(pk__in=nodes.open_on(self.today))

    def filter_queryset(self, queryset):
        """Closed ones are out unless asked for, and the list says so."""
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.open_on(self.today)
        return super().filter_queryset(queryset)


class InstitutionFilter(NodeFilter):
    municipality = django_filters.ModelChoiceFilter(
        queryset=Organization.objects.none(),
        field_name="parent",
        label="Муниципалитет",
        empty_label="Муниципалитет: все",
    )
    type = django_filters.ChoiceFilter(
        field_name="institution_type",
        choices=Organization.Type.choices,
        label="Тип",
        empty_label="Тип: все",
    )
    curator = django_filters.ChoiceFilter(
        choices=[("no", "Куратор: нет"), ("yes", "Куратор: есть")],
        method="filter_curator",
        label="Куратор",
        empty_label="Куратор: не важно",
    )

    field_order = ["q", "municipality", "type", "curator", "state"]

    def __init__(self, data, queryset, *, member):
        super().__init__(data, queryset, member=member)
        if member.role == Role.COORDINATOR:
            below = Organization.objects.visible_to(member).municipalities().order_by("name", "pk")
            self.form.fields["municipality"].queryset = below
        else:
            del self.form.fields["municipality"]
        self.form.order_fields(self.field_order)

    def filter_curator(self, nodes, name, value):
        curators = Membership.objects.filter(
            organization=OuterRef("pk"), role=Role.CURATOR
        ).active_on(self.today)
        return nodes.filter(Exists(curators) if value == "yes" else ~Exists(curators))


class ParticipantFilter(InstitutionFilter):
    """Over institutions annotated with `takes_part`."""

    part = django_filters.ChoiceFilter(
        choices=[("yes", "Участвуют: да"), ("no", "Участвуют: нет")],
        method="filter_part",
        label="Участвуют",
        empty_label="Участвуют: не важно",
    )
    field_order = ["q", "municipality", "type", "part", "state"]

    def __init__(self, data, queryset, *, member):
        super().__init__(data, queryset, member=member)
        del self.form.fields["curator"]

    def filter_part(self, nodes, name, value):
        return nodes.filter(takes_part=value == "yes")
