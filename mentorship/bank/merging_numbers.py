"""Plain numbers of a dropped card in rows that no foreign key ties to it."""

from typing import Any

from mentorship.bank.lifecycle import Twins
from mentorship.bank.models import ImportRow, ImportRun, SheetRun
from mentorship.organizations.models import Invitation


def move_numbers(twins: Twins) -> None:
    """Invitations to a mentor's card, questions of unfinished imports, and runs of sheets.

    The effects of a finished import stay: they say what was written then, and undoing it refuses
    where a card has gone since. So do both logs, which are read by the numbers of merged cards.
    """
    Invitation.objects.filter(card=twins.drop.pk).update(card=twins.keep.pk)
    _move_candidates(twins)
    _move_in_sheet_runs(twins)


def _move_candidates(twins: Twins) -> None:
    open_runs = ImportRun.objects.unfinished().filter(institution=twins.keep.institution_id)
    asked = ImportRow.objects.filter(
        run__in=open_runs, candidates__contains=[{"person": twins.drop.pk}]
    )
    gone = f"person:{twins.drop.pk}"
    for row in asked.select_for_update(of=("self",)):
        said = {c["person"] for c in row.candidates}
        row.candidates = [
            c | {"person": twins.keep.pk} if c["person"] == twins.drop.pk else c
            for c in row.candidates
            if c["person"] != twins.drop.pk or twins.keep.pk not in said
        ]
        row.answer = f"person:{twins.keep.pk}" if row.answer == gone else row.answer
        row.save(update_fields=["candidates", "answer"])


def _move_in_sheet_runs(twins: Twins) -> None:
    runs = SheetRun.objects.filter(people__contains=[twins.drop.pk])
    for run in runs.select_for_update(of=("self",)):
        run.people = _once([_kept(twins, key) for key in run.people])
        run.left_out = [[_kept(twins, key), reason] for key, reason in run.left_out]
        run.save(update_fields=["people", "left_out"])


def _kept(twins: Twins, key: int) -> int:
    return twins.keep.pk if key == twins.drop.pk else key


def _once(keys: list[Any]) -> list[Any]:
    return list(dict.fromkeys(keys))
