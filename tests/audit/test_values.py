from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from psycopg2.extras import DateRange

from mentorship.audit.trails import told_fields
from mentorship.audit.values import Names, in_words
from mentorship.bank.models import Affiliation, Consent, MentorEntry, Partner, Person
from mentorship.bank.trails import tracked_models
from mentorship.organizations.models import Membership
from mentorship.pairs.models import Pair
from tests.factories.bank import PartnerFactory

NOTHING = Names([])
MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize(
    ("model", "name", "value", "words"),
    [
        (Person, "sex", "f", "женский"),
        (Person, "contacts", "", "не указано"),
        (Person, "born_on", date(2008, 3, 5), "05.03.2008"),
        (Person, "birth_year", None, "не указано"),
        (Affiliation, "period", DateRange(date(2022, 9, 1), None), "с 01.09.2022"),
        (
            Affiliation,
            "period",
            DateRange(date(2022, 9, 1), date(2023, 9, 1)),
            "01.09.2022 – 31.08.2023",
        ),
        (Consent, "scan", "consents/2022/09/a.pdf", "файл приложен"),
        (MentorEntry, "capacity", 3, "3"),
        (MentorEntry, "competences", "я" * 301, "я" * 300 + "…"),
        (Membership, "institution_types", ["school", "college"], None),
        (Pair, "school_year", 2022, "2022/2023"),
    ],
)
def test_value_in_words(model, name, value, words):
    field = model._meta.get_field(name)
    expected = words or "школа, профессиональная образовательная организация"

    assert in_words(field, value, NOTHING) == expected


def test_moment_is_shown_in_local_time():
    field = Pair._meta.get_field("created_at")

    words = in_words(field, datetime(2022, 9, 1, 10, 0, tzinfo=MOSCOW), NOTHING)

    assert words == "01.09.2022 10:00"


@pytest.mark.django_db
def test_rows_are_named_in_one_statement(django_assert_num_queries):
    first, second = PartnerFactory(name="Завод"), PartnerFactory(name="Ферма")
    field = Person._meta.get_field("partner")
    with django_assert_num_queries(1):
        names = Names([(field, first.pk, second.pk), (field, None, first.pk), (field, 0, None)])

    assert [in_words(field, pk, names) for pk in (first.pk, second.pk, 0, None)] == [
        "Завод",
        "Ферма",
        "удалено",
        "не указано",
    ]
    assert names.of(Partner, first.pk) == "Завод"


TRACKED = sorted(tracked_models(), key=lambda model: model.__name__)
OWN_OF_THE_SYSTEM = {
    "context",
    "deadline_kind",
    "dropped",
    "left_out",
    "live",
    # The line of a template that a line of a program came from.
    "origin",
    # Of a part of a municipality: told in words by `part_words`.
    "part_listed",
    "part_types",
    "people",
    "position",
    "rows",
    "sha256",
    # The wording of a source at the last decision, and its mark.
    "taken",
    "taken_mark",
    "template_version",
    "text_sha256",
    "warnings",
    "windows",
}


@pytest.mark.parametrize("model", TRACKED, ids=lambda m: m.__name__)
def test_history_tells_of_every_field_but_the_systems_own(model):
    told = {field.name for field in told_fields(model)}
    typed = {f.name for f in model._meta.concrete_fields if f.editable and not f.primary_key}

    anchors = {"institution", "organization", "pair", "person"}
    assert typed - told - anchors <= OWN_OF_THE_SYSTEM
