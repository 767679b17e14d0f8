from datetime import date

import pytest
from django.utils import timezone

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Preference
from mentorship.pairs.preferences import mentors_to_name, shown_to_mentees
from mentorship.surveys.models import Reply, Response
from tests.factories.bank import (
    AttendanceFactory,
    ConsentFactory,
    EventFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PersonFactory,
    TopicFactory,
)
from tests.factories.matching import PreferenceFactory
from tests.factories.surveys import InvitationFactory, questionnaire

PAGE = "/q/"
THIS_YEAR = SchoolYear.containing(timezone.localdate())


@pytest.fixture
def mentee(school):
    person = PersonFactory(institution=school, birth_year=None)
    ConsentFactory(person=person)
    return MenteeEntryFactory(institution=school, person=person)


@pytest.fixture
def invitation(mentee, curator):
    return InvitationFactory(
        batch__institution=mentee.institution,
        batch__questionnaire=questionnaire("preference"),
        batch__school_year=THIS_YEAR.first,
        batch__created_by=curator,
        person=mentee.person,
    )


def make_mentor(school, last_name):
    entry = MentorEntryFactory(institution=school)
    entry.person.last_name = last_name
    entry.person.save()
    return entry


def send(client, invitation, **answers):
    client.get(f"/q/{invitation.token}/")
    return client.post(PAGE, {"link": invitation.link.digest[:16]} | answers)


def test_answer_becomes_wishes_and_nothing_stays_in_surveys(client, school, mentee, invitation):
    wanted, unwanted = make_mentor(school, "Седых"), make_mentor(school, "Лис")

    send(client, invitation, wishes=[wanted.pk], avoids=[unwanted.pk])

    kept = Preference.objects.values_list("mentor_entry", "kind", "said_by", "source")
    assert set(kept) == {
        (wanted.pk, "wish", "mentee", "survey"),
        (unwanted.pk, "avoid", "mentee", "survey"),
    }
    assert (Reply.objects.count(), Response.objects.count()) == (0, 0)
    assert FIGURES["preferences_given"].value(school, THIS_YEAR) == 1


def test_link_is_used_once(client, school, invitation):
    mentor = make_mentor(school, "Седых")
    send(client, invitation, wishes=[mentor.pk])

    response = client.get(f"/q/{invitation.token}/")

    assert response.status_code == 410


def test_later_answer_takes_the_place_of_the_earlier_word(client, school, mentee, invitation):
    before, now = make_mentor(school, "Седых"), make_mentor(school, "Лис")
    PreferenceFactory(mentee_entry=mentee, mentor_entry=before)

    send(client, invitation, wishes=[now.pk])

    assert [row.mentor_entry for row in Preference.objects.all()] == [now]


def test_same_mentor_wished_and_avoided_is_refused(client, school, mentee, invitation):
    mentor = make_mentor(school, "Седых")

    response = send(client, invitation, wishes=[mentor.pk], avoids=[mentor.pk])

    (refusal,) = response.context["form"].non_field_errors()
    assert refusal.endswith("назван и желаемым, и нежелательным.")
    assert Preference.objects.count() == 0


def test_more_than_three_wishes_are_refused(client, school, mentee, invitation):
    mentors = [make_mentor(school, name) for name in ("Седых", "Лис", "Волк", "Заяц")]

    response = send(client, invitation, wishes=[mentor.pk for mentor in mentors])

    assert response.context["form"]["wishes"].errors == ["Отметьте не больше 3."]


def test_mentor_who_was_not_offered_is_refused(client, school, mentee, invitation):
    make_mentor(school, "Седых")

    foreign = MentorEntryFactory().pk

    response = send(client, invitation, wishes=[foreign])

    assert response.context["form"]["wishes"].errors[0] == (
        f"Выберите корректный вариант. {foreign} нет среди допустимых значений."
    )
    assert Preference.objects.count() == 0


def test_mentee_names_those_who_were_at_the_same_group_meeting(school, mentee):
    came, other = make_mentor(school, "Седых"), make_mentor(school, "Лис")
    meeting = EventFactory(
        organization=school, kind="group_meeting", state="held", starts_on=timezone.localdate()
    )
    elsewhere = EventFactory(
        organization=school, kind="group_meeting", state="held", starts_on=timezone.localdate()
    )
    for event, person in ((meeting, came.person), (meeting, mentee.person)):
        AttendanceFactory(event=event, person=person)
    AttendanceFactory(event=elsewhere, person=other.person)

    named = mentors_to_name(school.pk, THIS_YEAR, timezone.localdate(), mentee)

    assert list(named) == [came]


def test_adult_is_told_by_topics_and_a_pupil_by_the_first_name(school):
    adult = make_mentor(school, "Седых")
    adult.topics.add(TopicFactory(organization=school, title="Физика"))
    pupil = PersonFactory(
        institution=school, last_name="Ёлкин", category="pupil", category__place="10 «А»",
        consented=True,
    )  # fmt: skip
    MentorEntryFactory(institution=school, person=pupil)

    mentors = mentors_to_name(school.pk, SchoolYear(2022), date(2022, 11, 15))

    assert {words for _pk, words in shown_to_mentees(mentors)} == {
        f"{adult.person.short_name} – Физика",
        "Артём Ё., 10 класс",
    }
