import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mentorship.bank.importing import services
from mentorship.bank.importing.decisions import Decisions
from mentorship.bank.models import DoubleDecision, Person
from mentorship.core.exceptions import DomainError
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.imports import GROMOVA, LOSEV, TODAY, previewed_run
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
SHORT = ("Громова Полина", *GROMOVA[1:])


@pytest.fixture
def known(curator):
    """Громова of the bank, whose patronymic nobody wrote down."""
    return PersonFactory(
        institution=curator.organization,
        last_name="Громова",
        first_name="Полина",
        patronymic="",
        birth_year=2011,
        category__place="5 «А»",
    )


def answer(member, run, code, *, number=2, takes_spelling=False):
    return services.answer_double(
        member=member,
        run=run,
        number=number,
        answer=code,
        takes_spelling=takes_spelling,
        today=TODAY,
    )


def confirm(member, run):
    return services.confirm_import(member=member, run=run, today=TODAY)


def test_row_like_somebody_known_is_asked_about(curator, known):
    run = previewed_run(curator, GROMOVA)

    (row,) = run.rows.all()
    assert (row.outcome, run.counts["asked"]) == ("asked", 1)
    assert row.candidates == [
        {"person": known.pk, "row": 0, "why": "отчество указано только в одном месте"}
    ]


def test_unanswered_row_is_not_written(curator, known):
    run = confirm(curator, previewed_run(curator, GROMOVA))

    assert (run.counts["asked"], run.counts["created"], Person.objects.count()) == (1, 0, 1)
    assert run.rows.get().cells == list(GROMOVA)


def test_same_person_is_updated_and_keeps_the_name_of_the_bank(curator, known):
    run = previewed_run(curator, GROMOVA)

    row = answer(curator, run, f"person:{known.pk}")
    run = confirm(curator, run)

    assert (row.outcome, run.counts["created"], Person.objects.count()) == ("created", 1, 1)
    known.refresh_from_db()
    assert (known.full_name, known.mentee_entries.count()) == ("Громова Полина", 1)


def test_spelling_of_the_file_is_taken_when_chosen(curator, known):
    Person.objects.update(patronymic="Сергеевна", sort_name="громова полина сергеевна")
    run = previewed_run(curator, ("Громова Полинна Сергеевна", 2011, "5 «А»", ""))

    answer(curator, run, f"person:{known.pk}", takes_spelling=True)
    confirm(curator, run)

    known.refresh_from_db()
    assert (known.first_name, known.sort_name) == ("Полинна", "громова полинна сергеевна")


def test_birth_that_differs_stays_the_bank_s_unless_chosen(curator, known):
    Person.objects.update(patronymic="Сергеевна", sort_name="громова полина сергеевна")
    near = (GROMOVA[0], 2012, *GROMOVA[2:])

    for takes, year in ((False, 2011), (True, 2012)):
        run = previewed_run(curator, near)
        if run.counts["asked"]:
            answer(curator, run, f"person:{known.pk}", takes_spelling=takes)
        else:
            run.rows.update(takes_spelling=takes)
        confirm(curator, run)
        known.refresh_from_db()
        assert known.birth_year == year


def test_different_people_become_two(curator, known):
    run = previewed_run(curator, GROMOVA)

    row = answer(curator, run, "new")
    run = confirm(curator, run)

    assert (row.outcome, run.counts["created"], Person.objects.count()) == ("created", 1, 2)


@pytest.mark.parametrize(("code", "outcome"), [("new", "unchanged"), ("person", "unchanged")])
def test_next_upload_does_not_ask_again(curator, known, code, outcome):
    run = previewed_run(curator, GROMOVA)
    answer(curator, run, f"person:{known.pk}" if code == "person" else code)
    confirm(curator, run)

    again = previewed_run(curator, GROMOVA)

    assert [row.outcome for row in again.rows.all()] == [outcome]


def test_answer_is_remembered_before_the_run_is_over(curator, known):
    answer(curator, previewed_run(curator, GROMOVA), "new")

    assert previewed_run(curator, GROMOVA).counts["asked"] == 0


def test_answer_can_be_changed(curator, known):
    run = previewed_run(curator, GROMOVA)
    answer(curator, run, "new")

    row = answer(curator, run, f"person:{known.pk}")

    assert (row.answer, DoubleDecision.objects.get().is_same) == (f"person:{known.pk}", True)


def test_rows_of_one_file_said_to_be_one_person_load_once(curator):
    run = previewed_run(curator, GROMOVA, SHORT)

    row = answer(curator, run, "row:2", number=3)
    run = confirm(curator, run)

    assert (row.outcome, run.counts["skipped"]) == ("skipped", 1)
    assert Person.objects.get().full_name == GROMOVA[0]


@pytest.mark.parametrize("rows", [(GROMOVA, SHORT), (SHORT,)])
def test_row_left_out_before_is_left_out_again(curator, rows):
    run = previewed_run(curator, GROMOVA, SHORT)
    answer(curator, run, "row:2", number=3)
    confirm(curator, run)

    again = confirm(curator, previewed_run(curator, *rows))

    assert (again.counts["asked"], again.counts["created"], Person.objects.count()) == (0, 0, 1)


def test_rows_of_one_file_said_to_be_different_become_two(curator):
    run = previewed_run(curator, GROMOVA, SHORT)
    answer(curator, run, "new", number=3)

    assert confirm(curator, run).counts["created"] == 2
    assert previewed_run(curator, GROMOVA, SHORT).counts["unchanged"] == 2


def test_namesakes_are_asked_about_and_told_apart_for_ever(curator, known):
    twin = PersonFactory(
        institution=curator.organization, last_name="Громова", first_name="Полина",
        patronymic="", birth_year=2011, category__place="5 «Б»",
    )  # fmt: skip
    row = (SHORT[0], 2011, "", "")

    answer(curator, run := previewed_run(curator, row), f"person:{twin.pk}")
    confirm(curator, run)

    assert twin.mentee_entries.count() == 1
    assert previewed_run(curator, row).counts["asked"] == 0


@pytest.mark.parametrize(("number", "code"), [(2, "person:0"), (2, ""), (9, "new")])
def test_answer_to_no_question_is_refused(curator, known, number, code):
    run = previewed_run(curator, GROMOVA)

    with pytest.raises(DomainError, match="Такого вопроса"):
        answer(curator, run, code, number=number)


def test_answer_of_a_stranger_is_denied(curator, known):
    with pytest.raises(PermissionDenied):
        answer(MembershipFactory(), previewed_run(curator, GROMOVA), "new")


def test_people_of_another_school_are_no_doubles(curator, known):
    assert previewed_run(MembershipFactory(), GROMOVA).counts["asked"] == 0


def test_answer_recounts_kinds_and_rows(curator, known):
    run = previewed_run(curator, (*GROMOVA[:3], ""), ("Ёлкин Лев", 2010, "6 «А»", ""))
    assert [group["count"] for group in run.groups] == [1]

    answer(curator, run, "new")

    run.refresh_from_db()
    assert [group["count"] for group in run.groups] == [2]
    assert (run.counts["warned"], run.counts["asked"]) == (2, 0)


def test_rest_is_answered_as_different_at_once(curator, known):
    rows = [GROMOVA, LOSEV, ("Лосев Кирилл", *LOSEV[1:])]
    run = previewed_run(curator, *rows)
    assert run.counts["asked"] == 2

    answered = services.answer_rest_different(member=curator, run=run, today=TODAY)

    assert answered == 2
    assert confirm(curator, run).counts["created"] == 3
    assert previewed_run(curator, *rows).counts["unchanged"] == 3


def test_decisions_of_rows_hold_in_either_order(curator):
    key, other = ("громова полина", "2011"), ("громова полина сергеевна", "2011")
    DoubleDecision.objects.create(
        institution=curator.organization, decided_by=curator, is_same=True,
        name_key=key[0], birth=key[1], other_key=other[0], other_birth=other[1],
    )  # fmt: skip

    decisions = Decisions(curator.organization, [other])

    assert (decisions.of_rows(key, other), decisions.of_rows(other, key)) == (True, True)
    assert Decisions(MembershipFactory().organization, [key]).of_rows(key, other) is None


def test_database_keeps_one_answer_about_a_person_or_a_row(curator, known):
    said = {
        "institution": curator.organization, "name_key": "а", "is_same": True, "decided_by": curator
    }  # fmt: skip
    DoubleDecision.objects.create(**said, person=known)

    for wrong in ({"person": known}, {}, {"person": known, "other_key": "б"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DoubleDecision.objects.create(**said, **wrong)


def test_entry_of_a_person_known_by_another_name_changes_it(curator, known):
    entry = MenteeEntryFactory(
        institution=curator.organization, person=known, request="", entered_on=TODAY
    )
    run = previewed_run(
        curator,
        (*GROMOVA[:3], "адаптация"),
        headings=("ФИО наставляемого", "Год рождения", "Класс", "Основной запрос"),
    )

    row = answer(curator, run, f"person:{known.pk}")
    confirm(curator, run)

    entry.refresh_from_db()
    assert (row.outcome, row.person, entry.request) == ("updated", known, "адаптация")
