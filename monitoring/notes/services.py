"""Writing a note: begun from templates, edited by several people, issued once, corrected."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import limits_of
from monitoring.execution_report import open_plans
from monitoring.models import Note, NoteQuerySet, NoteSection, NoteVersion, Recommendation, Round
from monitoring.notes.body import NoteBody, body_of, recommendations_of
from monitoring.notes.checking import obstacles_of
from monitoring.notes.printing import printed_body
from monitoring.notes.readers import part_words
from monitoring.notes.reference import sections_of
from monitoring.notes.rules import suggestions_for
from roadmaps.order_fields import newest_roadmap, own_roadmaps

ISSUED = "Уже выпущено. Чтобы изменить текст, начните исправление: нужна его причина."
DELETED = "Проект удалён. Верните его (он под списком): тогда его можно изменить."
CHANGED = "Пока вы смотрели, текст изменили: посмотрите его ещё раз."
BEGUN = "За {} учебный год проект уже начат: откройте его в списке."


class StaleTextError(DomainError):
    """Somebody else has saved the text since the page was opened."""

    def __init__(self, words: str, saved: str, number: int) -> None:
        super().__init__(words)
        self.saved, self.number = saved, number


@transaction.atomic
def create_note(*, member: Membership, year: SchoolYear, round_: Round | None, today: date) -> Note:
    """Begin the note of the member's organization; DomainError when the year has one already.

    A methodist of a part of the municipality writes of this part.
    """
    _refuse_without_right(member)
    # Two methodists of the same part are told apart by no key: one at a time begins a note.
    Organization.objects.select_for_update(no_key=True).get(pk=member.organization_id)
    _refuse_second(member, year)
    types, listed = limits_of(member)
    note = Note.objects.create(
        organization=member.organization,
        first_year=year.first,
        round=round_,
        part_types=sorted(types),
        part_listed=sorted(listed),
        part_words=part_words(member),
        created_by=member,
    )
    NoteSection.objects.bulk_create(
        NoteSection(
            note=note,
            code=kind.code,
            title=kind.title,
            position=position,
            text=standard_text(note, kind.code, member),
            is_left_out=kind.code == "round" and round_ is None,
        )
        for position, kind in enumerate(sections_of(note.organization), 1)
    )
    _suggest(note, today)
    return note


def standard_text(note: Note, code: str, member: Membership) -> str:
    """What a section begins with; plans begin with open tasks of the own roadmap."""
    kind = next(kind for kind in sections_of(note.organization) if kind.code == code)
    given: dict[str, object] = {"next_year": SchoolYear(note.first_year + 1)}
    if code == "plans":
        chosen = newest_roadmap(member, note.year).get("roadmap") or 0
        roadmap = own_roadmaps(note.organization_id).filter(pk=chosen).first()
        given["plans"] = open_plans(roadmap)
    return render_to_string(kind.template, given).strip()


@transaction.atomic
def save_section(
    *,
    member: Membership,
    section: NoteSection,
    fields: Mapping[str, object],
    remembered: Mapping[str, str],
    seen: int,
) -> NoteSection:
    """Keep what was typed, unknown marks included: they stop the issuing, not the writing.

    `seen` is the saving the page shows, `remembered` the numbers it showed. Raises StaleTextError
    when there is a newer saving that says anything else: an older page, saved by itself, would
    put back what a colleague has left out. DomainError in an issued note.
    """
    note = _locked(member, section.note)
    section = note.sections.select_for_update().get(pk=section.pk)
    fields = dict(fields)
    round_ = fields.pop("round", note.round)
    changed = [name for name, value in fields.items() if getattr(section, name) != value]
    if not changed and round_ == note.round:
        return section
    if section.draft != seen:
        raise StaleTextError(
            "Пока вы писали, раздел сохранил кто-то ещё. Ваш текст пока не сохранён, но цел."
            f"{_settings_words(section, note, changed, round_)}",
            section.text,
            section.draft,
        )
    _refuse_issued(note)
    if round_ != note.round:
        note.round = round_ if isinstance(round_, Round) else None
        note.save(update_fields=["round"])
    for name in changed:
        setattr(section, name, fields[name])
    if "text" in changed:
        section.remembered = dict(remembered)
    section.draft += 1
    section.saved_at, section.saved_by = timezone.now(), member
    section.save()
    return section


@transaction.atomic
def refresh_suggestions(*, member: Membership, note: Note, today: date) -> int:
    """Ask the rules again; gives how many recommendations are new.

    What a person has edited or dropped stays so. Untouched ones that hold no more are taken away.
    """
    note = _locked(member, note)
    _refuse_issued(note)
    return _suggest(note, today)


@transaction.atomic
def add_recommendation(
    *, member: Membership, note: Note, institution: Organization, text: str
) -> Recommendation:
    """Advise an institution of the organization's own branch."""
    note = _locked(member, note)
    _refuse_issued(note)
    if not Organization.objects.visible_to(member).institutions().filter(pk=institution.pk):
        raise PermissionDenied
    return Recommendation.objects.create(
        note=note, institution=institution, text=text, edited_by=member
    )


@transaction.atomic
def save_recommendation(
    *, member: Membership, recommendation: Recommendation, text: str, seen: int
) -> Recommendation:
    """Write a recommendation anew; StaleTextError when somebody was quicker with another text."""
    row = _locked_advice(member, recommendation)
    if row.text == text:
        return row
    if row.draft != seen:
        raise StaleTextError(
            "Пока вы писали, рекомендацию изменил кто-то ещё. Ваш текст пока не сохранён.",
            row.text,
            row.draft,
        )
    row.text, row.edited_by, row.draft = text, member, row.draft + 1
    row.save(update_fields=["text", "edited_by", "draft"])
    return row


@transaction.atomic
def drop_recommendation(
    *, member: Membership, recommendation: Recommendation, is_dropped: bool
) -> Recommendation:
    """Take a recommendation out, or put it back; the rule does not suggest a dropped one again."""
    row = _locked_advice(member, recommendation)
    row.dropped_by = member if is_dropped else None
    row.draft += 1
    row.save(update_fields=["dropped_by", "draft"])
    return row


@dataclass(frozen=True)
class Counted:
    """A draft as it was counted to be issued: `seen` is what was looked at."""

    seen: str
    number: int
    body: NoteBody
    text: str


def issue_note(*, member: Membership, note: Note, today: date, seen: str) -> NoteVersion:
    """Freeze the text, its numbers and drawings; two people who press at once issue it once.

    Raises DomainError for a mark that cannot be read, for a name above the institution, and when
    the text is not the one that was looked at (`seen`, see `stamp_of`).
    """
    counted = count_note(member=member, note=note, today=today, seen=seen)
    return issue_counted(member=member, note=note, counted=counted)


def count_note(*, member: Membership, note: Note, today: date, seen: str) -> Counted:
    """Count what is to be issued; a region takes a minute, so nobody is kept from writing."""
    note = _found(member, note, Right.DOCUMENTS_REGISTER)
    refuse_issuing(note, seen)
    number = next_number(note)
    body = body_of(note, today, is_fresh=True)
    text = printed_body(body, is_draft=False, number=number, reason=note.correction)
    return Counted(seen, number, body, text)


@transaction.atomic
def issue_counted(*, member: Membership, note: Note, counted: Counted) -> NoteVersion:
    """Freeze what was counted; DomainError when the draft was changed or issued meanwhile."""
    note = _locked(member, note, Right.DOCUMENTS_REGISTER)
    refuse_issuing(note, counted.seen)
    if counted.number != next_number(note):
        raise DomainError(ISSUED)
    body = counted.body
    version = NoteVersion.objects.create(
        note=note,
        number=counted.number,
        body=counted.text,
        shown={code: [row.text, row.state, row.reason] for code, row in body.shown.items()},
        advice=[
            {
                "institution": row.institution_id,
                "name": row.institution.short_name,
                "text": row.text,
            }
            for row in recommendations_of(note)
        ],
        counted_on=body.counted_on,
        reason=note.correction,
        issued_by=member,
    )
    note.state, note.correction = Note.State.ISSUED, ""
    note.save(update_fields=["state", "correction"])
    return version


def next_number(note: Note) -> int:
    last = note.versions.first()
    return last.number + 1 if last else 1


@transaction.atomic
def correct_note(*, member: Membership, note: Note, reason: str) -> Note:
    """Begin the next version; until it is issued the last one is in force."""
    note = _locked(member, note, Right.DOCUMENTS_REGISTER)
    if note.is_archived:
        raise DomainError(DELETED)
    if note.is_draft:
        raise DomainError("Исправление уже начато: разделы снова открыты для правки.")
    if not reason.strip():
        raise DomainError("Укажите причину исправления: она останется в справке.")
    note.state, note.correction = Note.State.DRAFT, reason.strip()
    note.save(update_fields=["state", "correction"])
    return note


@transaction.atomic
def delete_note(*, member: Membership, note: Note, seen: str) -> None:
    """Take a mistaken draft away; its texts stay, and it can be put back.

    DomainError for what was issued, and when somebody has written since it was looked at (`seen`).
    """
    note = _locked(member, note)
    if note.versions.exists():
        raise DomainError("Выпущенное не удаляется: его можно исправить новой редакцией.")
    if stamp_of(note) != seen:
        raise DomainError(CHANGED)
    note.state = Note.State.ARCHIVED
    note.save(update_fields=["state"])


@transaction.atomic
def restore_note(*, member: Membership, note: Note) -> None:
    """Put a deleted draft back; DomainError when another one of the year was begun since."""
    note = _locked(member, note)
    if note.is_archived:
        Organization.objects.select_for_update(no_key=True).get(pk=member.organization_id)
        _refuse_second(member, note.year)
        note.state = Note.State.DRAFT
        note.save(update_fields=["state"])


def refuse_issuing(note: Note, seen: str) -> None:
    """DomainError for what keeps a draft from being issued, told before anything is counted."""
    _refuse_issued(note)
    if stamp_of(note) != seen:
        raise DomainError(CHANGED)
    if found := obstacles_of(note):
        raise DomainError(f"Выпустить пока нельзя: {'; '.join(map(str, found))}")


def stamp_of(note: Note) -> str:
    """Tells two states of the draft apart: which rows it has and how often each was saved.

    Sums would not do: the rules may take one recommendation away and put another in its place.
    """
    saved = list(note.sections.order_by("pk").values_list("pk", "draft"))
    advised = list(note.recommendations.order_by("pk").values_list("pk", "draft"))
    return sha256(repr((note.round_id, saved, advised)).encode()).hexdigest()


def _suggest(note: Note, today: date) -> int:
    given = {(row.institution_id, row.rule): row for row in note.recommendations.exclude(rule="")}
    found = {(row.institution, row.rule): row for row in suggestions_for(note, today)}
    untouched = {
        key: row
        for key, row in given.items()
        if row.edited_by_id is None and row.dropped_by_id is None
    }
    gone = [row.pk for key, row in untouched.items() if key not in found]
    note.recommendations.filter(pk__in=gone).delete()
    moved = []
    for key, row in untouched.items():
        wanted = found.get(key)
        if wanted and (row.text, row.ground) != (wanted.text, wanted.ground):
            row.text, row.ground, row.draft = wanted.text, wanted.ground, row.draft + 1
            moved.append(row)
    Recommendation.objects.bulk_update(moved, ["text", "ground", "draft"])
    new = [row for key, row in found.items() if key not in given]
    Recommendation.objects.bulk_create(
        Recommendation(
            note=note,
            institution_id=row.institution,
            rule=row.rule,
            text=row.text,
            ground=row.ground,
        )
        for row in new
    )
    return len(new)


def _locked(member: Membership, note: Note, right: Right = Right.DOCUMENTS_DRAFT) -> Note:
    return _found(member, note, right, Note.objects.select_for_update(of=("self",)))


def _found(member: Membership, note: Note, right: Right, rows: NoteQuerySet | None = None) -> Note:
    _refuse_without_right(member, right)
    rows = Note.objects.all() if rows is None else rows
    found = rows.visible_to(member).with_readers().filter(pk=note.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _locked_advice(member: Membership, recommendation: Recommendation) -> Recommendation:
    note = _locked(member, recommendation.note)
    _refuse_issued(note)
    return note.recommendations.select_for_update().get(pk=recommendation.pk)


def _settings_words(
    section: NoteSection, note: Note, changed: Collection[str], round_: object
) -> str:
    """What a colleague has chosen beside the text, where the older page says otherwise."""
    words = ""
    if "is_left_out" in changed:
        words += f" Раздел {'не ' if section.is_left_out else ''}входит в отчёт."
    if round_ != note.round:
        words += f" Сбор отчётов: {note.round or 'не выбран'}."
    return f" Сохранено и другое:{words}" if words else ""


def _refuse_second(member: Membership, year: SchoolYear) -> None:
    if Note.objects.visible_to(member).in_use().filter(first_year=year.first).exists():
        raise DomainError(BEGUN.format(year))


def _refuse_issued(note: Note) -> None:
    if note.is_archived:
        raise DomainError(DELETED)
    if not note.is_draft:
        raise DomainError(ISSUED)


def _refuse_without_right(member: Membership, right: Right = Right.DOCUMENTS_DRAFT) -> None:
    if not member.may(right):
        raise PermissionDenied
