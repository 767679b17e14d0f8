import pytest

from mentorship.bank.models import MentorEntry, SelectionStep
from tests.factories.bank import MentorEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
URL = "/bank/selection/"
STEP = {"action": "interview", "held_on": "01.10.2022"}


@pytest.fixture
def entry(curator):
    return MentorEntryFactory(institution=curator.organization)


def test_list_shows_one_stage_and_counts_all(sign_in, curator, entry):
    MentorEntryFactory(institution=curator.organization, stage="trained")
    MentorEntryFactory()

    response = sign_in(curator, 2022).get(URL)

    counts = {code: count for code, _label, count in response.context["stages"]}
    assert list(response.context["page_obj"]) == [entry]
    assert (counts["applied"], counts["trained"], counts["admitted"]) == (1, 1, 0)


@pytest.mark.parametrize("stage", ["trained", "nonsense"])
def test_list_of_a_stage_nobody_is_at(sign_in, curator, stage):
    response = sign_in(curator, 2022).get(f"{URL}?stage={stage}")

    assert list(response.context["page_obj"]) == []


def test_list_says_how_many_have_no_consent(sign_in, curator):
    person = PersonFactory(institution=curator.organization)
    MentorEntryFactory(institution=curator.organization, person=person)

    response = sign_in(curator, 2022).get(URL)

    assert (list(response.context["page_obj"]), response.context["hidden"]) == ([], 1)


def test_list_asks_as_many_questions_for_more_rows(
    sign_in, curator, entry, django_assert_max_num_queries
):
    client = sign_in(curator, 2022)
    client.get(URL)
    with django_assert_max_num_queries(22) as one:
        client.get(URL)
    MentorEntryFactory.create_batch(2, institution=curator.organization)

    with django_assert_max_num_queries(len(one)):
        client.get(URL)


def test_ticked_mentors_make_the_step_together(sign_in, curator, entry):
    other = MentorEntryFactory(institution=curator.organization)

    response = sign_in(curator, 2022).post(
        f"{URL}steps/?stage=applied", STEP | {"entries": [entry.pk, other.pk]}
    )

    assert response.url == f"{URL}?stage=applied"
    assert list(MentorEntry.objects.values_list("stage", flat=True)) == ["interviewed"] * 2


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"entries": []}, ["entries"]),
        ({"held_on": "вчера"}, ["held_on"]),
        ({"action": "decline"}, ["comment"]),
        ({"action": "admit"}, ["action"]),
        ({"held_on": "01.10.2099"}, ["__all__"]),
    ],
)
def test_refused_step_keeps_the_ticks(sign_in, curator, entry, changes, fields):
    typed = STEP | {"entries": [entry.pk]} | changes

    response = sign_in(curator, 2022).post(f"{URL}steps/?stage=applied", typed)

    form = response.context["form"]
    assert (list(form.errors), SelectionStep.objects.count()) == (fields, 0)
    assert form.ticked == {str(pk) for pk in typed["entries"]}


def test_foreign_mentor_cannot_be_ticked(sign_in, curator):
    typed = STEP | {"entries": [MentorEntryFactory().pk]}

    response = sign_in(curator, 2022).post(f"{URL}steps/?stage=applied", typed)

    assert list(response.context["form"].errors) == ["entries"]


def test_card_shows_the_way_and_its_buttons(sign_in, curator, entry):
    url = entry.person.get_absolute_url()

    card = sign_in(curator, 2022).get(url).context["card"]

    actions = [action for action, _label in card.entries[0].selection.actions]
    assert actions == ["interview", "decline"]


def test_step_is_made_from_the_card(sign_in, curator, entry):
    client = sign_in(curator, 2022)
    url = f"/bank/mentors/{entry.pk}/selection/interview/"
    assert "order_text" not in client.get(url).context["form"].fields

    response = client.post(url, {"held_on": "01.10.2022"})

    entry.refresh_from_db()
    assert (response.url, entry.stage) == (entry.person.get_absolute_url(), "interviewed")


def test_refusal_from_the_card_wants_a_reason(sign_in, curator, entry):
    response = sign_in(curator, 2022).post(
        f"/bank/mentors/{entry.pk}/selection/decline/", {"held_on": "01.10.2022"}
    )

    assert list(response.context["form"].errors) == ["comment"]


def test_closed_step_is_told_in_the_form(sign_in, curator, entry):
    response = sign_in(curator, 2022).post(
        f"/bank/mentors/{entry.pk}/selection/admit/", {"held_on": "01.10.2022"}
    )

    assert list(response.context["form"].errors) == ["__all__"]


def test_unknown_step_is_not_there(sign_in, curator, entry):
    assert sign_in(curator).get(f"/bank/mentors/{entry.pk}/selection/crown/").status_code == 404


def test_reader_has_no_ticks(sign_in, curator, entry):
    reader = MembershipFactory(organization=curator.organization, role="council")

    html = sign_in(reader, 2022).get(URL).content.decode()

    assert 'name="entries"' not in html


def test_bank_is_filtered_by_stage(sign_in, curator, entry):
    MentorEntryFactory(institution=curator.organization, stage="trained")

    rows = sign_in(curator, 2022).get("/bank/mentors/?stage=applied").context["rows"]

    assert [row.entry for row in rows] == [entry]
