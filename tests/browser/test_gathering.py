"""Who came, marked on a phone; topics by one click; axe and 320 px on every page of the kind."""

import re
from datetime import date

import pytest

from tests.browser.steps import PASSWORD
from tests.factories.bank import (
    AgreementFactory,
    AttendanceFactory,
    EventFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    MentorOfferFactory,
    PersonFactory,
    TopicFactory,
)
from tests.factories.organizations import MembershipFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def signed_in(visitor, role="curator", **kwargs):
    member = MembershipFactory(role=role, **kwargs)
    member.user.set_password(PASSWORD)
    member.user.save()
    visitor.sign_in(member, PASSWORD)
    return member


@pytest.fixture
def entry(member):
    return MenteeEntryFactory(institution=member.organization, entered_on=date(2025, 9, 1))


@pytest.fixture
def member(visitor):
    return signed_in(visitor)


def test_psychologist_marks_who_came_on_a_phone(visitor):
    member = signed_in(visitor, "psychologist")
    event = EventFactory(organization=member.organization, state="held")
    rows = [
        AttendanceFactory(
            event=event,
            state="expected",
            person=PersonFactory(
                institution=member.organization, last_name=last_name, consented=True
            ),
        )
        for last_name in ("Ёлкин", "Седых")
    ]
    page = visitor.page
    page.set_viewport_size({"width": 360, "height": 760})
    visitor.open(event.get_absolute_url())

    page.get_by_role("button", name=re.compile(r"^Был\(а\).*Ёлкин")).click()
    page.locator(f"#mark-{rows[0].person_id} [aria-pressed=true]").wait_for()
    page.get_by_role("button", name=re.compile(r"^Не был\(а\).*Седых")).click()
    page.locator(f"#mark-{rows[1].person_id} [aria-pressed=true]").wait_for()
    visitor.look()

    states = list(event.attendances.order_by("person__sort_name").values_list("state", flat=True))
    assert states == ["present", "absent"]
    assert (visitor.fits_a_phone(), visitor.violations, visitor.complaints) == (True, [], [])


def test_person_is_taken_off_the_list_without_a_new_page(visitor, member, entry):
    event = EventFactory(organization=member.organization)
    AttendanceFactory(event=event, person=entry.person)
    visitor.open(event.get_absolute_url())

    visitor.page.get_by_role("button", name="Убрать из списка").click()
    visitor.page.locator(f"#mark-{entry.person_id}").wait_for(state="detached")

    assert (event.attendances.count(), visitor.complaints) == (0, [])


def test_suggested_topic_is_put_and_taken_off_by_clicks(visitor, member, entry):
    topic = TopicFactory(organization=member.organization, title="Физика", keywords="физика")
    visitor.open(entry.person.get_absolute_url())

    visitor.page.get_by_role("button", name="+ Физика").click()
    remove = visitor.page.get_by_role("button", name="убрать тему Физика")
    remove.wait_for()
    visitor.look()
    put = list(entry.topics.all())
    remove.click()
    visitor.page.get_by_role("button", name="+ Физика").wait_for()

    assert (put, list(entry.topics.all())) == ([topic], [])
    assert (visitor.violations, visitor.complaints) == ([], [])


def test_form_suggests_while_one_types(visitor, member):
    topic = TopicFactory(organization=member.organization, title="Физика", keywords="физика")
    visitor.open("/bank/mentees/new/")

    visitor.fill("Основной запрос", "подготовка к олимпиаде по физике")
    visitor.page.get_by_label("Основной запрос").blur()
    suggestion = visitor.page.locator(f".chips input[value='{topic.pk}']")
    suggestion.wait_for()
    visitor.look()
    suggestion.check()

    assert suggestion.is_checked()
    assert (visitor.violations, visitor.complaints) == ([], [])


def test_filters_fold_on_a_phone(visitor, member, entry):
    visitor.page.set_viewport_size({"width": 360, "height": 760})
    visitor.open("/bank/mentees/")
    folded = visitor.page.locator("#id_words").is_visible()

    visitor.page.locator(".filters summary").click()

    assert (folded, visitor.page.locator("#id_words").is_visible()) == (False, True)


def pages_of(organization):
    """Addresses of all pages of the kind, each with something on it."""
    mentor = MentorEntryFactory(institution=organization, stage="admitted")
    MentorOfferFactory(entry=mentor)
    twins = PersonFactory.create_batch(2, institution=organization, last_name="Седых")
    agreement = AgreementFactory(partner__institution=organization, valid_until=date(2030, 1, 1))
    event = EventFactory(organization=organization)
    topic = TopicFactory(organization=organization)
    old = MentorEntryFactory(institution=organization, entered_on=date(2020, 9, 1))
    pages = (
        f"topics/ topics/new/ topics/{topic.pk}/merge/ selection/ selection/?stage=trained "
        f"events/ events/new/ events/{event.pk}/ events/{event.pk}/people/new/ "
        f"partners/ partners/{agreement.partner_id}/ agreements/{agreement.pk}/edit/ "
        f"offers/ mentors/{mentor.pk}/offer/ mentors/{old.pk}/offer/ people/{mentor.person_id}/ "
        f"mentors/{old.pk}/selection/decline/ mentors/refresh/ mentees/refresh/ people/doubles/ "
        f"people/{twins[0].pk}/merge/{twins[1].pk}/"
    )
    return [f"/bank/{page}" for page in pages.split()]


def test_every_page_is_open_to_everybody(visitor, member):
    wide = []
    for path in pages_of(member.organization):
        visitor.open(path)
        if not visitor.fits_a_phone():
            wide.append(path)

    assert (wide, visitor.violations, visitor.complaints) == ([], [], [])
