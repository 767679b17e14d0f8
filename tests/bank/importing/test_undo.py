from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.bank.affiliations import Standing
from mentorship.bank.importing.undo import Undoing, undo_import
from mentorship.bank.models import Affiliation, ImportRow, MenteeEntry, MentorEntry, Person
from mentorship.bank.services import change_standing, leave_bank
from mentorship.core.exceptions import DomainError
from tests.factories.bank import ConsentFactory, MenteeEntryFactory, MentorEntryFactory, form
from tests.factories.imports import GROMOVA, HEADINGS, LOSEV, confirmed_run, previewed_run
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory

pytestmark = pytest.mark.django_db
MENTOR = ("Бехтина Ольга Владимировна", "учитель физики", "олимпиады", "учитель – ученик")
MENTOR_HEADINGS = ("ФИО наставника", "Место работы", "Основные компетенции", "Форма наставничества")


def undo(member, run):
    return undo_import(member=member, run=run)


def state_of_the_bank():
    """Everything an import may write, as it stands."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Person, Affiliation, MenteeEntry, MentorEntry, MentorEntry.forms.through)
    ]


def test_undo_takes_away_what_was_created(curator):
    before = state_of_the_bank()
    run = confirmed_run(curator, GROMOVA, LOSEV)

    run = undo(curator, run)

    assert state_of_the_bank() == before
    assert (run.state, run.undone_by, run.counts["kept"]) == ("undone", curator, [])
    assert not ImportRow.objects.exists()


def test_undo_puts_back_every_changed_value(curator):
    entry = MenteeEntryFactory(
        institution=curator.organization,
        person__last_name="Громова",
        person__first_name="Полина",
        person__patronymic="Сергеевна",
        person__birth_year=2011,
        person__category__place="4 «А»",
        form=form(),
    )
    before = state_of_the_bank()
    headings = (*HEADINGS, "Контакты", "Основной запрос", "Форма наставничества")
    row = (*GROMOVA[:3], "03.10.2022", "8 912", "адаптация", "учитель – ученик")
    run = confirmed_run(curator, row, headings=headings)
    entry.refresh_from_db()
    assert (run.counts["updated"], entry.request) == (1, "адаптация")

    undo(curator, run)

    assert state_of_the_bank() == before


def test_undo_puts_back_the_forms_of_a_mentor(curator):
    MentorEntryFactory(
        institution=curator.organization,
        person__last_name="Бехтина",
        person__first_name="Ольга",
        person__patronymic="Владимировна",
        forms=[form()],
    )
    codes = MentorEntry.objects.get().forms.values_list("code", flat=True)
    run = confirmed_run(curator, MENTOR, headings=MENTOR_HEADINGS)
    assert list(codes.all()) == ["uchitel-uchenik"]

    undo(curator, run)

    assert list(codes.all()) == ["uchenik-uchenik"]


def test_undo_leaves_what_was_changed_since_and_tells(curator):
    entry = MenteeEntryFactory(
        institution=curator.organization,
        person__last_name="Громова",
        person__first_name="Полина",
        person__patronymic="Сергеевна",
        person__birth_year=2011,
        person__category__place="5 «А»",
    )
    headings = (*HEADINGS, "Контакты", "Основной запрос")
    run = confirmed_run(curator, (*GROMOVA, "8 912", "адаптация"), headings=headings)
    Person.objects.update(contacts="8 913")
    change_standing(
        member=curator, person=entry.person, standing=Standing("pupil", "6 «А»"),
        day=date(2023, 9, 1),
    )  # fmt: skip

    run = undo(curator, run)

    entry.refresh_from_db()
    assert (entry.request, Person.objects.get().contacts) == (
        "подготовка к олимпиаде по физике", "8 913",
    )  # fmt: skip
    assert run.counts["kept"] == ["контактные данные"]


def consent(entry):
    ConsentFactory(person=entry.person)


def pair(entry):
    institution = entry.institution
    mentor = MentorEntryFactory(institution=institution)
    made = PairFactory(institution=institution, mentor_entry=mentor)
    made.members.update(person=entry.person, mentee_entry=entry)


def card(entry):
    Person.objects.filter(pk=entry.person_id).update(contacts="8 912")


def ended(entry):
    leave_bank(
        member=MembershipFactory(organization=entry.institution),
        entry=entry, day=date(2023, 5, 31), outcome="",
    )  # fmt: skip


def moved(entry):
    change_standing(
        member=MembershipFactory(organization=entry.institution),
        person=entry.person, standing=Standing("pupil", "6 «А»"), day=date(2023, 9, 1),
    )  # fmt: skip


def second_entry(entry):
    MentorEntryFactory(institution=entry.institution, person=entry.person)


EDITED = "сведения изменены после загрузки"


@pytest.mark.parametrize(
    ("happen", "reasons"),
    [
        (consent, ("согласия: 1",)),
        (pair, ("участники пар: 1",)),
        (card, (EDITED,)),
        (ended, (EDITED,)),
        (moved, (EDITED,)),
        (second_entry, ("наставники: 1",)),
    ],
)
def test_undo_is_refused_while_something_depends(curator, happen, reasons):
    run = confirmed_run(curator, GROMOVA, LOSEV)
    entry = MenteeEntry.objects.get(person__last_name="Громова")
    happen(entry)
    before = state_of_the_bank()

    (blocker,) = Undoing(run).blockers()

    assert (blocker.title, blocker.url) == (GROMOVA[0], entry.person.get_absolute_url())
    assert set(reasons) <= set(blocker.reasons)
    with pytest.raises(DomainError, match=r"зависят другие записи \(1\)"):
        undo(curator, run)
    assert state_of_the_bank() == before


def test_undo_is_refused_when_a_card_is_gone(curator):
    run = confirmed_run(curator)
    MenteeEntry.objects.all().delete()
    Person.objects.all().delete()

    assert [blocker.title for blocker in Undoing(run).blockers()] == ["Строка 2"]


def test_later_import_is_undone_first(curator):
    first = confirmed_run(curator)
    second = confirmed_run(curator, (*GROMOVA, "8 912"), headings=(*HEADINGS, "Контакты"))
    assert [blocker.reasons for blocker in Undoing(first).blockers()] == [(EDITED,)]

    undo(curator, second)
    undo(curator, first)

    assert not Person.objects.exists()


def test_undo_twice_does_it_once(curator):
    run = undo(curator, confirmed_run(curator))

    assert undo(curator, run).undone_at == run.undone_at


def test_only_a_written_import_is_undone(curator):
    with pytest.raises(DomainError, match="Отменить можно только"):
        undo(curator, previewed_run(curator))


@pytest.mark.parametrize("role", ["curator", "director"])
def test_undo_of_a_stranger_is_denied(curator, role):
    run = confirmed_run(curator)
    own = curator.organization if role == "director" else MembershipFactory().organization

    with pytest.raises(PermissionDenied):
        undo(MembershipFactory(role=role, organization=own), run)


def test_file_can_be_loaded_again_after_it_was_undone(curator):
    undo(curator, confirmed_run(curator))

    assert confirmed_run(curator).counts["created"] == 1
