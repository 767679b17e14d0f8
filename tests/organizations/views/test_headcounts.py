from datetime import date

import pytest
from django.utils import timezone

from mentorship.organizations.models import Headcount, RollDeclaration
from tests.factories.bank import PersonFactory
from tests.factories.organizations import HeadcountFactory, MembershipFactory

pytestmark = pytest.mark.django_db
HEADCOUNT = {
    "category": "pupil",
    "age_from": "15",
    "age_to": "19",
    "value": "34",
    "as_of": "1 сентября 2022",
    "source": "ОО-1",
}
FILL, COUNT = "/organizations/own/headcounts/fill/", "/organizations/own/headcounts/count/"
NUMBERS = {"as_of": "01.09.2022", "source": "ОО-1", "value_0": "108", "value_1": "34"}


@pytest.fixture
def member():
    return MembershipFactory()


def test_headcount_is_written_for_ones_own_school(sign_in, member):
    sign_in(member).post("/organizations/own/headcounts/new/", HEADCOUNT)

    written = Headcount.objects.get()
    assert (written.organization, written.value) == (member.organization, 34)


def test_headcount_of_ages_upside_down_is_refused_and_kept_in_the_form(sign_in, member):
    form = HEADCOUNT | {"age_from": "19", "age_to": "15"}

    page = sign_in(member).post("/organizations/own/headcounts/new/", form)

    assert page.context["form"].errors["age_to"] == ["Верхняя граница возраста меньше нижней."]
    assert 'value="1 сентября 2022"' in page.content.decode()


def test_same_headcount_twice_is_a_message(sign_in, member):
    HeadcountFactory(organization=member.organization, age_from=15)

    page = sign_in(member).post("/organizations/own/headcounts/new/", HEADCOUNT)

    assert page.status_code == 200
    assert Headcount.objects.count() == 1


def test_headcount_is_corrected_in_place(sign_in, member):
    written = HeadcountFactory(organization=member.organization, age_from=15, value=43)

    sign_in(member).post(f"/organizations/own/headcounts/{written.pk}/", HEADCOUNT)

    assert Headcount.objects.get().value == 34


def test_foreign_headcount_is_not_there(sign_in, member):
    foreign = HeadcountFactory()

    page = sign_in(member).get(f"/organizations/own/headcounts/{foreign.pk}/")

    assert page.status_code == 404


def test_several_headcounts_are_filled_in_at_once(sign_in, member):
    page = sign_in(member).post(FILL, NUMBERS | {"value_2": "0"}, follow=True)

    rows = Headcount.objects.order_by("category", "age_from")
    assert [(row.category, row.age_from, row.value) for row in rows] == [
        ("pupil", 10, 108),
        ("pupil", 15, 34),
        ("teacher", None, 0),
    ]
    assert [str(message) for message in page.context["messages"]] == [
        "Численность записана: учтётся в 2022/2023 учебном году."
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value_1": "109"}, "value_1"),
        ({"value_0": "-1"}, "value_0"),
        ({"value_0": "", "value_1": ""}, "value_0"),
        ({"as_of": "01.09.2014"}, "as_of"),
        ({"as_of": "01.09.2099"}, "as_of"),
        ({"as_of": ""}, "as_of"),
        ({"source": ""}, "source"),
    ],
)
def test_faulty_headcounts_are_refused_at_their_field(sign_in, member, changes, field):
    page = sign_in(member).post(FILL, NUMBERS | changes)

    assert list(page.context["form"].errors) == [field]
    assert Headcount.objects.count() == 0


def test_form_shows_what_is_entered_already(sign_in, member):
    HeadcountFactory(organization=member.organization)

    form = sign_in(member, 2022).get(FILL).context["form"]

    assert form.fields["value_0"].help_text == "Сейчас 108 на 01.09.2022."
    assert form.initial["as_of"] == date(2022, 9, 1)


def test_list_says_what_counts_and_what_is_missing(sign_in, member):
    newest = HeadcountFactory(organization=member.organization, as_of=date(2022, 9, 20))
    HeadcountFactory(organization=member.organization, as_of=date(2022, 9, 1))
    HeadcountFactory()

    context = sign_in(member, 2022).get("/organizations/own/headcounts/").context

    assert [row and row.value for _key, row in context["needed"]] == [108, None, None, None]
    assert (len(context["page_obj"]), context["counting"]) == (2, {newest.pk})


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_whatever_its_length(
    sign_in, member, django_assert_max_num_queries, count
):
    for number in range(count):
        HeadcountFactory(organization=member.organization, age_from=number)
    client = sign_in(member)

    with django_assert_max_num_queries(15):
        client.get("/organizations/own/headcounts/")


def pupils(member):
    today = timezone.localdate()
    PersonFactory(institution=member.organization, consented=True, birth_year=today.year - 12)


def test_lists_are_counted_once_they_are_declared_complete(sign_in, member):
    pupils(member)
    client = sign_in(member)
    found = client.get(f"{COUNT}?as_of=01.09.2022").context["found"]

    client.post(COUNT, {"as_of": "01.09.2022", "categories": ["pupil"]})

    assert [row.value is None for row in found] == [False, False, True, True]
    assert RollDeclaration.objects.get().as_of == date(2022, 9, 1)
    assert Headcount.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"as_of": "01.09.2022"}, ["categories"]),
        ({"as_of": "01.09.2022", "categories": ["teacher"]}, ["categories"]),
        ({"as_of": "01.09.2022", "categories": ["enterprise"]}, ["categories"]),
        ({"as_of": "вчера", "categories": ["pupil"]}, ["as_of"]),
    ],
)
def test_count_that_is_not_possible_is_refused(sign_in, member, sent, fields):
    pupils(member)

    page = sign_in(member).post(COUNT, sent)

    assert list(page.context["form"].errors) == fields
    assert Headcount.objects.count() == 0


def test_count_of_an_unreadable_day_asks_again(sign_in, member):
    page = sign_in(member).get(f"{COUNT}?as_of=вчера")

    assert (page.status_code, page.context["found"]) == (200, [])
