"""What the links of the room have in common: trial meeting, held meeting, word of a month."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mentorship.accounts.guessing import MOST_WRONG
from mentorship.accounts.limits import SENDING
from mentorship.accounts.link_pages import HURRY, NOT_YOURS, OTHER_LINK, UNKNOWN
from mentorship.accounts.links import digest_of, revoke_link
from mentorship.accounts.models import TokenLink
from mentorship.pairs import trials
from mentorship.pairs.feedback import services
from mentorship.pairs.feedback.months import Month
from mentorship.pairs.meetings import confirming
from mentorship.pairs.models import Feedback
from tests.factories.organizations import UserFactory
from tests.factories.pairs import MeetingFactory, came

DOORS = ["t", "m", "f"]


@pytest.fixture
def give(make_pair, curator):
    """A mentee and the secret of a link to them, by the letter of its address."""

    def make(door):
        pair = make_pair("proposed" if door == "t" else "active")
        person = pair.members.get().person
        if door == "t":
            return person, trials.give_link(pair=pair, member=curator, person=person)[1]
        if door == "m":
            meeting = came(MeetingFactory(pair=pair))
            [token] = confirming.ask_mentees(meeting=meeting, member=curator).values()
            return person, token
        tokens = services.ask(
            member=curator, month=Month(date(2022, 10, 1)), today=date(2022, 11, 1)
        )
        return person, tokens[Feedback.objects.get(person=person).pk]

    return make


def reason_of(response):
    return response.status_code, response.context["reason"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"used_at": timezone.now()}, "уже использована"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "истёк"),
        ({"revoked_at": timezone.now()}, "отозвана"),
    ],
)
def test_link_that_is_over_says_why(give, door, change, words):
    _person, token = give(door)
    TokenLink.objects.filter(digest=digest_of(token)).update(**change)

    status, reason = reason_of(Client().get(f"/{door}/{token}/"))

    assert (status, words in reason) == (410, True)


@pytest.mark.parametrize("door", DOORS)
def test_link_that_ends_while_the_page_is_open_says_so(give, door):
    phone, (_person, token) = Client(), give(door)
    phone.get(f"/{door}/{token}/")
    revoke_link(link=TokenLink.objects.get(digest=digest_of(token)))

    assert reason_of(phone.get(f"/{door}/"))[0] == 410


@pytest.mark.parametrize("door", DOORS)
def test_another_account_answers_nothing_and_the_own_one_does(give, door):
    person, token = give(door)
    person.user = UserFactory()
    person.save()
    told = []
    for user in (UserFactory(), person.user):
        desk = Client()
        desk.force_login(user)
        told.append(desk.get(f"/{door}/{token}/", follow=True).context.get("reason"))

    assert told == [NOT_YOURS, None]


@pytest.mark.parametrize("door", DOORS)
def test_page_of_another_link_answers_nothing(give, door):
    phone, (_person, token) = Client(), give(door)
    phone.get(f"/{door}/{token}/")

    assert reason_of(phone.post(f"/{door}/", {"link": "0" * 16})) == (409, OTHER_LINK)


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_guessing_closes_every_link_for_a_while(door):
    answers = [Client().get(f"/{door}/guess-{n}/") for n in range(MOST_WRONG + 1)]

    assert reason_of(answers[0]) == (404, UNKNOWN)
    assert answers[-1].status_code == 429


@pytest.mark.parametrize("door", DOORS)
def test_sent_too_often_is_told_on_the_page_itself(give, door):
    phone, (_person, token) = Client(), give(door)
    key = phone.get(f"/{door}/{token}/", follow=True).context["form"]["link"].value()

    pages = [phone.post(f"/{door}/", {"link": key}) for _ in range(SENDING.most + 1)]

    told = [HURRY in page.content.decode() for page in (pages[0], pages[-1])]
    assert told == [False, True]
