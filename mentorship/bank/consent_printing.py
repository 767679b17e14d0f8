"""Printing of sheets: for one person, and for a class or a whole list as one file."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from mentorship.bank.access import refuse_foreign
from mentorship.bank.affiliations import category_on, place_on
from mentorship.bank.classes import class_key
from mentorship.bank.consent_sheets import Sheets
from mentorship.bank.consent_texts import audience_for
from mentorship.bank.models import ConsentSheet, ConsentText, Person, PersonQuerySet, SheetRun
from mentorship.bank.renewals import needs_paper
from mentorship.core.exceptions import DomainError
from mentorship.documents.rendering import pdf_is_available, pdf_of_many
from mentorship.documents.word import word_file
from mentorship.jobs.progress import Progress
from mentorship.organizations.models import Membership

# So many are printed while the page waits; more become a job.
AT_ONCE = 10
PART = 20
# A file holds names of people who have not agreed to anything yet: it is printed and goes.
KEPT_DAYS = 3
COVERED, GONE = "согласие уже есть", "карточка больше не доступна"


@transaction.atomic
def give_sheet(*, member: Membership, person: Person, purpose: str, today: date) -> ConsentSheet:
    """Note that a sheet is printed for a person today; a second look the same day is no second one.

    Who signs is chosen by the age on the day. Raises DomainError where there is no text.
    """
    refuse_foreign(member, person)
    sheets = Sheets(member.organization)
    person = _placed([person.pk], today).get()
    text = _text_for(sheets, person, purpose, today)
    sheet, _ = ConsentSheet.objects.get_or_create(
        person=person,
        purpose=purpose,
        text=text,
        text_sha256=sheets.sha256_of(text),
        printed_on=today,
        defaults={"institution_id": person.institution_id, "printed_by": member},
    )
    return sheet


def order_run(*, member: Membership, people: Iterable[Person], purpose: str) -> SheetRun:
    """Ask for the sheets of many people; `print_run` makes them, here or in the worker."""
    people = list(people)
    for person in people:
        refuse_foreign(member, person)
    if not people:
        raise DomainError("Отметьте, кому печатать листы: не выбран ни один человек.")
    return SheetRun.objects.create(
        institution=member.organization,
        purpose=purpose,
        people=[person.pk for person in people],
        created_by=member,
    )


def print_run(
    *, member: Membership, run: SheetRun, today: date, progress: Progress | None = None
) -> SheetRun:
    """Print one file of all sheets asked for; whoever has a consent meanwhile is left out.

    Nothing is kept before the whole file is there, and a run that is printed already is given as
    it is: a worker that died may be followed by another. DomainError when nobody is left.
    """
    if run.file:
        return run
    sheets = Sheets(run.institution)
    people, left_out = _to_print(member, run, today)
    if not people:
        raise DomainError("Печатать некому: согласия уже есть у всех выбранных.")
    texts = {person.pk: _text_for(sheets, person, run.purpose, today) for person in people}
    parts = _parts(sheets, people, texts, progress)
    if pdf_is_available():
        extension, content = "pdf", pdf_of_many("Согласия", parts)
    else:
        author = run.institution.short_name
        extension, content = "docx", word_file("".join(parts), title="Согласия", author=author)
    if progress:
        progress.begin_writing()
    return _keep(member, run, sheets, texts, left_out, today, (extension, content))


@transaction.atomic
def _keep(
    member: Membership,
    run: SheetRun,
    sheets: Sheets,
    texts: dict[int, ConsentText],
    left_out: list[tuple[int, str]],
    today: date,
    file: tuple[str, bytes],
) -> SheetRun:
    run = SheetRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.file:
        return run
    run.printed_on, run.left_out = today, left_out
    run.file.save(f"{secrets.token_hex(16)}.{file[0]}", ContentFile(file[1]), save=False)
    try:
        run.save(update_fields=["printed_on", "left_out", "file"])
        ConsentSheet.objects.bulk_create(
            ConsentSheet(
                institution_id=run.institution_id,
                person_id=pk,
                purpose=run.purpose,
                text=text,
                text_sha256=sheets.sha256_of(text),
                printed_on=today,
                printed_by=member,
                run=run,
            )
            for pk, text in texts.items()
        )
    except BaseException:
        run.file.storage.delete(str(run.file.name))
        raise
    return run


def _to_print(
    member: Membership, run: SheetRun, today: date
) -> tuple[list[Person], list[tuple[int, str]]]:
    """Who gets a sheet, by class and name, and who does not and why."""
    visible = _placed(run.people, today).filter(pk__in=Person.objects.visible_to(member))
    wanted = needs_paper(visible, run.purpose, today, Sheets(run.institution).asks_joint)
    people: list[Any] = list(wanted)
    people.sort(key=lambda p: (class_key(p.place), p.sort_name, p.pk))
    known, given = {p.pk for p in visible}, {p.pk for p in people}
    left_out = [(pk, COVERED if pk in known else GONE) for pk in run.people if pk not in given]
    return people, left_out


def _placed(pks: Iterable[int], today: date) -> PersonQuerySet:
    people = Person.objects.filter(pk__in=list(pks))
    return people.annotate(place=place_on(today, "pk"), category=category_on(today, "pk"))


def _text_for(sheets: Sheets, person: Person, purpose: str, today: date) -> ConsentText:
    audience = audience_for(
        person, getattr(person, "category", None) or "", today, asks_joint=sheets.asks_joint
    )
    return sheets.texts.find(purpose, audience)


def _parts(
    sheets: Sheets,
    people: list[Person],
    texts: dict[int, ConsentText],
    progress: Progress | None,
) -> Iterator[str]:
    """The sheets in parts that are laid out one after another; progress is told between them."""
    for start in range(0, len(people), PART):
        if progress:
            progress.step(start, len(people), f"Печатаю листы: {start} из {len(people)}")
        yield "".join(
            sheets.html_of(texts[person.pk], person, getattr(person, "place", "") or "")
            for person in people[start : start + PART]
        )
    if progress:
        progress.step(len(people), len(people), "Собираю файл")


def drop_old_files(today: date) -> int:
    """Delete files printed more than `KEPT_DAYS` ago; the record of what was printed stays."""
    old = SheetRun.objects.filter(printed_on__lt=today - timedelta(days=KEPT_DAYS))
    dropped = 0
    for run in old.exclude(file="").iterator():
        run.file.delete(save=False)
        run.save(update_fields=["file"])
        dropped += 1
    return dropped
