from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from monitoring.models import ReportVersion, RoundReport
from monitoring.rounds import reporting, services
from monitoring.rounds.reporting import StaleReportError
from tests.factories.bank import MenteeEntryFactory
from tests.factories.monitoring import FormVersionFactory, RoundReportFactory
from tests.monitoring.rounds.conftest import DUE
from tests.monitoring.workbooks.conftest import asked, drawn


def save(report, member, text, seen):
    return reporting.save_manual(member=member, report=report, typed={"events": text}, seen=seen)


def test_sent_numbers_are_frozen_with_the_rows_behind_them(report, curator, school, fill, send):
    fill(school, 7)
    version = send(report, curator)
    fill(school, 4)
    version.refresh_from_db()

    [found] = [cell for cell in version.cells.values() if cell["points"]]
    [rows] = version.rows.values()
    assert (found["value"], found["people"], found["hidden"]) == (7, True, False)
    assert (rows["model"], len(rows["keys"])) == ("bank.person", 7)
    assert version.manual == {"events": "12"}
    assert RoundReport.objects.get(pk=report.pk).state == "submitted"


def test_frozen_numbers_cannot_be_changed(report, curator, send):
    version = send(report, curator)

    with pytest.raises(DatabaseError), transaction.atomic():
        ReportVersion.objects.filter(pk=version.pk).update(cells={})
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportVersion.objects.filter(pk=version.pk).delete()


def test_one_report_for_a_round_and_an_organization(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundReportFactory(round=report.round, organization=report.organization)


def test_older_page_is_refused_with_both_texts(report, curator, director):
    save(report, curator, "12", seen=0)

    with pytest.raises(StaleReportError) as refused:
        save(report, director, "15", seen=0)

    assert [tuple(row) for row in refused.value.differences] == [("events", "12", "15")]
    assert save(report, director, "15", seen=1).manual == {"events": "15"}


def test_second_of_two_who_send_at_once_is_told(report, curator, director, send):
    send(report, curator, "12")

    with pytest.raises(StaleReportError) as refused:
        save(report, director, "15", seen=0)
    with pytest.raises(DomainError, match="уже отправлен"):
        reporting.submit_report(member=director, report=report, today=DUE)

    assert refused.value.differences[0].typed == "15"
    assert report.versions.count() == 1


def test_round_closed_while_typing_keeps_what_was_typed(report, curator, coordinator):
    services.close_round(member=coordinator, opened=report.round)

    saved = save(report, curator, "12", seen=0)

    assert saved.manual == {"events": "12"}
    with pytest.raises(DomainError, match=r"Сбор закрыт .* Введённое сохранено"):
        reporting.submit_report(member=curator, report=saved, today=DUE)


def test_value_that_does_not_fit_is_kept_and_not_sent(report, curator):
    saved = save(report, curator, "много", seen=0)

    with pytest.raises(DomainError, match="«Сколько встреч»: здесь нужно число"):
        reporting.submit_report(member=curator, report=saved, today=DUE)
    assert RoundReport.objects.get(pk=report.pk).manual == {"events": "много"}


def test_report_is_returned_with_remarks_and_sent_again(report, curator, methodist, send):
    send(report, curator)
    with pytest.raises(DomainError, match="что исправить"):
        reporting.return_report(member=methodist, report=report, number=1, remarks=" ", today=DUE)
    reporting.return_report(
        member=methodist, report=report, number=1, remarks="Мало встреч", today=DUE
    )

    again = send(report, curator, "20")

    decisions = report.versions.order_by("number").values_list("number", "decision", "remarks")
    assert list(decisions) == [(1, "returned", "Мало встреч"), (2, "waiting", "")]
    assert (again.number, RoundReport.objects.get(pk=report.pk).remarks) == (2, "")


def test_correction_is_a_version_with_a_reason_and_the_old_counts_until_accepted(
    accepted, curator, methodist, send
):
    reporting.correct_report(member=curator, report=accepted, reason="Забыли класс", today=DUE)
    second = send(accepted, curator, "13")

    assert second.reason == "Забыли класс"
    assert [row.number for row in ReportVersion.objects.in_force()] == [1]
    reporting.accept_report(member=methodist, report=accepted, number=2, today=DUE)
    assert [row.number for row in ReportVersion.objects.in_force()] == [2]


def test_version_that_was_not_seen_is_not_accepted(report, curator, methodist, send):
    send(report, curator)
    reporting.recall_report(member=curator, report=report, today=DUE)
    send(report, curator, "13")

    with pytest.raises(DomainError, match="редакцию 2"):
        reporting.accept_report(member=methodist, report=report, number=1, today=DUE)


def test_strangers_send_and_accept_nothing(report, curator, methodist, neighbor, send):
    with pytest.raises(PermissionDenied):
        reporting.submit_report(member=methodist, report=report, today=DUE)
    send(report, curator)
    with pytest.raises(PermissionDenied):
        reporting.accept_report(member=curator, report=report, number=1, today=DUE)


def test_later_day_needs_a_reason_and_lies_ahead(report, methodist, curator, coordinator, send):
    services.close_round(member=coordinator, opened=report.round)
    given = {"member": methodist, "report": report, "reason": "карантин", "today": DUE}
    with pytest.raises(DomainError, match=r"позже 25\.11\.2022"):
        services.extend_due(until=DUE, **given)
    services.extend_due(until=date(2022, 12, 1), **given)

    assert send(report, curator, today=date(2022, 12, 1)).number == 1


def test_rows_behind_a_filtered_figure_are_kept(coordinator, open_round, school, curator, send):
    pupil = MenteeEntryFactory(institution=school, person__born_on=date(2010, 5, 1))
    MenteeEntryFactory(institution=school, person__born_on=date(2002, 5, 1))
    content = drawn({"A1": "{{ figure.mentees_in_bank | age=10–19 }}"})
    version = FormVersionFactory(
        form__organization=coordinator.organization,
        layout=asked("scan", content, {}),
        accepted_at=timezone.now(),
        accepted_by=coordinator,
    )
    report = open_round(school, version=version).reports.get()

    sent = reporting.submit_report(member=curator, report=report, today=DUE)

    [(key, rows)] = sent.rows.items()
    assert (key, sent.cells["Лист!A1"]["value"]) == (
        '["mentees_in_bank", [["age", ["range", 10, 19]]]]',
        1,
    )
    assert rows["keys"] == [pupil.person_id]
