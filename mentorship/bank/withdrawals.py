"""Taking a consent back: it stops everything at once and starts the clock of destruction."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from mentorship.bank.access import refuse_foreign
from mentorship.bank.lifecycle import consent_withdrawn
from mentorship.bank.models import (
    Consent,
    ConsentQuerySet,
    Person,
    Withdrawal,
    WithdrawalQuerySet,
)
from mentorship.core.exceptions import DomainError
from mentorship.core.working_days import working_days_after
from mentorship.organizations.models import Membership

Purpose = Consent.Purpose
# ст. 21, ч. 5: thirty days from the day the withdrawal came in; ст. 10.1, ч. 12: three working
# days to take a publication down.
DESTROY_WITHIN = timedelta(days=30)
TAKE_DOWN_WORKING_DAYS = 3
# Named before the person in lists: what is to be done by the day.
DUTIES = {
    Purpose.PROCESSING: "уничтожить данные",
    Purpose.PUBLICATION: "снять с публикации",
    Purpose.TRANSFER: "прекратить передачу",
}


def due_on(purpose: str, received_on: date) -> date:
    """The last day of the duty; weekends and holidays are no working days."""
    if purpose != Purpose.PUBLICATION:
        return received_on + DESTROY_WITHIN
    return working_days_after(received_on, TAKE_DOWN_WORKING_DAYS)


@transaction.atomic
def withdraw(
    *,
    member: Membership,
    person: Person,
    purpose: str,
    received_on: date,
    basis: str,
    today: date,
) -> Withdrawal:
    """Take back every paper of a purpose from the day the person's statement came in.

    Processing stops for every page, form, export and queued job with this transaction; rooms above
    hear of it through `lifecycle`. Papers that ran out before go with it: no figure may rest on
    them. Raises DomainError when no paper held on the day of the statement.
    """
    refuse_foreign(member, person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    papers = Consent.objects.filter(
        person=person, purpose=purpose, withdrawn_on=None, signed_on__lte=today
    )
    _refuse_statement(papers.lasting_on(received_on), received_on, today)
    withdrawal = Withdrawal.objects.create(
        institution_id=person.institution_id,
        person=person,
        purpose=purpose,
        received_on=received_on,
        recorded_on=today,
        recorded_by=member,
        basis=basis.strip(),
        due_on=due_on(purpose, received_on),
    )
    papers.update(withdrawn_on=received_on, withdrawal=withdrawal)
    if purpose == Purpose.PROCESSING:
        consent_withdrawn(person, received_on)
    return withdrawal


def _refuse_statement(lasting: ConsentQuerySet, received_on: date, today: date) -> None:
    """`lasting` are the papers not run out by the day of the statement."""
    newest = lasting.aggregate(day=Max("signed_on"))["day"]
    if newest is None:
        raise DomainError("Действующего согласия с этой целью нет: отзывать нечего.")
    if received_on > today:
        raise DomainError("Заявление ещё не могло поступить: дата позже сегодняшней.")
    if received_on < newest:
        raise DomainError(f"Заявление раньше согласия, подписанного {newest:%d.%m.%Y}.")


@transaction.atomic
def undo(*, member: Membership, withdrawal: Withdrawal, reason: str, today: date) -> Withdrawal:
    """Take a mistaken withdrawal back, the same day and with a reason; both stay in the history."""
    refuse_foreign(member, withdrawal)
    withdrawal = Withdrawal.objects.select_for_update(of=("self",)).get(pk=withdrawal.pk)
    if not can_undo(withdrawal, today):
        raise DomainError(
            "Ошибочный отзыв снимается только в день записи. Теперь нужно новое согласие."
        )
    if not reason.strip():
        raise DomainError("Укажите, почему отзыв снимается.")
    withdrawal.consents.update(withdrawn_on=None, withdrawal=None)
    withdrawal.cancelled_on, withdrawal.cancelled_by = today, member
    withdrawal.cancel_reason = reason.strip()
    withdrawal.save(update_fields=["cancelled_on", "cancelled_by", "cancel_reason"])
    return withdrawal


def can_undo(withdrawal: Withdrawal, today: date) -> bool:
    return withdrawal.is_open and withdrawal.recorded_on == today


@transaction.atomic
def finish(
    *, member: Membership, withdrawal: Withdrawal, done_on: date, how: str, today: date
) -> Withdrawal:
    """Note that the duty is fulfilled: the publication is down, the recipient was told.

    Raises DomainError for a day to come or before the statement.
    """
    refuse_foreign(member, withdrawal)
    withdrawal = Withdrawal.objects.select_for_update(of=("self",)).get(pk=withdrawal.pk)
    if not can_finish(withdrawal):
        raise DomainError("Здесь уже нечего исполнять.")
    if not withdrawal.received_on <= done_on <= today:
        raise DomainError("Дата исполнения – от дня заявления до сегодняшнего дня.")
    withdrawal.done_on, withdrawal.done_by = done_on, member
    withdrawal.done_how = how.strip()
    withdrawal.save(update_fields=["done_on", "done_by", "done_how"])
    return withdrawal


def can_finish(withdrawal: Withdrawal) -> bool:
    """Destroyed data need an act and are not ticked off by hand here; the other duties are."""
    return withdrawal.is_open and withdrawal.purpose != Purpose.PROCESSING


def open_withdrawals(member: Membership) -> WithdrawalQuerySet:
    """What is to be done, the nearest day first."""
    return Withdrawal.objects.visible_to(member).open().select_related("person").order_by("due_on")


def taken_down(person: str, today: date) -> Exists:
    """Whether `OuterRef(person)` took the consent to publication back and gave no new one."""
    again = Consent.objects.for_purpose(OuterRef("person"), Purpose.PUBLICATION, today)
    return Exists(
        Withdrawal.objects.of(OuterRef(person), Purpose.PUBLICATION).exclude(Exists(again))
    )
