from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents.dispatching.services import (
    acknowledge,
    open_received,
    recipients_for,
    send_document,
    withdraw,
)
from mentorship.documents.models import Dispatch
from mentorship.organizations.models import Organization
from tests.factories.letters import DispatchFactory, IssuedLetterFactory, LetterFactory
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def city():
    """A municipality with two schools and a kindergarten."""
    city = MunicipalityFactory()
    InstitutionFactory.create_batch(2, parent=city)
    InstitutionFactory(parent=city, institution_type="kindergarten")
    return city


@pytest.fixture
def methodist(city):
    return MembershipFactory(role="methodist", organization=city)


def letter_of(member):
    return IssuedLetterFactory(organization=member.organization, created_by=member)


def receiver_of(dispatch, role="director"):
    return MembershipFactory(organization=dispatch.organization, role=role)


def test_document_is_sent_to_the_chosen_and_later_to_more(methodist, city):
    letter, first = letter_of(methodist), list(city.children.all()[:1])

    sent = [
        send_document(document=letter, member=methodist, recipients=chosen, due_on=TODAY())
        for chosen in (first, city.children.all())
    ]

    assert sent == [1, 2]
    rows = Dispatch.objects.values_list("organization", "due_on", "sent_by")
    assert set(rows) == {(node.pk, TODAY(), methodist.pk) for node in city.children.all()}


def test_nobody_new_is_refused(methodist, city):
    letter = letter_of(methodist)
    send_document(document=letter, member=methodist, recipients=city.children.all())

    with pytest.raises(DomainError, match="хотя бы одну организацию"):
        send_document(document=letter, member=methodist, recipients=city.children.all())


def test_term_in_the_past_is_refused(methodist, city):
    yesterday = TODAY() - timedelta(days=1)
    with pytest.raises(DomainError, match="раньше сегодняшнего"):
        send_document(
            document=letter_of(methodist),
            member=methodist,
            recipients=city.children.all(),
            due_on=yesterday,
        )


def test_draft_is_sent_nowhere(methodist, city):
    draft = LetterFactory(organization=city, created_by=methodist)

    with pytest.raises(DomainError, match="Нельзя разослать: документ черновик"):
        send_document(document=draft, member=methodist, recipients=city.children.all())


@pytest.mark.parametrize("role", ["director", "curator", "council", "psychologist", "mentor"])
def test_institution_sends_nothing(role):
    member = MembershipFactory(role=role)

    with pytest.raises(PermissionDenied):
        send_document(document=letter_of(member), member=member, recipients=[])


def test_letter_of_another_office_is_not_ones_own(methodist):
    with pytest.raises(PermissionDenied):
        send_document(document=IssuedLetterFactory(), member=methodist, recipients=[])


def test_foreign_organizations_are_left_out(methodist, city):
    foreign = InstitutionFactory()

    sent = send_document(
        document=letter_of(methodist), member=methodist, recipients=[foreign, *city.children.all()]
    )

    assert sent == 3
    assert not foreign.received.exists()


def test_methodist_sends_within_own_limits(methodist, city):
    methodist.institution_types = ["kindergarten"]
    methodist.save()

    assert [node.institution_type for node in recipients_for(methodist)] == ["kindergarten"]


def test_region_sends_to_municipalities_too(city):
    coordinator = MembershipFactory(role="coordinator", organization=city.parent)

    nodes = recipients_for(coordinator)

    assert set(nodes) == {city, *city.children.all()}


def test_closed_organizations_get_nothing(methodist, city):
    Organization.objects.filter(parent=city).update(closed_on=TODAY())

    assert list(recipients_for(methodist)) == []


def test_unread_dispatch_is_taken_back():
    dispatch = DispatchFactory()

    withdraw(dispatch=dispatch, member=dispatch.sent_by)

    assert not Dispatch.objects.exists()


def test_read_dispatch_stays():
    dispatch = DispatchFactory(opened=True)

    with pytest.raises(DomainError, match="уже прочитан"):
        withdraw(dispatch=dispatch, member=dispatch.sent_by)
    assert Dispatch.objects.exists()


def test_first_opening_is_noted_once():
    dispatch = DispatchFactory()
    first, second = receiver_of(dispatch), receiver_of(dispatch, "curator")

    read = [open_received(dispatch=dispatch, member=member).read_by for member in (first, second)]

    assert read == [first, first]


def test_acknowledgement_is_noted_once_with_its_day_and_note():
    dispatch = DispatchFactory(opened=True)
    member = receiver_of(dispatch)

    acknowledge(dispatch=dispatch, member=member, day=TODAY(), note=" вх.  № 12 ")
    again = acknowledge(dispatch=dispatch, member=member, day=TODAY(), note="другое")

    assert (again.acknowledged_on, again.acknowledged_by, again.note) == (
        TODAY(),
        member,
        "вх. № 12",
    )


@pytest.mark.parametrize(
    ("shift", "words"), [(-1, "раньше дня отправки"), (1, "позже сегодняшней")]
)
def test_acknowledgement_is_between_sending_and_today(shift, words):
    dispatch = DispatchFactory(opened=True)
    day = TODAY() + timedelta(days=shift)

    with pytest.raises(DomainError, match=words):
        acknowledge(dispatch=dispatch, member=receiver_of(dispatch), day=day)


def test_unopened_document_is_not_acknowledged():
    dispatch = DispatchFactory()

    with pytest.raises(DomainError, match="Сначала откройте"):
        acknowledge(dispatch=dispatch, member=receiver_of(dispatch), day=TODAY())


def test_cancelled_document_asks_for_nothing():
    dispatch = DispatchFactory(opened=True, due_on=TODAY() - timedelta(days=3))
    document = dispatch.document
    document.state, document.cancel_reason = "cancelled", "ошибка"
    document.cancelled_at, document.cancelled_by = timezone.now(), document.created_by
    document.save()

    with pytest.raises(DomainError, match="отменён"):
        acknowledge(dispatch=dispatch, member=receiver_of(dispatch), day=TODAY())
    assert not Dispatch.objects.overdue(TODAY()).exists()


def test_letter_taken_back_meanwhile_is_told_in_words():
    dispatch = DispatchFactory()
    receiver, sender = receiver_of(dispatch), dispatch.sent_by
    withdraw(dispatch=Dispatch.objects.get(pk=dispatch.pk), member=sender)

    for act, member in ((open_received, receiver), (withdraw, sender)):
        with pytest.raises(DomainError, match="Документ отозван"):
            act(dispatch=dispatch, member=member)
