"""The six indicators of a school, a municipality and a region by school, against bare SQL.

Both sides give the same: every numerator and denominator by institution. The bare side is written
by hand for just these six, with all their rules; a grouped statement for each kind of rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from benchmarks.figures import PAIRS, Figure, compare, seconds
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.summaries import current_indicators, operands_of

TARGET = 1.3
# A school's and a municipality's numbers come from indexes; a region reads ten times the rows.
FLAT, REGION_GROWS = 2.0, 11.0
BELOW = {
    "institution": "{} = %(place)s",
    "municipality": "{} IN (SELECT id FROM organizations_organization WHERE parent_id = %(place)s)",
    "region": """{} IN (SELECT i.id FROM organizations_organization i
        JOIN organizations_organization m ON m.id = i.parent_id WHERE m.parent_id = %(place)s)""",
}
AGREED = """EXISTS (SELECT 1 FROM bank_consent c WHERE c.person_id = {person}
    AND c.purpose = 'processing' AND c.signed_on <= %(day)s
    AND (c.withdrawn_on IS NULL OR c.withdrawn_on > %(day)s)
    AND (c.ends_on IS NULL OR c.ends_on >= {since}))"""
TAKING_PART = """r.school_year = %(year)s AND r.state IN ('ordered', 'active', 'completed',
    'dissolved') AND (d.dated_on IS NULL OR d.dated_on <= %(day)s)"""
WAS = """EXISTS (SELECT 1 FROM bank_affiliation a WHERE a.person_id = {person}
    AND a.category IN {who} AND a.period && {period} AND lower(a.period) <= %(day)s {more})"""
YOUNG = "AND a.teaching_since BETWEEN %(year)s - 3 AND %(year)s"
MENTEES = f"""
    SELECT key, count(*), count(*) FILTER (WHERE pupil), count(*) FILTER (WHERE young) FROM (
        SELECT p.institution_id AS key, p.id,
            bool_or(%(year)s - p.birth_year BETWEEN 10 AND 19 AND {{pupil}}) AS pupil,
            bool_or({{young}}) AS young
        FROM pairs_pairmember m JOIN pairs_pair r ON r.id = m.pair_id
        JOIN documents_document d ON d.id = r.order_id JOIN bank_person p ON p.id = m.person_id
        WHERE {TAKING_PART} AND lower(m.period) <= %(day)s AND {{agreed}} AND {{below}}
        GROUP BY 1, 2) t GROUP BY key
"""  # noqa: S608 -- constants
MENTORS = f"""
    SELECT key, count(*), count(*) FILTER (WHERE pupil) FROM (
        SELECT p.institution_id AS key, p.id,
            bool_or(%(year)s - p.birth_year BETWEEN 15 AND 19 AND {{pupil}}) AS pupil
        FROM pairs_mentorterm m JOIN pairs_pair r ON r.id = m.pair_id
        JOIN documents_document d ON d.id = r.order_id
        JOIN bank_mentorentry e ON e.id = m.mentor_entry_id JOIN bank_person p ON p.id = e.person_id
        WHERE {TAKING_PART} AND lower(m.period) <= %(day)s AND {{agreed}} AND {{below}}
        GROUP BY 1, 2) t GROUP BY key
"""  # noqa: S608 -- constants
ANSWERS = """
    SELECT key, count(*), count(*) FILTER (WHERE satisfied) FROM (
        SELECT p.institution_id AS key, p.id, (array_agg(s.is_satisfied
            ORDER BY s.answered_on DESC, s.id DESC))[1] AS satisfied
        FROM surveys_response s JOIN surveys_questionnaire q ON q.id = s.questionnaire_id
        JOIN bank_person p ON p.id = s.person_id
        WHERE q.audience = '{audience}' AND s.is_satisfied IS NOT NULL AND s.school_year = %(year)s
          AND s.answered_on <= %(day)s AND {agreed} AND {below}
        GROUP BY 1, 2) t GROUP BY key
"""
ENTERPRISES = f"""
    SELECT n.institution_id, count(DISTINCT n.id)
    FROM pairs_mentorterm m JOIN pairs_pair r ON r.id = m.pair_id
    JOIN documents_document d ON d.id = r.order_id
    JOIN bank_mentorentry e ON e.id = m.mentor_entry_id JOIN bank_person p ON p.id = e.person_id
    JOIN bank_partner n ON n.id = p.partner_id
    WHERE {TAKING_PART} AND lower(m.period) <= %(day)s AND {{agreed}} AND {{below}} GROUP BY 1
"""  # noqa: S608 -- constants
HEADCOUNTS = """
    SELECT DISTINCT ON (organization_id, category, age_from, age_to, experience_to)
        organization_id, category, age_from, age_to, experience_to, value
    FROM organizations_headcount
    WHERE (category, COALESCE(age_from, 0), COALESCE(experience_to, 0)) IN
        (('pupil', 10, 0), ('pupil', 15, 0), ('teacher', 0, 3), ('enterprise', 0, 0))
      AND as_of BETWEEN %(start)s AND %(day)s AND {below}
    ORDER BY organization_id, category, age_from, age_to, experience_to, as_of DESC
"""


@dataclass(frozen=True)
class Place:
    """An organization whose indicators are counted, in words."""

    words: str
    organization: Organization


def bare(place: Organization) -> list[str]:
    """The statements of a level, written out."""
    below = BELOW[place.level]
    people = below.format("p.institution_id")
    mentee = {
        "pupil": WAS.format(person="m.person_id", who="('pupil')", period="m.period", more=""),
        "young": WAS.format(
            person="m.person_id", who="('teacher', 'head')", period="m.period", more=YOUNG
        ),
        "agreed": AGREED.format(person="m.person_id", since="lower(m.period)"),
    }
    mentor = {
        "pupil": WAS.format(person="e.person_id", who="('pupil')", period="m.period", more=""),
        "agreed": AGREED.format(person="e.person_id", since="lower(m.period)"),
    }
    answered = AGREED.format(person="s.person_id", since="s.answered_on")
    return [
        MENTEES.format(below=people, **mentee),
        MENTORS.format(below=people, **mentor),
        *(
            ANSWERS.format(audience=audience, agreed=answered, below=people)
            for audience in ("mentee", "mentor")
        ),
        ENTERPRISES.format(below=below.format("n.institution_id"), agreed=mentor["agreed"]),
        HEADCOUNTS.format(below=below.format("organization_id")),
    ]


def count_barely(place: Organization, year: SchoolYear, today: date) -> list[list[Any]]:
    given = {
        "place": place.pk,
        "year": year.first,
        "day": year.counted_on(today),
        "start": year.starts_on,
    }
    found = []
    with connection.cursor() as cursor:
        for statement in bare(place):
            cursor.execute(statement, given)
            found.append(cursor.fetchall())
    return found


def same(place: Organization, year: SchoolYear, today: date) -> None:
    """Both sides must say the same of every institution, else nothing is compared."""
    ours = operands_of(current_indicators(place, year), place, year, today)
    mentees, mentors, of_mentees, of_mentors, *_rest = count_barely(place, year, today)
    pairs = [
        ("mentees_taking_part", mentees, 1),
        ("pupils_10_19_as_mentees", mentees, 2),
        ("young_teachers_as_mentees", mentees, 3),
        ("mentors_taking_part", mentors, 1),
        ("pupils_15_19_as_mentors", mentors, 2),
        ("mentees_answered", of_mentees, 1),
        ("mentees_satisfied", of_mentees, 2),
        ("mentors_satisfied", of_mentors, 2),
    ]
    for code, rows, column in pairs:
        written = {row[0]: row[column] for row in rows if row[column]}
        if ours[code].counts != written:
            raise AssertionError(code)


def places(region: Organization) -> list[Place]:
    city = Organization.objects.filter(parent=region).order_by("pk")[0]
    below = Organization.objects.filter(parent=city, institution_type="school")
    school = below.select_related("parent__parent").order_by("pk")[0]
    schools = Organization.objects.institutions().count()
    return [
        Place("one school", school),
        Place(f"a municipality of {city.children.count()}", city),
        Place(f"the region by school, {schools}", region),
    ]


def figures_of(found: list[Place], year: SchoolYear, today: date) -> Iterator[Figure]:
    for place in found:
        same(place.organization, year, today)
        indicators = current_indicators(place.organization, year)
        yield compare(
            f"six indicators: {place.words}",
            lambda place=place, chosen=indicators: operands_of(
                chosen, place.organization, year, today
            ),
            lambda place=place: count_barely(place.organization, year, today),
            TARGET,
        )


def median_of(place: Place, year: SchoolYear, today: date) -> float:
    """Seconds the six indicators take, warm: the median of as many runs as a pair has."""
    indicators = current_indicators(place.organization, year)

    def count() -> object:
        return operands_of(indicators, place.organization, year, today)

    count()
    return sorted(seconds(count) for _ in range(PAIRS))[PAIRS // 2]


def grown(
    before: list[float], found: list[Place], year: SchoolYear, today: date
) -> Iterator[Figure]:
    """The same after the region has become ten times as big."""
    for place, small in zip(found, before, strict=True):
        big = median_of(place, year, today)
        target = REGION_GROWS if place is found[-1] else FLAT
        name = f"six indicators on ten times the people: {place.words.split(',')[0]}"
        yield Figure(name, f"{big * 1000:.1f} ms", f"{small * 1000:.1f} ms", big / small, target)
