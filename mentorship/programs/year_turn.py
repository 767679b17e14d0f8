"""What the turn of the year does with programs: those under way end with their year.

Rooms above go first, so a program ends before its pair does. One that was never begun stays as it
is: nothing was carried out by it.
"""

from mentorship.bank.lifecycle import Turn, TurnLine, TurnRoom
from mentorship.programs.models import Program
from mentorship.programs.models.plans import ProgramQuerySet
from mentorship.programs.services import move_program


def under_way(turn: Turn) -> ProgramQuerySet:
    """Programs of the pairs of the year that are carried out."""
    own = Program.objects.filter(
        pair__institution=turn.member.organization_id, pair__school_year=turn.year.first
    )
    return own.filter(state=Program.State.RUNNING).select_related("pair").order_by("pk")


def preview(turn: Turn) -> list[TurnLine]:
    lines = [TurnLine("Завершатся персонализированные программы", under_way(turn).count())]
    unreported = under_way(turn).filter(report=None).count()
    if unreported:
        told = "отчёт наставника можно составить и после завершения"
        lines.append(TurnLine("Из них без итогового отчёта наставника", unreported, told))
    return lines


def carry_out(turn: Turn) -> list[TurnLine]:
    programs = list(under_way(turn))
    for program in programs:
        move_program(member=turn.member, program=program, action="complete", today=turn.last_day)
    return [TurnLine("Завершены персонализированные программы", len(programs))]


ROOM = TurnRoom("Программы", preview, carry_out)
