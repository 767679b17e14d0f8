import pytest

from mentorship.bank.importing.changes import HIDDEN, show_changes
from mentorship.bank.importing.values import lost_parts
from mentorship.bank.models import MenteeEntry, Person
from tests.factories.bank import ConsentFactory
from tests.factories.imports import GROMOVA, HEADINGS, TODAY, confirmed_run, previewed_run

pytestmark = pytest.mark.django_db


def shown(row):
    show_changes([row], TODAY)
    return [(c.title, c.before, c.after, c.lost) for c in row.changes]


@pytest.fixture
def changed_row(curator):
    confirmed_run(curator)
    MenteeEntry.objects.update(request="адаптация, дружба; спорт")
    Person.objects.update(contacts="8 900")
    changed = (*GROMOVA, "8 912", "Адаптация")
    run = previewed_run(curator, changed, headings=(*HEADINGS, "Контакты", "Запрос"))
    return run.rows.get()


def test_change_shows_the_old_and_the_new_value_and_what_is_lost(changed_row):
    ConsentFactory(person=Person.objects.get())

    assert shown(changed_row) == [
        ("контактные данные", "8 900", "8 912", ()),
        ("основной запрос", "адаптация, дружба; спорт", "Адаптация", ("дружба", "спорт")),
    ]


def test_value_of_whoever_has_no_consent_is_hidden(changed_row):
    assert shown(changed_row) == [
        ("контактные данные", "8 900", "8 912", ()),
        ("основной запрос", HIDDEN, "Адаптация", ()),
    ]


def test_changes_of_earlier_versions_have_titles_alone(changed_row):
    changed_row.effect = {"changes": ["основной запрос"]}
    ConsentFactory(person=Person.objects.get())

    assert shown(changed_row) == [("основной запрос", "", "", ())]


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("физика, шахматы", "Шахматы и физика", ()),
        ("физика; шахматы\nОГЭ", "физика", ("шахматы", "ОГЭ")),
        ("", "физика", ()),
    ],
)
def test_parts_of_a_list_that_the_new_value_has_not(before, after, lost):
    assert lost_parts(before, after) == lost
