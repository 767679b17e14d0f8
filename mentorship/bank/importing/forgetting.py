"""What uploads still hold of a person whose data are destroyed (152-ФЗ, ст. 21)."""

import zlib
from collections.abc import Iterable

from mentorship.bank.importing.keeping import unpack
from mentorship.bank.importing.services import forget_runs
from mentorship.bank.models import ImportRow, ImportRun, ImportSource, Person
from mentorship.core.names import search_key


def forget_in_uploads(person: Person, cards: Iterable[int]) -> int:
    """Close unfinished uploads that may name the person; gives how many were closed.

    A run is one table that nobody has vouched for, so it goes whole: without the source no row of
    it could be checked again. Of finished ones the rows that speak of the person go: they keep
    values from before, and cells of rows that stayed out.
    """
    runs = ImportRun.objects.filter(institution=person.institution_id)
    naming = [run.pk for run in runs.unfinished() if _may_name(run, person)]
    closed = forget_runs(ImportRun.objects.filter(pk__in=naming), ImportRun.State.ABANDONED)
    rows = ImportRow.objects.filter(run__in=runs)
    rows.filter(person__in=list(cards)).delete()
    left_out = rows.exclude(cells=None).only("pk", "cells")
    rows.filter(pk__in=[row.pk for row in left_out if _names(str(row.cells), person)]).delete()
    return closed


def _may_name(run: ImportRun, person: Person) -> bool:
    """Whether the person stands in the table; a file nobody could read is not trusted."""
    source = ImportSource.objects.filter(run=run).first()
    if source is None:
        return True
    if source.workbook is None:
        return not source.pasted or _names(source.pasted, person)
    try:
        return _names(str(unpack(source.workbook)), person)
    except (ValueError, zlib.error):
        return True


def _names(text: str, person: Person) -> bool:
    """By the surname alone: initials, another order and a maiden name in brackets are met."""
    return search_key(person.last_name) in search_key(text)
