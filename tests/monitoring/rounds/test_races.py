"""Several people at one report at once: one is first, the others read why, nothing is lost."""

from collections import Counter

import pytest
from django.db import IntegrityError

from mentorship.core.exceptions import DomainError
from monitoring.models import ReportVersion, Round, RoundReport
from monitoring.rounds import reporting
from monitoring.rounds.workflow import LOCKED
from tests.factories.organizations import MembershipFactory
from tests.monitoring.rounds.conftest import DUE
from tests.pairs.test_races import outcomes

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


@pytest.fixture
def filled(report, curator, school, fill):
    fill(school, 7)
    return reporting.save_manual(member=curator, report=report, typed={"events": "12"}, seen=0)


def submitting(report, member):
    return lambda: reporting.submit_report(member=member, report=report, today=DUE, seen=1)


def test_report_that_several_people_send_at_once_goes_once(filled, school):
    colleagues = MembershipFactory.create_batch(AT_ONCE, organization=school, role="curator")

    results = outcomes([submitting(filled, member) for member in colleagues])

    version = ReportVersion.objects.get()
    words = LOCKED[RoundReport.State.SUBMITTED]
    assert Counter(results) == {True: 1, words: AT_ONCE - 1}
    assert (version.number, version.submitted_by) == (1, colleagues[results.index(True)])


def test_what_is_sent_while_a_colleague_types_is_what_was_seen(filled, curator, director):
    def typing():
        reporting.save_manual(member=curator, report=filled, typed={"events": "99"}, seen=1)

    typed, sent = outcomes([typing, submitting(filled, director)])

    filled.refresh_from_db()
    if sent is True:
        assert typed == LOCKED[RoundReport.State.SUBMITTED]
        assert ReportVersion.objects.get().manual == filled.manual == {"events": "12"}
    else:
        assert (typed, sent) == (True, reporting.CHANGED)
        assert (ReportVersion.objects.count(), filled.manual) == (0, {"events": "99"})


def test_decisions_of_two_methodists_at_once_give_one(filled, curator, methodist):
    reporting.submit_report(member=curator, report=filled, today=DUE)
    keys = {"member": methodist, "report": filled, "number": 1, "today": DUE}

    accepted, returned = outcomes(
        [
            lambda: reporting.accept_report(**keys),
            lambda: reporting.return_report(**keys, remarks="Мало встреч"),
        ]
    )

    # What was accepted first may be returned after it; what was returned is not accepted.
    assert returned is True
    assert accepted in {True, LOCKED[RoundReport.State.RETURNED]}
    assert ReportVersion.objects.get().decision == "returned"


def test_round_whose_button_is_pressed_twice_opens_once(open_round, school):
    results = outcomes([lambda: open_round(school)] * AT_ONCE)

    assert Counter(result is True for result in results) == {True: 1, False: AT_ONCE - 1}
    assert Round.objects.count() == 1


def test_database_alone_keeps_one_version_waiting(filled, curator):
    """The control: past the service and its lock the constraint still holds."""

    def sending(number):
        def work():
            try:
                ReportVersion.objects.create(
                    report=filled, number=number, cells={}, rows={}, manual={},
                    counted_on=DUE, submitted_by=curator,
                )  # fmt: skip
            except IntegrityError as refusal:
                raise DomainError(refusal.__cause__.diag.constraint_name) from refusal

        return work

    results = outcomes([sending(number) for number in range(1, AT_ONCE + 1)])

    assert Counter(results) == {True: 1, "reportversion_one_waits": AT_ONCE - 1}
