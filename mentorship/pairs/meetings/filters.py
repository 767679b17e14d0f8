import django_filters
from django.db.models import Q
from django.utils import timezone

from mentorship.core.forms import RussianDateField
from mentorship.core.statements import counting
from mentorship.pairs.filters import bare_helper
from mentorship.pairs.meetings import directions
from mentorship.pairs.models import Meeting, OwnDirection, Pair

PLANNED = [("planned", "запланированы"), ("missed", "без записи"), ("cancelled", "отменены")]
CONFIRMED = [
    ("yes", "подтверждена"),
    ("no", "ответ «нет»"),
    ("waiting", "ждёт ответа"),
    ("unasked", "не спрашивали"),
]


class RussianDateFilter(django_filters.DateFilter):
    field_class = RussianDateField


class MeetingFilter(django_filters.FilterSet):
    """Filters of the list of meetings, fed with the already visible meetings of the year.

    Without a state chosen the list is of the meetings that were held: they alone count.
    """

    state = django_filters.ChoiceFilter(
        choices=PLANNED, method="filter_state", label="Встречи", empty_label="Встречи: состоялись"
    )
    pair = django_filters.ModelChoiceFilter(
        queryset=Pair.objects.none(), label="Пара", empty_label="Пара: любая"
    )
    stage = django_filters.ChoiceFilter(
        choices=Meeting.Stage, label="Этап", empty_label="Этап: любой"
    )
    direction = django_filters.ChoiceFilter(
        method="filter_direction", label="Направление", empty_label="Направление: любое"
    )
    since = RussianDateFilter(method="filter_since", label="С")
    until = RussianDateFilter(method="filter_until", label="По")
    confirmed = django_filters.ChoiceFilter(
        choices=CONFIRMED,
        method="filter_confirmed",
        label="Подтверждение",
        empty_label="Подтверждение: любое",
    )

    def __init__(self, data, *, queryset, pairs):
        super().__init__(data, queryset=queryset)
        fields = self.form.fields
        self.form.helper = bare_helper()
        fields["pair"].queryset = pairs
        fields["pair"].label_from_instance = lambda pair: pair.label
        own = OwnDirection.objects.filter(institution__in=pairs.order_by().values("institution"))
        fields["direction"].choices = directions.flat_choices(own)
        for name in ("since", "until"):
            fields[name].widget.attrs["placeholder"] = f"{fields[name].label} дд.мм.гггг"

    @property
    def qs(self):
        found = super().qs
        if self.form.is_valid() and self.form.cleaned_data.get("state"):
            return found
        return found.held()

    def of_all_directions(self):
        """What the other filters leave, of the meetings that were held: counts by direction."""
        return self._without("direction").held()

    def counts_by_state(self):
        """(value of the filter, words, how many): held, planned and the rest, by the others."""
        found = self._without("state")
        rows = {value: self.filter_state(found, "state", value) for value, _words in PLANNED}
        counts = counting({"": found.held()} | rows).answers()
        return [(value, words, counts[value]) for value, words in [("", "состоялись"), *PLANNED]]

    def _without(self, left_out):
        found = self.queryset
        for name, value in self.form.cleaned_data.items() if self.form.is_valid() else ():
            if name != left_out:
                found = self.filters[name].filter(found, value)
        return found

    def filter_state(self, meetings, name, value):
        if value == "missed":
            return meetings.missed_on(timezone.localdate())
        if value == "cancelled":
            return meetings.filter(cancelled_on__isnull=False)
        return meetings.planned()

    def filter_direction(self, meetings, name, value):
        if value == directions.OWN:
            return meetings.filter(own_direction__isnull=False)
        if value.startswith(f"{directions.OWN}-"):
            return meetings.filter(own_direction=value.removeprefix(f"{directions.OWN}-"))
        return meetings.filter(direction=value)

    def filter_since(self, meetings, name, value):
        return meetings.filter(Q(held_on__gte=value) | Q(held_on=None, planned_for__gte=value))

    def filter_until(self, meetings, name, value):
        return meetings.filter(Q(held_on__lte=value) | Q(held_on=None, planned_for__lte=value))

    def filter_confirmed(self, meetings, name, value):
        if value == "unasked":
            return meetings.not_asked()
        if value == "waiting":
            return meetings.asked()
        return meetings.answered(value == "yes")
