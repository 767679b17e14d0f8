"""A round of reports of the district: sent, returned, begun and not yet begun."""

from collections.abc import Mapping
from datetime import date, timedelta

from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from monitoring.checks.running import ChecksRefusedError
from monitoring.models import ReportForm, Round, RoundReport
from monitoring.rounds.reporting import accept_report, return_report, save_manual, submit_report
from monitoring.rounds.services import open_round
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.manual import manual_field, manual_key

EXPLANATION = "Анкетирование идёт, ответы внесём до конца месяца."
REMARKS = "Проверьте число встреч: в журнале их больше."


def rounds_of_the_district(members: Mapping[str, Membership], today: date) -> None:
    """One school is accepted, one returned, one has begun and is late, the others have not begun.

    The village of another region answers its own coordinator and waits.
    """
    methodist = members["metodist.novoalexandrovsk"]
    late = opened_by(methodist, "final_monitoring", today, today - timedelta(days=2))
    accepted = sent(late, members["kurator.gimnaziya1"], today)
    accept_report(member=methodist, report=accepted, number=1, today=today)
    returned = sent(late, members["kurator.sosh2"], today)
    return_report(member=methodist, report=returned, number=1, remarks=REMARKS, today=today)
    begun(late, members["kurator.litsey3"])
    opened_by(methodist, "targets", today, today + timedelta(days=5))
    village = opened_by(members["koordinator.kurgan"], "targets", today, today + timedelta(days=5))
    sent(village, members["kurator.mishkino"], today)


def opened_by(member: Membership, code: str, today: date, due_on: date) -> Round:
    year = SchoolYear.containing(today)
    version = ReportForm.objects.get(organization=None, code=code).version_for(year)
    if version is None:
        raise LookupError(code)
    return open_round(
        member=member,
        version=version,
        due_on=due_on,
        audience=Round.Audience.PARTICIPANTS,
        first_year=year.first,
    )


def begun(opened: Round, curator: Membership) -> RoundReport:
    """The manual cells typed in and saved."""
    report = opened.reports.get(organization=curator.organization_id)
    typed = {}
    for cell in layout_of(opened.version.layout).cells:
        for mark in cell.marks:
            if mark.kind == "manual" and cell.block is None:
                field = manual_field(mark)
                typed[manual_key(field.code)] = str(int(field.least or 0) + 1)
                if field.type in ("text", "choice"):
                    typed[manual_key(field.code)] = field.choices[0] if field.choices else "нет"
    return save_manual(member=curator, report=report, typed=typed, seen=report.draft)


def sent(opened: Round, curator: Membership, today: date) -> RoundReport:
    """Filled and sent, with an explanation of whatever the checks doubt."""
    report = begun(opened, curator)
    try:
        submit_report(member=curator, report=report, today=today)
    except ChecksRefusedError as doubts:
        asked = {each.key: EXPLANATION for each in doubts.outcomes if each.needs_words}
        typed = report.manual | asked
        report = save_manual(member=curator, report=report, typed=typed, seen=report.draft)
        submit_report(member=curator, report=report, today=today)
    report.refresh_from_db()
    return report
