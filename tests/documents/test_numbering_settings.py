"""The organization chooses who numbers a series and how; no number doubles in a year whatever."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents import services
from mentorship.documents.invariants import breaches
from mentorship.documents.models import SeriesNumbering, TakenNumber
from mentorship.documents.numbering import next_number, set_numbering
from tests.documents.issuing import DAY, director_of
from tests.factories.organizations import MembershipFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def director(draft):
    return director_of(draft)


@pytest.fixture
def issue(make_draft, director):
    """Register one more order of the director's school, today unless told otherwise."""

    def one(number="", day=None):
        draft = make_draft(organization=director.organization)
        given = {"number": number, "dated_on": day or TODAY()}
        return services.register(document=draft, member=director, **given).number

    return one


def choose(director, pattern, numbering="own", series="orders"):
    set_numbering(member=director, series=series, numbering=numbering, pattern=pattern)


def test_count_goes_on_when_the_pattern_changes(director, issue):
    choose(director, "{n}-ОД")
    first = issue()
    choose(director, "ПП-{n}/{year}")

    assert (first, issue()) == ("1-ОД", f"ПП-2/{TODAY().year}")
    assert breaches() == []


def test_year_of_the_number_is_that_of_the_document(director, issue):
    choose(director, "{n}/{year}")

    assert [issue(day=DAY), issue(day=date(2021, 3, 1))] == ["1/2022", "1/2021"]


def test_counting_goes_past_typed_numbers_and_has_no_gap(director, issue, draft):
    for typed in ("1-ОД", "3 од", "57-ОД"):
        issue(typed)
    choose(director, "{n}-ОД")
    shown = next_number(draft, TODAY())

    counted = [issue(), issue()]

    assert (shown, counted) == ("2-ОД", ["2-ОД", "4-ОД"])
    ordinals = TakenNumber.objects.order_by("ordinal").values_list("ordinal", flat=True)
    assert list(ordinals) == [1, 2, 3, 4, None]
    assert breaches() == []


def test_count_begins_where_the_book_of_the_organization_ends(director, issue, sign_in):
    for typed in ("30-ОД", "31 од", "7/К"):
        issue(typed)
    page = "/documents/numbering/orders/"
    proposed = sign_in(director).get(page).context["form"].initial["begins_with"]

    sign_in(director).post(page, {"numbering": "own", "pattern": "{n}-ОД", "begins_with": proposed})
    director.organization.refresh_from_db()

    assert (proposed, [issue(), issue()]) == (32, ["32-ОД", "33-ОД"])
    assert breaches() == []


def test_beginning_is_not_asked_once_the_system_has_counted(director, issue, sign_in):
    choose(director, "{n}-ОД")
    issue()

    set_numbering(
        member=director, series="orders", numbering="own", pattern="{n}-ОД", begins_with=50
    )

    form = sign_in(director).get("/documents/numbering/orders/").context["form"]
    assert ("begins_with" in form.fields, issue()) == (False, "2-ОД")


def test_pattern_that_would_double_a_counted_number_says_the_way_out(director, issue):
    choose(director, "1{n}")
    issue()
    for _ in range(9):
        issue()
    choose(director, "{n}")

    with pytest.raises(DomainError, match=r"Номер 11 .* другой образец"):
        issue()
    assert breaches() == []


def test_setting_of_a_series_is_kept_beside_that_of_orders(director, sign_in):
    page = sign_in(director).post(
        "/documents/numbering/pair_programs/",
        {"numbering": "own", "pattern": "ПП-{n}"},
        follow=True,
    )

    director.organization.refresh_from_db()
    kept = SeriesNumbering.objects.values_list("series", "numbering", "pattern")
    assert list(kept) == [("pair_programs", "own", "ПП-{n}")]
    assert director.organization.order_number_pattern == "{n}-ОД"
    assert "Нумерация сохранена. Следующий номер: ПП-1." in page.text


def test_numbers_counted_by_the_system_may_be_typed_instead(director, sign_in, draft):
    choose(director, "{n}-ПП", numbering="external", series="pair_programs")

    rows = {
        row.code: row for row in sign_in(director).get("/documents/numbering/").context["series"]
    }

    assert (rows["pair_programs"].is_own, rows["pair_programs"].next_number) == (False, "")
    assert (rows["pair_agreements"].is_own, rows["pair_agreements"].next_number) == (True, "1-С")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("ОД", "ровно одно {n}"),
        ("{n}-{kind}", "Неизвестное поле {kind}"),
        ("{n}", "Следующим был бы номер 11, но в этом году он уже занят"),
    ],
)
def test_unfit_pattern_is_refused_at_the_field(director, issue, sign_in, pattern, words):
    choose(director, "1{n}")
    for _ in range(10):
        issue()

    page = sign_in(director).post(
        "/documents/numbering/orders/", {"numbering": "own", "pattern": pattern}
    )

    [error] = page.context["form"].errors["pattern"]
    assert (words in error, page.status_code) == (True, 200)


def test_office_numbers_its_orders_itself(sign_in):
    office = MembershipFactory(role="methodist", organization=MunicipalityFactory())

    sign_in(office).post("/documents/numbering/orders/", {"numbering": "own", "pattern": "{n}-р"})

    office.organization.refresh_from_db()
    assert office.organization.order_number_pattern == "{n}-р"
    assert sign_in(office).get("/documents/numbering/pair_programs/").status_code == 404


def test_numbering_is_for_those_who_register(director):
    with pytest.raises(PermissionDenied):
        choose(MembershipFactory(role="council", organization=director.organization), "{n}")
