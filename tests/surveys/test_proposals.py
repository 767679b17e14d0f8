import pytest
from django.utils import timezone

from mentorship.bank.models import Topic
from mentorship.surveys.proposals import answer_lines, bank_for, candidates_for, proposal_of
from tests.factories.bank import PersonFactory, form
from tests.factories.surveys import ReplyFactory, questionnaire

TODAY = timezone.localdate()


def reply_to(curator, code="mentee-pupil", **kwargs):
    return ReplyFactory(
        invitation__batch__institution=curator.organization,
        invitation__batch__questionnaire=questionnaire(code),
        **kwargs,
    )


def test_answers_become_values_of_the_form(curator):
    reply = reply_to(curator)

    assert proposal_of(reply, curator) == {
        "category": "pupil",
        "last_name": "Ёлкин",
        "first_name": "Матвей",
        "patronymic": "Андреевич",
        "birth": "2009",
        "place": "8 «А»",
        "contacts": "+7 900 000-11-22",
        "request": "выбор профессии",
    }


def test_two_questions_may_feed_one_field(curator):
    answers = {"request": "математика", "directions": ["творческое", "спортивное"]}

    proposal = proposal_of(reply_to(curator, answers=answers), curator)

    assert proposal["request"] == "математика; творческое, спортивное"


def test_answers_about_health_are_marked_and_not_proposed(curator):
    reply = reply_to(curator, answers={"place": "8 «А»", "request": "У меня диабет"})

    marked = [line.question.code for line in answer_lines(reply) if line.is_special]
    assert marked == ["request"]
    assert proposal_of(reply, curator) == {"category": "pupil", "place": "8 «А»"}


def test_forms_and_topics_are_found_by_their_words(curator):
    topic = Topic.objects.create(
        organization=curator.organization, title="Олимпиады", group="study"
    )
    answers = {
        "forms": ["ученик – ученик", "учитель – ученик"],
        "topics": ["Олимпиады", "такой темы больше нет"],
        "since": "01.09.2015",
    }

    proposal = proposal_of(reply_to(curator, answers=answers), curator)

    assert proposal["forms"] == [form("uchenik-uchenik"), form("uchitel-uchenik")]
    assert (proposal["form"], proposal["topics"]) == (form("uchenik-uchenik"), [topic])


@pytest.mark.parametrize(("answer", "since"), [("2015", "2015"), ("01.09.2015", "2015")])
def test_teaching_is_counted_from_a_year(curator, answer, since):
    reply = reply_to(curator, "mentor-teacher", answers={"since": answer})

    assert proposal_of(reply, curator) == {"category": "teacher", "teaching_since": since}


@pytest.mark.parametrize(
    ("code", "bank"),
    [("mentor-pupil", "mentors"), ("mentee-teacher", "mentees"), ("about-pupil-parent", None)],
)
def test_reply_asks_into_a_bank(curator, code, bank):
    found = bank_for(reply_to(curator, code))

    assert (found and found.code) == bank


def test_answers_are_shown_in_the_order_of_the_questions(curator):
    reply = reply_to(curator, answers={"request": "есть диагноз", "name": "Ёлкин Матвей"})

    lines = [(line.question.code, line.text, line.is_special) for line in answer_lines(reply)]
    assert lines == [("name", "Ёлкин Матвей", False), ("request", "есть диагноз", True)]


def test_people_alike_are_offered(curator):
    school = curator.organization
    same = PersonFactory(
        institution=school,
        last_name="Елкин",
        first_name="Матвей",
        patronymic="Андреевич",
        birth_year=2009,
        consented=True,
    )
    other_birth = {"last_name": "Ёлкин", "first_name": "Матвей", "patronymic": "Андреевич"}
    PersonFactory(institution=school, birth_year=1990, **other_birth)
    PersonFactory(institution=school, archived_on=TODAY, birth_year=2009, **other_birth)
    PersonFactory(birth_year=2009, **other_birth)
    PersonFactory(institution=school)

    found = candidates_for(reply_to(curator), curator, TODAY)

    assert [(c.person, c.is_agreed) for c in found] == [(same, True)]
    assert found[0].likeness == "имя и рождение совпадают"


def test_nobody_is_guessed_without_a_name(curator):
    assert candidates_for(reply_to(curator, answers={}), curator, TODAY) == []
