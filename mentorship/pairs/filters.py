import django_filters
from crispy_forms.helper import FormHelper
from django.utils import timezone

from mentorship.bank.models import MentoringForm
from mentorship.core.names import search_key
from mentorship.pairs.models import MentoringKind, Pair

NEEDS = [("consent", "согласие"), ("order", "приказ"), ("meeting", "встреча")]


def bare_helper():
    """Labels stay for screen readers; the empty choices speak for the eye."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.label_class = "visually-hidden"
    return helper


class PairFilter(django_filters.FilterSet):
    """Filters of the list of pairs, fed with the already visible pairs of the year."""

    q = django_filters.CharFilter(method="filter_q", label="Поиск")
    form = django_filters.ModelChoiceFilter(
        queryset=MentoringForm.objects.all(), label="Форма", empty_label="Форма: все"
    )
    kind = django_filters.ModelChoiceFilter(
        queryset=MentoringKind.objects.all(), label="Вид", empty_label="Вид: все"
    )
    state = django_filters.ChoiceFilter(
        choices=Pair.State, label="Состояние", empty_label="Состояние: любое"
    )
    needs = django_filters.ChoiceFilter(
        choices=NEEDS, method="filter_needs", label="Нужно", empty_label="Нужно: не важно"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.helper = bare_helper()
        self.form.fields["q"].widget.attrs |= {"placeholder": "Фамилия", "type": "search"}

    def filter_q(self, pairs, name, value):
        return pairs.named_like(search_key(value))

    def filter_needs(self, pairs, name, value):
        today = timezone.localdate()
        if value == "order":
            return pairs.awaiting_order()
        if value == "meeting":
            return pairs.silent_on(today)
        return pairs.going_on().without_consent_on(today)
