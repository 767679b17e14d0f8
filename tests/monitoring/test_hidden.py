"""What all doors show to those above tells no count of 1–4 people: asked of a linear program."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from mentorship.bank.models import Person
from mentorship.organizations.figures import FIGURES, Facts, Figure
from mentorship.organizations.school_year import SchoolYear
from monitoring.catalogue.tables import Choice, build_grid
from monitoring.hidden import hidden_above
from monitoring.models import ReportVersion
from monitoring.notes.numbers import read_numbers
from monitoring.rollup.totals import Rollup
from monitoring.rounds import reporting, services
from monitoring.summaries import over_the_tree, readable_values
from monitoring.workbooks.filling import fill_cells
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.marks import parse_mark
from tests.factories.monitoring import IndicatorFactory, NoteFactory
from tests.factories.organizations import (
    HeadcountFactory,
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)
from tests.monitoring.rollup.conftest import accepted_form
from tests.monitoring.workbooks.conftest import asked, drawn

# A failing example is small enough as it is: making it smaller would take minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
YEAR, TODAY = SchoolYear(2022), date(2022, 11, 20)
FIGURE, SHARE = "figure.people_here", "indicator.T1"
CELLS = {"A1": f"{{{{ {FIGURE} }}}}", "A2": f"{{{{ {SHARE}.numerator }}}}"}
ROWS = CELLS | {
    "A3": "{{ rows.schools }}{{ school.name }}",
    "B3": f"{{{{ {FIGURE} }}}}",
    "C3": f"{{{{ {SHARE}.numerator }}}}",
    "D3": f"{{{{ {FIGURE} | sex=f }}}}",
    # Both, as in the table: a file with one of them alone is not compared with it (decision 0023).
    "E3": f"{{{{ {FIGURE} | sex=m }}}}",
}
SEXES = {"D3": "f", "E3": "m"}
LABELS = {"": "mf", "мужской": "m", "женский": "f"}


@dataclass
class Seen:
    """All that was shown: sums of unknown counts (school, sex) with their values and bounds."""

    schools: list[int]
    truth: np.ndarray
    rows: list = field(default_factory=list)
    bounds: list = field(default_factory=list)

    def vector(self, schools, sexes="mf"):
        found = np.zeros(2 * len(self.schools))
        for place, pk in enumerate(self.schools):
            for sex in sexes:
                found[2 * place + "mf".index(sex)] = pk in schools
        return found

    def tell(self, schools, value, sexes="mf"):
        if isinstance(value, int) and not isinstance(value, bool):
            found = self.vector(schools, sexes)
            assert found @ self.truth == value
            self.rows.append((found, value))

    def tell_percent(self, schools, percent, denominator):
        """A rounded percent tells between which numbers the numerator lies."""
        if percent is not None and denominator:
            low = np.ceil((2 * percent - 1) * denominator / 200)
            high = np.ceil((2 * percent + 1) * denominator / 200) - 1
            found = self.vector(schools)
            assert low <= found @ self.truth <= high
            self.bounds.append((found, max(low, 0), high))

    def told(self, vector):
        """The least and the greatest the sum may be for all that is known."""
        equal = [row for row, _value in self.rows] or None
        values = [value for _row, value in self.rows] or None
        upper = [row for row, _low, _high in self.bounds]
        upper += [-row for row, _low, _high in self.bounds]
        limits = [high for _row, _low, high in self.bounds]
        limits += [-low for _row, low, _high in self.bounds]
        found = [
            linprog(sign * vector, upper or None, limits or None, equal, values, (0, None))
            for sign in (1, -1)
        ]
        assert {each.status for each in found} <= {0, 3}
        least, most = (each.fun if each.status == 0 else -np.inf for each in found)
        return least, -most


@pytest.fixture
def people(monkeypatch):
    figure = Figure(
        "people_here",
        "Люди организации",
        "Все, кого знает организация.",
        "чел.",
        lambda year, day: [Facts(Person.objects.order_by("pk"), dimensions={"sex": "sex"})],
    )
    monkeypatch.setitem(FIGURES._entries, figure.code, figure)


class World:
    """Municipalities with schools of so many men and women; some have given no headcount."""

    def __init__(self, numbers):
        self.far = MunicipalityFactory()
        self.region = self.far.parent
        self.cities = [self.far, *(MunicipalityFactory(parent=self.region) for _ in range(2))]
        self.schools = {}
        for place, men, women, headcount in numbers:
            school = InstitutionFactory(parent=self.cities[place])
            rows = [
                Person(institution=school, last_name=f"К{n}", first_name="И", sex=sex)
                for sex, count in (("m", men), ("f", women))
                for n in range(count)
            ]
            for row in rows:
                row.fill_keys()
            Person.objects.bulk_create(rows)
            if headcount:
                HeadcountFactory(organization=school, value=headcount)
            self.schools[school.pk] = school
        self.divided = {
            school.pk for school, row in zip(self.schools.values(), numbers, strict=True) if row[3]
        }
        self.members = [MembershipFactory(role="coordinator", organization=self.region)]
        self.members += [MembershipFactory(role="methodist", organization=c) for c in self.cities]
        # Of the first municipality one more reads every second school alone.
        narrowed = MembershipFactory(role="methodist", organization=self.far)
        few = [pk for pk, row in self.schools.items() if row.parent == self.far][::2]
        if few:
            narrowed.institutions.set(few)
            self.members.append(narrowed)
        self.reach = {each: {*self.under(each.organization)} for each in self.members}
        self.reach |= {narrowed: {*few}}
        self.names = {row.short_name: [row.pk] for row in self.schools.values()}
        self.names |= {place.short_name: self.under(place) for place in (self.region, *self.cities)}

    def under(self, place):
        return [pk for pk, row in self.schools.items() if place in (row, row.parent, self.region)]


def look_at_tables(world, seen, member):
    levels = ["", "institution"] + (["municipality"] if member is world.members[0] else [])
    for level in levels:
        for cut in ("", "sex"):
            choice = Choice(("people_here",), level, cut)
            for row in build_grid(choice, member, YEAR, TODAY).rows:
                name = row.organization
                seen.tell(
                    world.reach[member] & {*world.names[name]},
                    row.cells[0].value,
                    LABELS[row.value],
                )


def look_at_indicators(world, seen, member, indicator):
    chosen = {"member": member, "indicators": [indicator]}
    [value] = readable_values(member.organization, YEAR, TODAY, **chosen)
    below = world.divided & world.reach[member]
    seen.tell(below, value.numerator)
    seen.tell_percent(below, value.percent, value.denominator)
    table = over_the_tree(member.organization, YEAR, TODAY, **chosen)
    for row in (*table.institutions, *table.municipalities):
        cells = row.cells[indicator.code]
        below = world.divided & world.reach[member] & {*world.under(row.institution)}
        seen.tell(below, cells.numerator.value)
        seen.tell_percent(below, cells.percent.value, cells.denominator.value)


def look_at_forms(world, seen, member, layouts):
    single, rows = layouts
    filled = [
        (
            member.organization,
            fill_cells(rows, member.organization, YEAR, today=TODAY, member=member),
        )
    ]
    filled += [
        (school, fill_cells(single, school, YEAR, today=TODAY, member=member))
        for school in world.schools.values()
        if school.pk in world.reach[member]
    ]
    for place, form in filled:
        for cell in form.cells:
            key = cell.row_key.partition(":")[2]
            below = {int(key)} if key else world.reach[member] & {*world.under(place)}
            is_share = any(mark.kind == "indicator" for mark in cell.cell.marks)
            is_share = is_share and place is member.organization
            sexes = SEXES.get(cell.cell.address, "mf")
            seen.tell(below & world.divided if is_share else below, cell.value, sexes)


def look_at_note(world, seen, member):
    listed = sorted(member.institutions.values_list("pk", flat=True))
    note = NoteFactory(
        organization=member.organization, created_by=member, first_year=2022, part_listed=listed
    )
    marks = [parse_mark(FIGURE), parse_mark(f"{SHARE}.numerator")]
    told = read_numbers(note, TODAY, marks).marks
    below = world.reach[member]
    seen.tell(below, told[FIGURE].value)
    seen.tell(below & world.divided, told[f"{SHARE}.numerator"].value)


def collect(world, version):
    """A round in which every school has answered today."""
    opened = services.open_round(
        member=world.members[0],
        institutions=list(world.schools.values()),
        due_on=TODAY,
        first_year=2022,
        audience="listed",
        version=version,
    )
    for report in opened.reports.all():
        sender = MembershipFactory(organization=report.organization)
        reporting.submit_report(member=sender, report=report, today=TODAY)
        reporting.accept_report(member=world.members[0], report=report, number=1, today=TODAY)
    return opened


def look_at_round(world, seen, member, opened):
    rollup = Rollup(opened, member)
    places = [rollup.totals(), *rollup.municipalities(), *rollup.institutions()]
    for each in places:
        place = each.place if hasattr(each, "place") else each.organization
        below = world.reach[member] & {*world.under(place)}
        seen.tell(below, each.cells["Лист!A1"].value)
        seen.tell(below & world.divided, each.cells["Лист!A2"].value)
    for version in ReportVersion.objects.filter(report__round=opened).visible_to(member):
        hidden, own = hidden_above(version, member), version.report.organization_id
        if "Лист!A1" not in hidden:
            seen.tell({own}, version.cells["Лист!A1"]["value"])


# Where, men, women, headcount (0: none given).
NUMBERS = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 7), st.integers(0, 7), st.sampled_from([0, 50, 9000])
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=10, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(NUMBERS)
# A school of three has given no headcount: the indicator leaves it out, the figure does not.
@example([(0, 2, 1, 0), (0, 6, 0, 50), (0, 7, 7, 50), (1, 7, 7, 50)])
# A municipality of three beside another.
@example([(0, 3, 0, 50), (1, 6, 0, 50), (1, 7, 7, 50)])
# Two small municipalities beside a third: the indicator of the region is one school's alone, or
# tells the sum of theirs beside the figure.
@example([(0, 4, 0, 0), (1, 4, 0, 0), (1, 5, 0, 50), (2, 2, 0, 0)])
@example([(0, 2, 0, 50), (1, 3, 0, 50), (2, 1, 0, 50), (2, 5, 0, 0), (2, 3, 0, 0)])
def test_nothing_shown_anywhere_tells_of_few_people(db, people, numbers):
    with transaction.atomic():
        world = World(numbers)
        indicator = indicator_of(world)
        version = accepted_form(world.region, world.members[0], CELLS)
        layouts = [layout_of(asked("scan", drawn(cells), {})) for cells in (CELLS, ROWS)]
        opened = collect(world, version)
        seen = Seen(list(world.schools), truth(numbers))
        for member in world.members:
            look_at_tables(world, seen, member)
            look_at_indicators(world, seen, member, indicator)
            look_at_forms(world, seen, member, layouts)
            look_at_note(world, seen, member)
            look_at_round(world, seen, member, opened)
        few = [
            (schools, sexes)
            for place in (world.region, *world.cities, *world.schools.values())
            for schools in (world.under(place),)
            for sexes in ("mf", "m", "f")
            if 0 < seen.vector(schools, sexes) @ seen.truth < 5
        ]
        told = {str(each): seen.told(seen.vector(*each)) for each in few}
        transaction.set_rollback(True)

    assert {each: n for each, n in told.items() if n[1] - n[0] < 1} == {}


def truth(numbers):
    return np.array([count for _place, men, women, _base in numbers for count in (men, women)])


def indicator_of(world):
    return IndicatorFactory(code="T1", organization=world.region)
