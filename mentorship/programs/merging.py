"""What becomes of individual routes when two cards of one person become one."""

from mentorship.bank.lifecycle import MergeRoom, Twins
from mentorship.programs.models import Route

FIELDS = frozenset({"programs.Route.person"})


def move_rows(twins: Twins) -> dict[str, int]:
    return {"индивидуальные маршруты": twins.move(Route)}


def problems(twins: Twins) -> list[str]:
    """One route is open at a time."""
    open_ones = Route.objects.filter(person__in=[twins.keep, twins.drop], archived_on=None)
    if open_ones.count() < 2:
        return []
    return ["У обеих карточек открыт индивидуальный маршрут: отправьте один из них в архив."]


ROOM = MergeRoom(fields=FIELDS, move=move_rows, problems=problems)
