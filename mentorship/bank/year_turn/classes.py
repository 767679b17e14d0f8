"""What the turn of the year does in the bank: classes up, graduates out, their entries ended.

A class of 1–8 or 10 goes up by itself, the 11th leaves; the 9th is asked about, since one part goes
on and another leaves the school. A group of students keeps its name, which tells when it began.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from mentorship.bank.affiliations import Category, Standing, moved
from mentorship.bank.classes import class_key
from mentorship.bank.lifecycle import Turn, TurnLine, TurnQuestion, TurnRoom
from mentorship.bank.models import Affiliation, EntryQuerySet, MenteeEntry, MentorEntry, Person
from mentorship.core.wording import counted

BankModel = type[MenteeEntry] | type[MentorEntry]
NEXT, STAY, GRADUATE, LEFT = "next", "stay", "graduate", "left"
# Who does not go on in the school after the year.
GONE = frozenset({GRADUATE, LEFT})
STUDYING = (Category.PUPIL, Category.STUDENT)
LAST_BASIC, LAST = 9, 11
_NUMBER = re.compile(r"(\d{1,2})\b")
EXCEPTIONS = ((STAY, "остаётся на повторное обучение"), (GRADUATE, "выпускник"), (LEFT, "выбывает"))


def studying(turn: Turn) -> list[Affiliation]:
    """Pupils and students on the last day of the year about whom nothing later is known."""
    found: list[Affiliation] = turn.once("studying", lambda: _read_studying(turn))
    return found


def _read_studying(turn: Turn) -> list[Affiliation]:
    later = Affiliation.objects.filter(
        person=OuterRef("person"),
        category__in=[*STUDYING, Category.GRADUATE],
        period__startswith__gte=turn.first_day,
    )
    found = Affiliation.objects.on(turn.last_day).filter(
        ~Exists(later),
        institution=turn.member.organization_id,
        category__in=STUDYING,
        period__endswith=None,
        person__archived_on=None,
    )
    return list(found.select_related("person").order_by("person__sort_name", "pk"))


def by_class(affiliations: Iterable[Affiliation]) -> dict[tuple[str, str], list[Affiliation]]:
    """People of each category and class, in the order of classes."""
    found: dict[tuple[str, str], list[Affiliation]] = {}
    for affiliation in affiliations:
        found.setdefault((affiliation.category, affiliation.place), []).append(affiliation)
    return dict(sorted(found.items(), key=lambda group: (group[0][0], class_key(group[0][1]))))


def next_class(place: str) -> str:
    """«8 «А»» → «9 «А»»; empty for the last class and for what is no class."""
    found = _NUMBER.match(place)
    if found is None or int(found[1]) >= LAST:
        return ""
    return f"{int(found[1]) + 1}{place[found.end() :]}"


def class_question(category: str, place: str, rows: Sequence[Affiliation]) -> TurnQuestion:
    """What becomes of a class (of at least one person); the ninth has no default."""
    up = next_class(place) if category == Category.PUPIL else ""
    leaves = (GRADUATE, "выпускается")
    choices = ((NEXT, f"переходит в {up}"),) if up else ()
    return TurnQuestion(
        key=f"class:{category}:{place}",
        title=place or f"{Category(category).label}, класс не указан",
        choices=(*choices, leaves, (STAY, "остаётся без изменений")),
        default=_usual(place, up),
        detail=counted(len(rows), "человек", "человека", "человек"),
        url=reverse("bank:year_turn_class", args=[rows[0].person_id]),
    )


def _usual(place: str, up: str) -> str:
    number = _NUMBER.match(place)
    if up:
        return "" if number and int(number[1]) == LAST_BASIC else NEXT
    return GRADUATE if number and int(number[1]) >= LAST else STAY


def classmates(turn: Turn, person: Person) -> list[Affiliation]:
    """Everybody of the person's class, the person too; empty for whoever studies in none."""
    groups = by_class(studying(turn)).values()
    return next((rows for rows in groups if any(r.person_id == person.pk for r in rows)), [])


def person_key(person: Person) -> str:
    return f"person:{person.pk}"


def person_question(person: Person) -> TurnQuestion:
    """An exception from what becomes of the class."""
    return TurnQuestion(person_key(person), person.full_name, EXCEPTIONS)


def questions(turn: Turn) -> list[TurnQuestion]:
    return [class_question(*key, rows) for key, rows in by_class(studying(turn)).items()]


def fates(turn: Turn) -> list[tuple[Affiliation, str]]:
    """Each of those who study with what becomes of them; empty while the class is undecided."""
    found = []
    for (category, place), rows in by_class(studying(turn)).items():
        of_class = turn.answer(class_question(category, place, rows))
        found += [(row, turn.answer(person_question(row.person)) or of_class) for row in rows]
    return found


def leaving(turn: Turn) -> set[int]:
    """People (pk) who do not go on after the year."""
    return {affiliation.person_id for affiliation, fate in fates(turn) if fate in GONE}


def preview(turn: Turn) -> list[TurnLine]:
    """How many go up, leave and stay, and how many entries of the banks end with that."""
    decided = fates(turn)
    counted = Counter(fate for _, fate in decided)
    gone = {affiliation.person_id for affiliation, fate in decided if fate in GONE}
    return [
        TurnLine("Перейдут в следующий класс", counted[NEXT]),
        TurnLine("Станут выпускниками", counted[GRADUATE]),
        TurnLine("Выбудут", counted[LEFT]),
        TurnLine("Останутся, где были", counted[STAY]),
        TurnLine("Выйдут из базы наставляемых", _ending(MenteeEntry, gone, turn).count()),
        TurnLine("Выйдут из базы наставников", _ending(MentorEntry, gone, turn).count()),
    ]


def carry_out(turn: Turn) -> list[TurnLine]:
    """Write what the preview said; called in the transaction of the turn."""
    decided = fates(turn)
    gone = {affiliation.person_id for affiliation, fate in decided if fate in GONE}
    _end_stretches([row for row, fate in decided if fate != STAY], turn)
    _begin_stretches(decided, turn)
    turn.facts.clear()
    left = [row.person_id for row, fate in decided if fate == LEFT]
    Person.objects.filter(pk__in=left).update(archived_on=turn.first_day)
    counted = Counter(fate for _, fate in decided)
    return [
        TurnLine("Перешли в следующий класс", counted[NEXT]),
        TurnLine("Стали выпускниками", counted[GRADUATE]),
        TurnLine("Выбыли", counted[LEFT]),
        TurnLine("Остались, где были", counted[STAY]),
        TurnLine("Вышли из базы наставляемых", _end_entries(MenteeEntry, gone, turn)),
        TurnLine("Вышли из базы наставников", _end_entries(MentorEntry, gone, turn)),
    ]


def _ending(bank: BankModel, gone: set[int], turn: Turn) -> EntryQuerySet:
    # Whoever entered a bank after the year is not of it: their entry is the curator's business.
    own = Q(institution=turn.member.organization_id, entered_on__lte=turn.last_day)
    return bank.objects.filter(own, person__in=gone, left_on=None)


def _end_entries(bank: BankModel, gone: set[int], turn: Turn) -> int:
    return _ending(bank, gone, turn).update(left_on=turn.last_day)


def _end_stretches(rows: list[Affiliation], turn: Turn) -> None:
    for row in rows:
        row.period = type(row.period)(row.period.lower, turn.first_day)
    Affiliation.objects.bulk_update(rows, ["period"], batch_size=500)


def _begin_stretches(decided: list[tuple[Affiliation, str]], turn: Turn) -> None:
    begin = partial(moved, (), day=turn.first_day)
    begun = [
        begin(person=row.person, standing=_standing(row, fate, turn))[1]
        for row, fate in decided
        if fate in {NEXT, GRADUATE}
    ]
    Affiliation.objects.bulk_create(begun, batch_size=500)


def _standing(row: Affiliation, fate: str, turn: Turn) -> Standing:
    if fate == NEXT:
        return Standing(row.category, next_class(row.place))
    return Standing(Category.GRADUATE, f"выпуск {turn.last_day.year} года")


ROOM = TurnRoom("Классы и базы", preview, carry_out, questions)
