from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from roadmaps.models import Digest, TaskResponsible
from roadmaps.tasks import send_digests as task_of_beat
from roadmaps.work import digests
from tests.factories.organizations import MembershipFactory, UserFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)
ZONE = ZoneInfo("Europe/Moscow")
THURSDAY = datetime(2022, 10, 27, 9, tzinfo=ZONE)


@pytest.fixture
def mail(settings, mailoutbox):
    settings.MAIL_CONFIGURED, settings.SITE_URL = True, "https://nastavnik.example"
    return mailoutbox


@pytest.fixture
def member():
    member = MembershipFactory(user=UserFactory(full_name="Сапунова Нина Викторовна"))
    member.organization.time_zone = "Europe/Moscow"
    member.organization.save()
    TaskFactory(organization=member.organization, title="Беседа с Кузнецовой Ольгой")
    return member


def later(day, hour=9):
    return datetime(2022, day.month, day.day, hour, tzinfo=ZONE)


def test_letter_says_what_is_late_without_names(member, mail):
    assert digests.send_digests(THURSDAY) == 1

    [letter] = mail
    assert (letter.to, letter.subject) == (
        [member.user.email],
        f"Что требует внимания: {member.organization.short_name}",
    )
    assert "1 мероприятие дорожной карты просрочено\nhttps://nastavnik.example/roadm" in letter.body
    assert "https://nastavnik.example/roadmaps/digest/" in letter.body
    named = [word for word in ("Сапунова", "Кузнецов", "Беседа") if word in letter.body]
    assert named == []


def test_worker_started_anew_sends_no_second_letter(member, mail):
    assert [digests.send_digests(THURSDAY) for _ in range(2)] == [1, 0]
    assert len(mail) == 1


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [("daily", [27, 28, 31]), ("weekly", [27, 31]), ("off", [])],
)
def test_letters_keep_the_rhythm_of_the_member(member, mail, rhythm, days):
    digests.choose_rhythm(member=member, rhythm=rhythm)

    sent = [day for day in range(27, 32) if digests.send_digests(later(date(2022, 10, day)))]

    assert sent == days


@pytest.mark.parametrize(
    "moment",
    [
        later(date(2022, 10, 27), 7),
        later(date(2022, 10, 27), 19),
        later(date(2022, 10, 29)),
        later(date(2022, 11, 4)),
    ],
    ids=["early", "late", "Saturday", "holiday"],
)
def test_nobody_is_written_to_at_night_or_on_a_day_off(member, mail, moment):
    assert digests.send_digests(moment) == 0


def test_hours_are_those_of_the_organization(member, mail):
    member.organization.time_zone = "Asia/Kamchatka"
    member.organization.save()

    assert digests.send_digests(later(date(2022, 10, 27), 12)) == 0
    assert digests.send_digests(later(date(2022, 10, 27), 0)) == 1


def test_nothing_to_say_is_not_said_and_not_asked_again(mail):
    member = MembershipFactory(role="mentor")
    member.organization.time_zone = "Europe/Moscow"
    member.organization.save()

    assert digests.send_digests(THURSDAY) == 0
    assert (len(mail), member.digest.sent_on) == (0, THURSDAY.date())


def test_who_left_or_may_not_sign_in_gets_no_letter(member, mail):
    fields = {"organization": member.organization}
    MembershipFactory(**fields, ends_on=date(2022, 1, 1))
    MembershipFactory(**fields, user=UserFactory(is_active=False))

    assert digests.send_digests(THURSDAY) == 1


def test_without_a_mail_server_nothing_is_marked(member, settings):
    settings.MAIL_CONFIGURED = False

    assert digests.send_digests(THURSDAY) == 0
    assert Digest.objects.count() == 0


def test_run_that_is_out_of_time_leaves_the_rest_for_the_next(member, mail):
    assert digests.send_digests(THURSDAY, seconds=-1) == 0
    assert digests.send_digests(THURSDAY) == 1


def test_psychologist_in_charge_is_reminded_of_own_tasks(member, mail):
    own = MembershipFactory(organization=member.organization, role="psychologist")
    task = TaskFactory(organization=member.organization, due_on=date(2022, 10, 29))
    TaskResponsible.objects.create(task=task, membership=own, confirmed_by=member)

    digests.send_digests(THURSDAY)

    [letter] = [letter for letter in mail if letter.to == [own.user.email]]
    assert "1 мероприятие поручено вам: срок прошёл или подходит" in letter.body


def test_task_of_the_beat_looks_at_the_clock_itself(settings):
    settings.MAIL_CONFIGURED = False

    assert task_of_beat() is None


def test_one_broken_page_keeps_no_letter_of_others_back(member, mail, monkeypatch):
    other = MembershipFactory(organization=member.organization)
    lines_for = digests.lines_for

    def broken_for_the_first(who, *arguments):
        if who == member:
            raise ValueError("broken")
        return lines_for(who, *arguments)

    monkeypatch.setattr(digests, "lines_for", broken_for_the_first)

    assert digests.send_digests(THURSDAY) == 1
    assert [letter.to for letter in mail] == [[other.user.email]]
    assert not Digest.objects.filter(membership=member).exists()
