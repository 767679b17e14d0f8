"""Sheets of quality and analytic notes: finished for the year that is over, drafts for this one."""

from collections.abc import Mapping
from datetime import date

from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import Note, QualitySheet, Round
from monitoring.notes.services import create_note, issue_note, stamp_of
from monitoring.quality import services as sheets
from monitoring.quality.content import CONCLUSION, keys_of

SWOT = {
    "strengths": "Опытные наставники, поддержка администрации.",
    "weaknesses": "Встречи записывают с опозданием.",
    "opportunities": "Сотрудничество с предприятиями района.",
    "threats": "Наставники перегружены уроками.",
}
WORDS = "Программы выполнены; в следующем году внимание – регулярности встреч."


def conclusions(members: Mapping[str, Membership], past: SchoolYear, today: date) -> None:
    """The village has its year behind it, the living school and its district are writing."""
    village, district = members["kurator.mishkino"], members["metodist.mishkino"]
    finished(village, past, today)
    for member in (village, district):
        issued(member, past, today)
    current = SchoolYear.containing(today)
    living = members["kurator.gimnaziya1"]
    begun(living, current, today)
    create_note(member=living, year=current, round_=None, today=today)
    methodist = members["metodist.novoalexandrovsk"]
    # The one with an accepted report in it.
    rounds = Round.objects.visible_to(methodist).filter(first_year=current.first)
    opened = rounds.filter(version__form__code="final_monitoring").first()
    create_note(member=methodist, year=current, round_=opened, today=today)


def begun(member: Membership, year: SchoolYear, today: date) -> QualitySheet:
    """A sheet with the marks that the data propose and the words of SWOT."""
    sheet = sheets.create_sheet(member=member, year=year, form=None, today=today)
    typed = sheets.with_proposed_marks(sheet, SWOT, today)
    return sheets.save_sheet(member=member, sheet=sheet, typed=typed, seen=sheet.draft)


def finished(member: Membership, year: SchoolYear, today: date) -> None:
    """Where the data propose nothing, the curator sees the criterion met in part."""
    sheet = begun(member, year, today)
    marks = [key for key in keys_of(sheet.table) if key.startswith("mark-")]
    typed = dict.fromkeys(marks, "1") | sheet.typed | {CONCLUSION: WORDS}
    sheet = sheets.save_sheet(member=member, sheet=sheet, typed=typed, seen=sheet.draft)
    sheets.finish_sheet(member=member, sheet=sheet, seen=sheet.draft, today=today)


def issued(member: Membership, year: SchoolYear, today: date) -> Note:
    note = create_note(member=member, year=year, round_=None, today=today)
    issue_note(member=member, note=note, today=today, seen=stamp_of(note))
    return note
