"""Stage two: how participants changed between the entry and the exit questionnaire (S000, 6.2).

A plain difference «after − before» of one scale over those who answered it both times, as in
`surveys/changes.py`; here it is one statement over any number of institutions. Fewer than
`SMALLEST_SHOWN` people are hidden at every level, with what would give them away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from mentorship.bank.models import MentoringForm
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import Line, hidden_cells, hidden_in, is_small
from mentorship.pairs.figures import ordered_pairs
from mentorship.pairs.models import MentorTerm, PairMember
from mentorship.surveys.changes import ENTRY, EXIT, signed
from mentorship.surveys.figures import answers
from mentorship.surveys.groups import GROUPS_OF
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.purposes import WAVES
from monitoring.models import QualityTable
from monitoring.quality.tables import OTHER_ASPECT, aspect_of

Audience = Questionnaire.Audience
FEW = "ответивших мало"
_COLUMNS = (
    "person_id",
    "person__institution",
    "questionnaire__audience",
    "questionnaire__group",
    "questionnaire__purpose",
    "answered_on",
    "pk",
    "questionnaire_id",
    "answers",
)
# Of several answers to one wave the later stands; the scales are those of the later set.
_STATEMENT = """
WITH took(person, audience, form) AS MATERIALIZED (
    {took}
), given(person, institution, audience, part, wave, answered_on, pk, questionnaire, answers)
AS MATERIALIZED (
    {given}
), latest AS (
    SELECT DISTINCT ON (person, audience, part, wave) * FROM given
    ORDER BY person, audience, part, wave, answered_on DESC, pk DESC
), both_waves AS MATERIALIZED (
    SELECT person, audience, part, min(institution) AS institution,
           min(questionnaire) FILTER (WHERE wave = %s) AS questionnaire,
           (array_agg(answers) FILTER (WHERE wave = %s))[1] AS was,
           (array_agg(answers) FILTER (WHERE wave = %s))[1] AS became
    FROM latest GROUP BY person, audience, part HAVING count(*) = 2
), scales AS MATERIALIZED (
    SELECT q.id, s.value->>'code' AS code, s.value->>'text' AS title, s.place
    FROM surveys_questionnaire q,
         jsonb_array_elements(q.questions) WITH ORDINALITY AS s(value, place)
    WHERE q.id IN (SELECT questionnaire FROM both_waves)
      AND s.value->>'is_compared' = 'true'
      AND coalesce(s.value->>'is_removed', 'false') <> 'true'
), marks AS MATERIALIZED (
    SELECT {key} AS key, audience, part, code, title, place,
           (was->>code)::float8 AS before, (became->>code)::float8 AS after
    FROM both_waves {joined} JOIN scales ON scales.id = both_waves.questionnaire
    WHERE jsonb_typeof(was->code) = 'number' AND jsonb_typeof(became->code) = 'number'
)
SELECT key, audience, part, code, min(title), min(place), count(*), avg(before), avg(after)
FROM marks GROUP BY key, audience, part, code
ORDER BY key, audience, part, min(place), code
"""
_NOBODY = "SELECT NULL::bigint, NULL::text, NULL::text WHERE false"


@dataclass(frozen=True)
class Told:
    """What the statement says of one scale of one group; `key` is its institution or form."""

    key: Any
    audience: str
    part: str
    code: str
    title: str
    count: int
    before: float
    after: float

    @property
    def group(self) -> str:
        return f"{self.audience}-{self.part}" if self.part else self.audience


@dataclass(frozen=True)
class GrowthLine:
    """Means of one scale, 1–10, over `count` people; a hidden line carries no number."""

    code: str
    title: str
    aspect: str
    count: int | None
    before: float | None
    after: float | None

    @property
    def is_hidden(self) -> bool:
        return self.count is None

    @property
    def difference(self) -> float | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def shown_difference(self) -> str:
        return "" if self.difference is None else signed(self.difference)

    @property
    def words(self) -> str:
        """«с 5,2 до 6,4 (+1,2), ответили дважды: 12»."""
        if self.before is None or self.after is None:
            return FEW
        was, became = (f"{mean:.1f}".replace(".", ",") for mean in (self.before, self.after))
        return f"с {was} до {became} ({self.shown_difference}), ответили дважды: {self.count}"


@dataclass(frozen=True)
class GrowthGroup:
    """Lines of one group of mentors or mentees, by kinds of growth in the order of the table."""

    code: str
    title: str
    lines: tuple[GrowthLine, ...]

    @property
    def is_hidden(self) -> bool:
        """Nothing of it may be shown: one sentence stands for all its lines."""
        return all(line.is_hidden for line in self.lines)

    @property
    def shown(self) -> tuple[GrowthLine, ...]:
        return () if self.is_hidden else self.lines


def growth_of(
    organization: Organization,
    year: SchoolYear,
    today: date,
    *,
    member: Membership | None = None,
    form: str = "",
    table: QualityTable | None = None,
) -> list[GrowthGroup]:
    """Changes of the groups of an organization in a school year, or of its program of one form.

    `table` says which scales are of which kind of growth; without one all are «Другие шкалы».
    """
    rows = _rows(organization, year, today, member)
    told = _told(rows)
    if not form:
        return _groups(told, frozenset(), table)
    by_form = _told(rows, "form", _took_part(year, year.counted_on(today)))
    hidden = _hidden_among_forms(told, by_form)
    return _groups([row for row in by_form if row.key == form], hidden, table)


def growth_by_institution(
    member: Membership, year: SchoolYear, today: date, group: str
) -> dict[str, dict[int, GrowthLine]]:
    """Of one group its scales by institution pk: what those above the institution compare."""
    audience, _, part = group.partition("-")
    rows = _rows(member.organization, year, today, member)
    rows = rows.filter(questionnaire__audience=audience, questionnaire__group=part)
    found: dict[str, list[Told]] = {}
    for row in _told(rows, "institution"):
        found.setdefault(row.code, []).append(row)
    return {code: _by_institution(column) for code, column in found.items()}


def programs_of(institution: Organization, year: SchoolYear, today: date) -> list[MentoringForm]:
    """Forms in which the institution has pairs that an order made: its programs of the year."""
    pairs = ordered_pairs(year, year.counted_on(today)).filter(institution=institution)
    return list(MentoringForm.objects.filter(pk__in=pairs.values("form")))


def group_title(group: str) -> str:
    """«Наставляемые: обучающиеся» of «mentee-pupil»."""
    audience, _, part = group.partition("-")
    words = [str(Audience(audience).label).capitalize()]
    return ": ".join([*words, str(Questionnaire.Group(part).label)] if part else words)


def groups_asked() -> list[tuple[str, str]]:
    """All groups of mentors and mentees with their words."""
    codes = [f"{audience}-{part}" for audience, parts in GROUPS_OF.items() for part in parts]
    return [(code, group_title(code)) for code in codes]


def _rows(
    organization: Organization, year: SchoolYear, today: date, member: Membership | None
) -> QuerySet[Any]:
    (facts,) = answers(year, year.counted_on(today), Q(questionnaire__purpose__in=WAVES))
    return facts.below(organization, year, member).rows


def took_part(year: SchoolYear, day: date, form: str) -> Q:
    """Whether who answered was in a pair of the form, on the side the set is for."""
    pairs = ordered_pairs(year, day).filter(form__code=form)
    mentee = PairMember.objects.filter(pair__in=pairs, person=OuterRef("person"))
    mentor = MentorTerm.objects.filter(pair__in=pairs, mentor_entry__person=OuterRef("person"))
    return Q(Exists(mentee), questionnaire__audience=Audience.MENTEE) | Q(
        Exists(mentor), questionnaire__audience=Audience.MENTOR
    )


def _took_part(year: SchoolYear, day: date) -> list[QuerySet[Any]]:
    """People with their side and form, of pairs that an order made."""
    pairs = ordered_pairs(year, day)
    mentees = PairMember.objects.filter(pair__in=pairs).order_by()
    mentors = MentorTerm.objects.filter(pair__in=pairs).order_by()
    return [
        mentees.values_list("person", Value(Audience.MENTEE.value), "pair__form__code"),
        mentors.values_list(
            "mentor_entry__person", Value(Audience.MENTOR.value), "pair__form__code"
        ),
    ]


def _told(rows: QuerySet[Any], key: str = "NULL", took: Iterable[QuerySet[Any]] = ()) -> list[Told]:
    """By institution or by form, or all together; `took` says who was in which form."""
    try:
        given, params = rows.order_by().values_list(*_COLUMNS).query.sql_with_params()
    except EmptyResultSet:
        return []
    parts = [part.query.sql_with_params() for part in took]
    joined = "JOIN took USING (person, audience)" if parts else ""
    texts = " UNION ".join(f"({sql})" for sql, _ in parts) or _NOBODY
    # Queries of the ORM and words of our own; values stand in the parameters.
    statement = _STATEMENT.format(given=given, took=texts, key=key, joined=joined)
    values = [value for _, own in parts for value in own]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *params, EXIT, ENTRY, EXIT])
        return [_read(row) for row in cursor.fetchall()]


def _read(row: Sequence[Any]) -> Told:
    key, audience, part, code, title, _place, count, before, after = row
    return Told(key, audience, part, code, title, count, before, after)


def _hidden_among_forms(whole: Iterable[Told], by_form: Sequence[Told]) -> frozenset[Told]:
    """Lines of forms hidden so that the whole less those that are shown is nobody or not a few."""
    columns: dict[tuple[str, str], list[Told]] = {}
    for row in by_form:
        columns.setdefault((row.group, row.code), []).append(row)
    lines = [
        Line(tuple(columns[row.group, row.code]), row)
        for row in whole
        if (row.group, row.code) in columns
    ]
    counts = {row: row.count for row in [*by_form, *(line.whole for line in lines if line.whole)]}
    settled = {line.whole for line in lines if line.whole}
    # Of forms that overlap nothing follows from all together, but each leaves the others.
    alone = [Line((row,), line.whole) for line in lines for row in line.parts]
    return hidden_cells(counts, [*lines, *alone], (), settled)


def _groups(
    told: Iterable[Told], hidden: frozenset[Told], table: QualityTable | None
) -> list[GrowthGroup]:
    aspects = [aspect["title"] for aspect in table.aspects] if table else []
    order = {title: place for place, title in enumerate([*aspects, OTHER_ASPECT])}
    lines: dict[str, list[GrowthLine]] = {}
    for row in told:
        aspect = aspect_of(table, row.group, row.code) if table else OTHER_ASPECT
        is_hidden = is_small(row.count) or row in hidden
        lines.setdefault(row.group, []).append(_line(row, aspect, is_hidden=is_hidden))
    return [
        GrowthGroup(group, group_title(group), tuple(sorted(own, key=lambda x: order[x.aspect])))
        for group, own in lines.items()
    ]


def _line(row: Told, aspect: str, *, is_hidden: bool) -> GrowthLine:
    numbers = (None, None, None) if is_hidden else (row.count, row.before, row.after)
    return GrowthLine(row.code, row.title, aspect, *numbers)


def _by_institution(column: Sequence[Told]) -> dict[int, GrowthLine]:
    hidden = hidden_in({row.key: row.count for row in column})
    return {row.key: _line(row, "", is_hidden=row.key in hidden) for row in column}
