import django_filters
from crispy_forms.helper import FormHelper
from django.db.models import Q

from mentorship.bank.models import Event


class EventFilter(django_filters.FilterSet):
    """Filters of the list of events, fed with the already visible rows."""

    words = django_filters.CharFilter(method="filter_words", label="Поиск")
    kind = django_filters.ChoiceFilter(
        choices=Event.Kind.choices, label="Вид", empty_label="Вид: все"
    )
    state = django_filters.ChoiceFilter(
        choices=Event.State.choices, label="Состояние", empty_label="Состояние: любое"
    )
    own = django_filters.ChoiceFilter(
        choices=[("yes", "Организатор: мы"), ("no", "Организатор: выше")],
        method="filter_own",
        label="Организатор",
        empty_label="Организатор: любой",
    )

    class Meta:
        model = Event
        fields = ("kind", "state")

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        self.form.helper = FormHelper()
        self.form.helper.form_tag = False
        self.form.helper.disable_csrf = True
        self.form.helper.label_class = "visually-hidden"
        self.form.fields["words"].widget.attrs |= {"placeholder": "Название", "type": "search"}

    def filter_words(self, events, name, value):
        return events.filter(title__icontains=value)

    def filter_own(self, events, name, value):
        own = Q(organization=self.member.organization_id)
        return events.filter(own if value == "yes" else ~own)
