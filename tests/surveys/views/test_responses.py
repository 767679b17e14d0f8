from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.organizations.figures import FIGURES
from mentorship.surveys.models import Response
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import ResponseFactory, questionnaire

LIST = "/surveys/"
PAPER = {
    "answered_on": "20.05.2023",
    "comfort": "8",
    "useful": "7",
    "support": "6",
    "result": "5",
    "again": "yes",
    "missing": "времени",
}


@pytest.fixture
def curator(db):
    return MembershipFactory()


@pytest.fixture
def desk(sign_in, curator):
    return sign_in(curator, 2022)


@pytest.fixture
def mentee(curator):
    return MenteeEntryFactory(institution=curator.organization).person


def paper(person):
    return f"/surveys/{questionnaire().pk}/people/{person.pk}/"


def test_numbers_of_a_questionnaire_equal_their_lists(desk, curator, mentee):
    silent = MenteeEntryFactory(institution=curator.organization).person
    unhappy = MenteeEntryFactory(institution=curator.organization).person
    ResponseFactory(person=mentee)
    ResponseFactory(person=unhappy, is_satisfied=False)
    MenteeEntryFactory()

    coverage = desk.get(LIST).context["coverage"]

    counts = {"everyone": 3, "answered": 2, "satisfied": 1, "rest": 1, "unasked": 1}
    assert coverage.counts == counts
    for show, number in counts.items():
        assert desk.get(LIST, {"show": show}).context["page_obj"].paginator.count == number
    assert list(desk.get(LIST).context["page_obj"]) == [silent]


def test_numbers_equal_the_figures(desk, curator, mentee, year):
    ResponseFactory(person=mentee)

    counts = desk.get(LIST).context["coverage"].counts

    school = curator.organization
    assert counts["answered"] == FIGURES["mentees_answered"].value(school, year) == 1
    assert counts["satisfied"] == FIGURES["mentees_satisfied"].value(school, year) == 1


def test_people_without_consent_are_a_number_only(desk, curator):
    person = PersonFactory(institution=curator.organization)
    MenteeEntryFactory(institution=curator.organization, person=person)

    coverage = desk.get(LIST).context["coverage"]

    assert (coverage.without_consent, coverage.counts["everyone"]) == (1, 0)


def test_questionnaire_of_mentors_lists_mentors(desk, curator, mentee):
    mentor = MentorEntryFactory(institution=curator.organization).person

    response = desk.get(LIST, {"questionnaire": "mentor-satisfaction"})

    assert list(response.context["page_obj"]) == [mentor]


def test_query_count_is_independent_of_rows(desk, curator):
    def statements():
        desk.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST, {"show": "everyone"})
        return len(captured)

    ResponseFactory(person=MenteeEntryFactory(institution=curator.organization).person)
    one = statements()
    for _ in range(2):
        ResponseFactory(person=MenteeEntryFactory(institution=curator.organization).person)

    assert statements() == one


def test_paper_questionnaire_is_entered(desk, mentee):
    response = desk.post(paper(mentee), PAPER)

    kept = Response.objects.get()
    assert response.url == "/surveys/?questionnaire=mentee-satisfaction"
    assert (kept.person, kept.answered_on, kept.is_satisfied) == (mentee, date(2023, 5, 20), True)
    assert kept.answers == {
        "comfort": 8,
        "useful": 7,
        "support": 6,
        "result": 5,
        "again": True,
        "missing": "времени",
    }


def test_missing_scale_is_asked_for_and_the_rest_stays(desk, mentee):
    response = desk.post(paper(mentee), PAPER | {"comfort": ""})

    form = response.context["form"]
    assert form.errors == {"comfort": ["Обязательное поле."]}
    assert form["missing"].value() == "времени"


def test_refusal_of_the_service_is_shown_in_the_form(desk, mentee):
    mentee.consents.update(withdrawn_on=date(2023, 1, 1))

    response = desk.post(paper(mentee), PAPER)

    assert response.context["form"].non_field_errors() == [
        "Нет действующего согласия на обработку персональных данных."
    ]
    assert not Response.objects.exists()


def test_answers_are_corrected(desk, mentee):
    desk.post(paper(mentee), PAPER)
    kept = Response.objects.get()

    opened = desk.get(f"/surveys/responses/{kept.pk}/").context["form"]
    desk.post(f"/surveys/responses/{kept.pk}/", PAPER | {"comfort": "1", "again": ""})

    kept.refresh_from_db()
    assert (opened["comfort"].value(), opened["again"].value()) == (8, "yes")
    assert (kept.answers["comfort"], kept.answers["again"], kept.is_satisfied) == (1, None, False)


def test_foreign_people_and_answers_are_not_there(desk):
    foreign = ResponseFactory()

    assert desk.get(paper(foreign.person)).status_code == 404
    assert desk.get(f"/surveys/responses/{foreign.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["director", "council", "psychologist"])
def test_readers_see_the_list_and_enter_nothing(sign_in, curator, mentee, role):
    client = sign_in(MembershipFactory(role=role, organization=curator.organization), 2022)

    assert client.get(LIST).status_code == 200
    assert client.get(paper(mentee)).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["mentor", "methodist", "coordinator"])
def test_others_see_nothing(sign_in, role):
    assert sign_in(MembershipFactory(role=role)).get(LIST).status_code == 403


def test_answers_are_closed_without_a_consent(desk, curator):
    kept = ResponseFactory(person=PersonFactory(institution=curator.organization))

    response = desk.get(f"/surveys/responses/{kept.pk}/")

    code = kept.questionnaire.code
    assert (response.status_code, response.url) == (302, f"/surveys/?questionnaire={code}")


@pytest.mark.parametrize(
    ("asked", "back"),
    [
        ("/pairs/7/closing/", "/pairs/7/closing/"),
        ("https://elsewhere.example/", "/surveys/?questionnaire=mentee-satisfaction"),
    ],
)
def test_paper_answers_return_where_they_were_asked_for(desk, mentee, asked, back):
    response = desk.post(f"{paper(mentee)}?next={asked}", PAPER)

    assert response.url == back
