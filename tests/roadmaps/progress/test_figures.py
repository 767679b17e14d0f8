from datetime import date

import pytest

from mentorship.bank.affiliations import Standing
from mentorship.bank.models import MenteeEntry, Person
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.reviewing import Decision, accept_reply
from roadmaps.progress.bindings import BINDINGS, suggested_binding
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PersonFactory,
)
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import FeedbackFactory, MeetingFactory, PairFactory
from tests.factories.surveys import ReplyFactory, taken_in

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)


@pytest.fixture
def school():
    return InstitutionFactory()


def value(code, school):
    return FIGURES[code].value(school, YEAR)


def person(school, category="pupil", **kwargs):
    return PersonFactory(institution=school, category=category, **{"consented": True} | kwargs)


def test_bank_is_told_apart_by_what_people_are(school):
    for category in ("pupil", "pupil", "teacher"):
        MenteeEntryFactory(institution=school, person=person(school, category))
    MentorEntryFactory(institution=school, person=person(school, "head"))
    MentorEntryFactory(institution=school, person=person(school, "employer"))
    MenteeEntryFactory(institution=school, person=person(school, consented=False))

    codes = ("mentee_pupils", "mentee_teachers", "mentor_teachers", "mentor_employers", "mentors")
    assert [value(f"{code}_in_bank", school) for code in codes] == [2, 1, 1, 1, 2]


def test_surveyed_answered_the_questionnaire_of_entering(school):
    taken_in(person(school))
    taken_in(person(school), "mentor-pupil")
    taken_in(person(school, consented=False))
    ReplyFactory(invitation__batch__institution=school)

    assert value("mentee_pupils_surveyed", school) == 1


def test_pupil_who_asked_in_by_a_card_is_counted_once_taken_in(school):
    curator, day = MembershipFactory(organization=school), date(2023, 3, 1)
    reply = ReplyFactory(invitation__batch__institution=school, answered_on=day)
    asked = Person(last_name="Ёлкин", first_name="Матвей", birth_year=2009)
    entry = MenteeEntry(entered_on=day, request="выбор профессии")
    before = value("mentee_pupils_surveyed", school)

    decision = Decision(entry, asked, Standing("pupil", "8 «А»"))
    taken = accept_reply(member=curator, reply=reply, decision=decision, today=day)
    ConsentFactory(person=taken.person)

    assert (before, value("mentee_pupils_surveyed", school)) == (0, 1)


def an_active_pair(school, **kwargs):
    order = DocumentFactory(organization=school)
    told = {"state": "active", "order": order, "mentor_agreed_on": date(2022, 9, 20)}
    return PairFactory(institution=school, **told | kwargs)


def test_meetings_and_pairs_of_people_with_a_consent_are_counted(school):
    pair = an_active_pair(school)
    MeetingFactory(pair=pair, stage="first")
    silent = MentorEntryFactory(institution=school, person=person(school, consented=False))
    MeetingFactory(pair=an_active_pair(school, mentor_entry=silent), stage="first")

    assert (value("meetings_first", school), value("pairs_ordered", school)) == (1, 1)
    assert value("meetings_trial", school) == 0


def test_feedback_counts_words_and_shows_none(school):
    pair = an_active_pair(school)
    given = FeedbackFactory(pair=pair, person=pair.mentor_entry.person, word="help")

    figure = FIGURES["feedback_given"]
    assert value("feedback_given", school) == 1
    assert figure.describe(given) == f"обратная связь за {given.month:%m.%Y}"


def test_every_binding_names_registered_figures():
    named = {code for binding in BINDINGS for code in binding.figures}

    assert {code for code in named if code not in FIGURES} == set()


@pytest.mark.parametrize(
    ("title", "code"),
    [
        (
            "Проведение мониторинга по выявлению предварительных запросов от потенциальных "
            "наставляемых и о заинтересованных в наставничестве",
            "mentees_surveyed",
        ),
        ("Обучение наставников", "mentors_trained"),
        ("Формирование базы наставляемых", "mentees_bank"),
        ("Формирование банка наставников", "mentors_bank"),
        ("Проведение первой (организационной) встречи наставника", "meetings_first"),
        ("Проведение второй (пробной рабочей) встречи", "meetings_trial"),
        ("Назначение куратора внедрения ЦМН", "curator_order"),
        ("Разработка положений о программе ЦМН", "regulation"),
        ("Покупка бумаги", None),
    ],
)
def test_binding_is_suggested_by_the_title(title, code):
    found = suggested_binding(title)

    assert (found.code if found else None) == code
