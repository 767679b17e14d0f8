from datetime import date

import pytest

from mentorship.documents import services
from mentorship.documents.days import day_doubts
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory

EARLIER = "01.10.2022"
WORDS = "Приказ датирован 01.10.2022, а последний приказ № 204-ОД – 03.10.2022: проверьте дату."


@pytest.fixture
def director(draft):
    return MembershipFactory(role="director", organization=draft.organization)


@pytest.fixture
def second(draft, director, make_draft):
    """A draft after № 204-ОД of 3 October."""
    services.register(document=draft, member=director, number="204-ОД", dated_on=date(2022, 10, 3))
    return make_draft(organization=draft.organization)


@pytest.mark.parametrize(
    ("number", "day", "doubts"),
    [
        ("205-ОД", date(2022, 10, 1), [WORDS]),
        ("", date(2022, 10, 1), [WORDS]),
        ("203-ОД", date(2022, 10, 1), []),
        ("б/н", date(2022, 10, 1), []),
        ("205-ОД", date(2022, 10, 3), []),
        ("5-ОД", date(2021, 10, 1), []),
    ],
)
def test_day_before_the_last_of_the_book_is_doubted(second, number, day, doubts):
    assert day_doubts(second, day, number) == doubts


def test_book_of_another_organization_and_cancelled_papers_raise_no_doubt(second, draft, director):
    other = DocumentFactory(kind=second.kind)
    services.cancel(document=draft, member=director, reason="ошибка в дате")

    assert [day_doubts(paper, date(2022, 10, 1)) for paper in (second, other)] == [[], []]


def test_doubtful_day_is_asked_about_once_and_then_taken(sign_in, director, second):
    desk = sign_in(director, 2022)
    typed = {"number": "205-ОД", "dated_on": EARLIER}

    asked = desk.post(f"/documents/{second.pk}/register/", typed).context["register_form"]
    desk.post(
        f"/documents/{second.pk}/register/", {name: asked[name].value() for name in asked.fields}
    )

    assert asked.errors["dated_on"][0] == WORDS
    second.refresh_from_db()
    assert (second.number, second.dated_on) == ("205-ОД", date(2022, 10, 1))


def test_another_doubtful_day_is_asked_about_anew(sign_in, director, second):
    sent = {"number": "205-ОД", "dated_on": "02.10.2022", "doubted_on": "2022-10-01"}

    sign_in(director, 2022).post(f"/documents/{second.pk}/register/", sent)

    second.refresh_from_db()
    assert second.is_draft
