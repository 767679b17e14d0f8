"""What an entry says in each column of its official form: the export, and what import compares."""

from collections.abc import Callable
from typing import Any

from mentorship.bank.banks import Bank
from mentorship.bank.companions import Companion
from mentorship.bank.contacts import contacts_text

Value = Callable[[Any, list[Companion]], Any]
BETWEEN = "; "


def forms_text(entry: Any, companions: list[Companion]) -> str:
    """The forms of the pairs where there are some, else those the entry was made for."""
    titles = list(dict.fromkeys(companion.form for companion in companions if companion.form))
    if titles:
        return BETWEEN.join(titles)
    if hasattr(entry, "capacity"):
        return BETWEEN.join(form.title for form in entry.forms.all()) if entry.pk else ""
    return entry.form.title if entry.form else ""


def _of_entry(name: str) -> Value:
    return lambda entry, companions: getattr(entry, name)


_COMMON: dict[str, Value] = {
    "name": lambda entry, companions: entry.person.full_name,
    "birth": lambda entry, companions: entry.person.birth_year,
    "entered_on": _of_entry("entered_on"),
    "companion": lambda entry, companions: BETWEEN.join(c.person.full_name for c in companions),
    "companion_place": lambda entry, companions: BETWEEN.join(
        companion.place for companion in companions if companion.place
    ),
    "forms": forms_text,
    "left_on": _of_entry("left_on"),
    "outcome": _of_entry("outcome"),
    "case_link": _of_entry("case_link"),
}
VALUES: dict[Bank, dict[str, Value]] = {
    Bank.MENTORS: _COMMON
    | {
        "contacts": lambda entry, companions: entry.person.contacts,
        "place": lambda entry, companions: entry.place,
        "competences": _of_entry("competences"),
        "achievements": _of_entry("achievements"),
        "interests": _of_entry("interests"),
        "desired_age": _of_entry("desired_age"),
        "time_resource": _of_entry("time_resource"),
    },
    Bank.MENTEES: _COMMON
    | {
        "contacts": lambda entry, companions: contacts_text(entry.person),
        "request": _of_entry("request"),
        "completion_mark": _of_entry("completion_mark"),
    },
}
