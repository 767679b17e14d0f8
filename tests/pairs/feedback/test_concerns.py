from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone
from pghistory.models import Events
from psycopg2.extras import DateRange

from mentorship.audit.models import Reading
from mentorship.bank.models import Person
from mentorship.bank.subject import everything_about
from mentorship.bank.trails import trails_of
from mentorship.core.exceptions import DomainError
from mentorship.organizations.attention import lines_for
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.feedback import concerns
from mentorship.pairs.models import Concern, Feedback
from tests.factories.bank import MentorEntryFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 1)
WORDS = "Меня обижают после уроков"


def raise_it(pair, child):
    return concerns.raise_concern(pair=pair, person=child, words=WORDS, today=TODAY)


def test_a_concern_goes_to_the_psychologist_first(psychologist, pair, child):
    assert raise_it(pair, child).adult == psychologist


def test_without_a_psychologist_it_goes_to_the_curator(curator, pair, child):
    assert raise_it(pair, child).adult == curator


def test_it_never_goes_to_the_mentor_of_the_pair(curator, pair, child):
    MembershipFactory(
        organization=pair.institution, role="psychologist", user=pair.mentor_entry.person.user
    )
    assert raise_it(pair, child).adult == curator


def test_the_named_adult_comes_before_the_psychologist(curator, psychologist, pair, child):
    director = MembershipFactory(organization=pair.institution, role="director")
    concerns.name_adult(member=director, adult=curator, today=TODAY)
    assert raise_it(pair, child).adult == curator


@pytest.mark.parametrize("role", list(Role))
def test_nobody_else_sees_it_whatever_the_role(psychologist, pair, child, role):
    concern = raise_it(pair, child)
    organization = pair.institution
    if role.level == "municipality":
        organization = organization.parent
    elif role.level == "region":
        organization = organization.parent.parent
    other = MembershipFactory(organization=organization, role=role)
    assert list(Concern.objects.visible_to(other)) == []
    assert list(Concern.objects.visible_to(psychologist)) == [concern]


def test_the_words_are_in_no_change_log(psychologist, pair, child):
    concern = raise_it(pair, child)
    concerns.close_concern(concern=concern, member=psychologist, outcome="Поговорили с классом")
    kept = " ".join(str(event.pgh_data) for event in Events.objects.tracks(concern))
    assert WORDS not in kept
    assert "Поговорили" not in kept


def test_the_letter_holds_neither_name_nor_words(
    settings, psychologist, pair, child, django_capture_on_commit_callbacks
):
    settings.MAIL_CONFIGURED = True
    with django_capture_on_commit_callbacks(execute=True):
        raise_it(pair, child)
    (letter,) = mail.outbox
    assert letter.to == [psychologist.user.email]
    assert WORDS not in letter.body
    assert child.last_name not in letter.subject + letter.body


def test_where_nobody_can_read_it_the_child_is_told_so(curator, pair, child):
    Membership.objects.filter(organization=pair.institution).update(ends_on=date(2022, 10, 31))
    with pytest.raises(DomainError) as refusal:
        raise_it(pair, child)
    assert str(refusal.value).startswith("В школе не назначен взрослый")


def test_it_is_closed_once_and_with_words(psychologist, pair, child):
    concern = raise_it(pair, child)
    with pytest.raises(DomainError):
        concerns.close_concern(concern=concern, member=psychologist, outcome="  ")
    concerns.close_concern(concern=concern, member=psychologist, outcome="Поговорили")
    with pytest.raises(DomainError):
        concerns.close_concern(concern=concern, member=psychologist, outcome="Ещё раз")


def test_the_database_closes_nothing_without_an_outcome(psychologist, pair, child):
    concern = raise_it(pair, child)
    with pytest.raises(IntegrityError):
        Concern.objects.filter(pk=concern.pk).update(closed_at=timezone.now())


def test_another_adult_closes_nothing(curator, psychologist, pair, child):
    with pytest.raises(PermissionDenied):
        concerns.close_concern(concern=raise_it(pair, child), member=curator, outcome="Сделано")


def test_concerns_of_an_adult_who_left_go_to_the_next_one_named(curator, psychologist, pair, child):
    concern = raise_it(pair, child)
    psychologist.ends_on = date(2022, 11, 5)
    psychologist.save()
    concerns.name_adult(member=curator, adult=curator, today=date(2022, 11, 6))
    concern.refresh_from_db()
    assert concern.adult == curator


def test_concern_of_an_adult_who_left_does_not_go_to_the_mentor_named(
    settings, curator, psychologist, pair, child, django_capture_on_commit_callbacks
):
    settings.MAIL_CONFIGURED = True
    concern = concerns.read_concern(concern=raise_it(pair, child), member=psychologist)
    Person.objects.filter(pk=pair.mentor_entry.person_id).update(user=curator.user)
    director = MembershipFactory(organization=pair.institution, role="director")
    Membership.objects.filter(pk=psychologist.pk).update(ends_on=TODAY)

    with django_capture_on_commit_callbacks(execute=True):
        concerns.name_adult(member=director, adult=curator, today=date(2022, 11, 6))

    concern.refresh_from_db()
    assert (concern.adult == curator, concern.read_at) == (False, None)
    assert mail.outbox[-1].to == [concern.adult.user.email]


def test_it_does_not_go_to_a_former_mentor_of_the_pair(curator, psychologist, pair, child):
    former = MentorEntryFactory(institution=pair.institution, person__user=psychologist.user)
    pair.terms.update(period=DateRange(date(2022, 11, 1), date(2023, 6, 1)))
    pair.terms.create(mentor_entry=former, period=DateRange(date(2022, 10, 1), date(2022, 11, 1)))

    assert raise_it(pair, child).adult == curator


def test_somebody_of_another_school_cannot_be_named(curator):
    with pytest.raises(DomainError):
        concerns.name_adult(
            member=curator, adult=MembershipFactory(role="psychologist"), today=TODAY
        )


def test_the_adult_is_reminded_and_the_head_only_of_what_lies_unread(
    curator, psychologist, pair, child
):
    concern = raise_it(pair, child)

    def urls(member):
        lines = lines_for(member, SchoolYear(2022), TODAY)
        return [line.url for line in lines if "concern" in line.url]

    assert urls(psychologist) == ["/pairs/concerns/"]
    assert urls(curator) == []
    Concern.objects.filter(pk=concern.pk).update(raised_at=timezone.now() - timedelta(days=2))
    assert urls(curator) == ["/pairs/concerns/adult/"]


def test_neither_a_story_nor_the_list_of_everything_tells_of_it(curator, psychologist, pair, child):
    raise_it(pair, child)
    told = everything_about(child, curator)
    assert [section.title for section in told if "бращени" in section.title] == []
    assert {trail.model for trail in trails_of([child.pk])} & {Concern, Feedback} == set()
    assert WORDS not in str(told)


def test_the_log_of_readings_does_not_say_that_a_child_wrote(sign_in, psychologist, pair, child):
    raise_it(pair, child)
    sign_in(psychologist).get("/pairs/concerns/")
    (reading,) = Reading.objects.about(child.pk)
    assert (reading.selection, reading.subject) == ("Обратная связь", "")
