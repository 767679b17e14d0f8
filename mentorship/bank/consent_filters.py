import django_filters
from crispy_forms.helper import FormHelper

from mentorship.bank.consent_people import STATES, group_of, in_state, with_place
from mentorship.bank.models import Consent

# Shorter than the words of the model: they stand in a row of filters.
PURPOSES = [
    (Consent.Purpose.PROCESSING, "Цель: обработка"),
    (Consent.Purpose.PUBLICATION, "Цель: публикация"),
    (Consent.Purpose.TRANSFER, "Цель: передача"),
]


class ConsentFilter(django_filters.FilterSet):
    """People of the year by name, class, purpose and the state of their consent."""

    words = django_filters.CharFilter(method="filter_words", label="Поиск")
    group = django_filters.ChoiceFilter(
        method="filter_group", label="Класс", empty_label="Класс: любой"
    )
    purpose = django_filters.ChoiceFilter(
        choices=PURPOSES,
        method="keep_all",
        label="Цель",
        empty_label=None,
    )
    state = django_filters.ChoiceFilter(
        choices=[*STATES.items(), ("all", "Все люди года")],
        method="filter_state",
        label="Состояние",
        empty_label=None,
    )

    def __init__(self, given, *, scope, groups):
        given = given.copy()
        given.setdefault("state", "lacking")
        given["purpose"] = scope.purpose
        super().__init__(given, queryset=scope.people)
        self.scope = scope
        self.filters["group"].extra["choices"] = [(title, title) for title in groups]
        self.form.helper = FormHelper()
        self.form.helper.form_tag = False
        self.form.helper.disable_csrf = True
        self.form.helper.label_class = "visually-hidden"
        self.form.fields["words"].widget.attrs |= {
            "placeholder": "Фамилия или имя",
            "type": "search",
        }

    @property
    def asked_state(self):
        return self.form.cleaned_data["state"] if self.form.is_valid() else "lacking"

    @property
    def asked_title(self):
        return STATES.get(self.asked_state, "Все люди года")

    def filter_words(self, people, name, value):
        return people.named_like(value)

    def filter_group(self, people, name, value):
        placed = with_place(people, self.scope.day).values_list("pk", "place", "category")
        return people.filter(
            pk__in=[pk for pk, place, category in placed if group_of(place, category) == value]
        )

    def filter_state(self, people, name, value):
        return in_state(self.scope, people, value)

    def keep_all(self, people, name, value):
        return people


def purpose_of(given):
    """The purpose the page is asked about; processing is what everything hangs on."""
    wanted = given.get("purpose", "")
    return wanted if wanted in Consent.Purpose else Consent.Purpose.PROCESSING
