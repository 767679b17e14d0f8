from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from mentorship.accounts.link_pages import NOT_YOURS, REPLACED
from mentorship.accounts.links import digest_of
from mentorship.accounts.models import TokenLink
from mentorship.bank.lifecycle import consent_withdrawn
from mentorship.core.exceptions import DomainError
from mentorship.pairs.meetings import confirming
from mentorship.pairs.meetings.summaries import mark_of
from mentorship.pairs.models import Meeting, MeetingConfirmation
from tests.factories.bank import MenteeEntryFactory
from tests.factories.organizations import MembershipFactory, UserFactory
from tests.factories.pairs import MeetingFactory, came, planned

PAGE = "/m/"


@pytest.fixture
def meeting(make_pair):
    pair = make_pair("active")
    person = pair.members.get().person
    person.first_name, person.patronymic, person.last_name = "Лев", "Ильич", "Верещагин"
    person.save()
    return came(MeetingFactory(pair=pair))


@pytest.fixture
def token(meeting, curator):
    return ask(meeting, curator)


def ask(meeting, curator):
    [token] = confirming.ask_mentees(meeting=meeting, member=curator).values()
    return token


def link_of(token):
    return TokenLink.objects.get(digest=digest_of(token))


def opened(token):
    """A phone that has followed the link."""
    phone = Client()
    assert phone.get(f"/m/{token}/").url == PAGE
    return phone


def answer(phone, happened="yes"):
    form = phone.get(PAGE).context["form"]
    return phone.post(PAGE, {"link": form["link"].value(), "happened": happened})


@pytest.mark.parametrize(
    ("happened", "kept", "word"),
    [("yes", True, "подтверждена"), ("no", False, "наставляемый ответил «нет»")],
)
def test_mentee_answers_once(meeting, token, happened, kept, word):
    phone = opened(token)

    response = answer(phone, happened)

    assert response.url == "/m/sent/"
    assert phone.get(response.url).context["happened"] is kept
    assert MeetingConfirmation.objects.get().happened is kept
    assert mark_of(meeting).word == word
    again = Client().get(f"/m/{token}/")
    assert (again.status_code, again.context["reason"]) == (
        410,
        "Эта ссылка уже использована: она действует один раз.",
    )


def test_page_says_no_surname(token, meeting):
    page = opened(token).get(PAGE).content.decode()

    assert "Отвечает: Лев." in page
    assert "Верещагин" not in page
    assert meeting.pair.mentor_entry.person.last_name not in page


def test_answer_without_a_choice_is_asked_again(token):
    response = answer(opened(token), "")

    assert response.context["form"].errors == {"happened": ["Выберите «да» или «нет»."]}


def test_second_sending_of_one_page_is_told(token):
    first, second = opened(token), opened(token)
    key = second.get(PAGE).context["form"]["link"].value()
    answer(first)

    response = second.post(PAGE, {"link": key, "happened": "no"})

    assert response.status_code == 410
    assert MeetingConfirmation.objects.get().happened is True


def test_page_of_another_link_answers_nothing(token):
    response = opened(token).post(PAGE, {"link": "0" * 16, "happened": "yes"})

    assert (response.status_code, MeetingConfirmation.objects.get().happened) == (409, None)


def refusal_of(token):
    response = Client().get(f"/m/{token}/")
    return response.status_code, response.context["reason"]


@pytest.mark.django_db
def test_unknown_link_is_told():
    assert refusal_of("nothing") == (
        404,
        "Такой ссылки нет. Проверьте, что адрес набран полностью, или попросите новую.",
    )


def test_expired_link_is_told(token):
    link = link_of(token)
    link.expires_at = timezone.now() - timedelta(minutes=1)
    link.save()

    assert refusal_of(token)[1] == (
        "Срок действия ссылки истёк. Попросите новую у того, кто её прислал."
    )


def test_revoked_link_is_told(token, meeting, sign_in, curator):
    sign_in(curator).post(f"/pairs/meetings/{meeting.pk}/confirmation/revocation/")

    assert refusal_of(token)[1] == "Эта ссылка отозвана. Попросите новую у того, кто её прислал."


def test_new_link_ends_the_earlier_one(token, meeting, curator):
    phone = opened(token)
    other = ask(meeting, curator)

    assert phone.get(PAGE).context["reason"] == REPLACED
    assert answer(opened(other)).status_code == 302


def test_link_is_closed_without_a_consent_and_opens_with_one(token, meeting):
    consent = meeting.pair.members.get().person.consents.get()
    phone = opened(token)
    consent.delete()

    closed = phone.get(PAGE)

    assert (closed.status_code, closed.context["reason"]) == (410, confirming.CLOSED)
    consent.save()
    assert phone.get(PAGE).status_code == 200


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_withdrawn_consent_ends_the_link(token, meeting, side):
    pair = meeting.pair
    people = {"mentor": pair.mentor_entry.person, "mentee": pair.members.get().person}

    consent_withdrawn(people[side], timezone.localdate())

    assert link_of(token).revoked_at


@pytest.mark.parametrize("who", ["curator", "mentee"])
def test_nobody_signed_in_answers_but_the_mentee(token, meeting, curator, who):
    person = meeting.pair.members.get().person
    person.user = UserFactory()
    person.save()
    phone = opened(token)
    phone.force_login({"curator": curator.user, "mentee": person.user}[who])
    session = phone.session
    session["meeting-link"] = link_of(token).pk
    session.save()

    response = phone.get(PAGE)

    told = response.context.get("reason")
    assert told == (NOT_YOURS if who == "curator" else None)


@pytest.mark.django_db
def test_page_without_a_link_asks_for_it():
    assert "по своей ссылке" in Client().get(PAGE).content.decode()
    assert "по своей ссылке" in Client().get("/m/sent/").content.decode()


@pytest.mark.parametrize("role", ["mentor", "director"])
def test_only_the_curator_gives_links_out(meeting, role):
    member = MembershipFactory(role=role, organization=meeting.pair.institution)
    meeting.pair.mentor_entry.person.user = member.user
    meeting.pair.mentor_entry.person.save()

    with pytest.raises(PermissionDenied):
        confirming.ask_mentees(meeting=meeting, member=member)


def test_planned_meeting_is_not_asked_about(make_pair, curator):
    with pytest.raises(PermissionDenied):
        confirming.ask_mentees(
            meeting=planned(make_pair("active"), date(2022, 12, 1)), member=curator
        )


def test_whoever_answered_is_not_asked_again(token, meeting, curator):
    answer(opened(token))

    with pytest.raises(DomainError, match=r"Спрашивать некого: все, кто пришёл, уже ответили."):
        ask(meeting, curator)


def test_only_those_who_came_are_asked(make_pair, school, curator):
    mentees = [MenteeEntryFactory(institution=school) for _ in range(2)]
    pair = make_pair("active", mentees=mentees)
    first, second = pair.members.all()
    meeting = came(MeetingFactory(pair=pair), first)
    meeting.attendances.create(member=second, came=False)

    tokens = confirming.ask_mentees(meeting=meeting, member=curator)

    assert MeetingConfirmation.objects.get(pk=next(iter(tokens))).member == first
    assert len(tokens) == 1


def test_slip_is_shown_once(sign_in, curator, meeting):
    desk = sign_in(curator, 2022)
    url = f"/pairs/meetings/{meeting.pk}/confirmation/"

    shown = desk.get(desk.post(url).url)
    [(person, address, _qr)] = shown.context["slips"]

    assert person == meeting.pair.members.get().person
    assert opened(address.rsplit("/", 2)[1]).get(PAGE).status_code == 200
    assert desk.get(f"{url}slips/").context["slips"] == []


def test_meetings_are_found_by_their_answers(token, meeting, make_pair):
    unasked = MeetingFactory(pair=make_pair("active"))

    assert list(Meeting.objects.asked()) == [meeting]
    assert list(Meeting.objects.not_asked()) == [unasked]
    answer(opened(token))
    assert list(Meeting.objects.answered(True)) == [meeting]
    assert list(Meeting.objects.answered(False)) == []
