"""What figures of people are cut by: sex, age, category, class, years of teaching, form."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, ExtractDay, ExtractMonth

from mentorship.bank.models import Affiliation, Consent, Event, MentoringForm, Person
from mentorship.organizations.dimensions import (
    Dimension,
    Words,
    of_choices,
    register_dimension,
)
from mentorship.organizations.school_year import SchoolYear

Category = Affiliation.Category
FIRST_OF_SEPTEMBER = 901


def form_titles(values: Iterable[Any]) -> Words:
    rows = MentoringForm.objects.filter(code__in=list(values)).order_by("position", "pk")
    return dict(rows.values_list("code", "title"))


DIMENSIONS = [
    Dimension("role", "Роль", of_choices([("mentee", "наставляемый"), ("mentor", "наставник")])),
    Dimension("form", "Форма наставничества", form_titles),
    Dimension("regime", "Режим", of_choices(MentoringForm.Regime.choices)),
    Dimension("category", "Категория", of_choices(Category.choices)),
    Dimension("sex", "Пол", of_choices(Person.Sex.choices)),
    Dimension("age", "Возраст на 31 декабря"),
    Dimension("age_september", "Возраст на 1 сентября"),
    Dimension("age_entry", "Возраст при вхождении в программу"),
    Dimension("experience", "Педагогический стаж, лет"),
    Dimension("parallel", "Параллель классов"),
    Dimension("class", "Класс", is_inner=True),
    Dimension("event_kind", "Вид мероприятия", of_choices(Event.Kind.choices)),
    Dimension("purpose", "Цель согласия", of_choices(Consent.Purpose.choices)),
    Dimension("signer", "Кто подписал", of_choices(Consent.Signer.choices)),
]


def of_people(
    person: str, year: SchoolYear, day: date, *, during: str = "", entered: str = ""
) -> dict[str, Any]:
    """Dimensions of the person at a path of a row, as they are known on the day.

    Category and years of teaching are those at the beginning of the school year, or of the
    participation whose period is at the path `during`: a pupil who left school in June was still a
    pupil of the year. The class is the latest. `entered` is the path to the day of entering.
    """
    birth_year = F(f"{person}__birth_year")
    age = ExpressionWrapper(Value(year.first) - birth_year, output_field=IntegerField())
    period = OuterRef(during) if during else DateRange(year.starts_on, day, "[]")
    was, studied = _affiliations(person, day, period), _studies(person, day, period)
    since = Subquery(was.filter(category__in=["teacher", "head"]).values("teaching_since")[:1])
    own = {
        "sex": f"{person}__sex",
        "category": Subquery(was.values("category")[:1]),
        "age": age,
        "age_september": _age_on_first_of_september(person, age),
        "experience": ExpressionWrapper(Value(year.first) - since, output_field=IntegerField()),
        "class": Subquery(studied.values("place")[:1]),
        "parallel": Subquery(studied.annotate(parallel=_parallel()).values("parallel")[:1]),
    }
    return own | ({"age_entry": _age_at_entry(person, entered)} if entered else {})


def _affiliations(person: str, day: date, period: Any) -> QuerySet[Affiliation]:
    """What the person was in a period, what it began with first; being a parent says least."""
    own = Affiliation.objects.filter(
        person=OuterRef(person), period__overlap=period, period__startswith__lte=day
    )
    says_least = Case(When(category=Category.PARENT, then=Value(1)), default=Value(0))
    return own.order_by(says_least, "period__startswith", "pk")


def _studies(person: str, day: date, period: Any) -> QuerySet[Affiliation]:
    """Classes of a pupil, the latest first."""
    own = _affiliations(person, day, period).filter(category=Category.PUPIL)
    return own.order_by("-period__startswith", "-pk")


def _parallel() -> Any:
    """«8» of «8 «А»», as a number; of «подготовительный» none."""
    digits = Func(F("place"), Value(r"^\s*(\d{1,2})"), function="SUBSTRING")
    return Cast(digits, IntegerField())


def _age_on_first_of_september(person: str, at_new_year: Any) -> Any:
    """Full years; by the year of birth alone the age reached in that year (decision 0007)."""
    born = f"{person}__born_on"
    day = ExtractMonth(born) * 100 + ExtractDay(born)
    still_younger = Func(day, template=f"(%(expressions)s > {FIRST_OF_SEPTEMBER})::int")
    missing = Coalesce(still_younger, Value(0), output_field=IntegerField())
    return ExpressionWrapper(at_new_year - missing, output_field=IntegerField())


def _age_at_entry(person: str, entered: str) -> Any:
    born, year_of_birth = F(f"{person}__born_on"), F(f"{person}__birth_year")
    exact = Func(
        F(entered), born, function="AGE", template="EXTRACT(YEAR FROM AGE(%(expressions)s))::int"
    )
    by_year = Func(F(entered), template="EXTRACT(YEAR FROM %(expressions)s)::int") - year_of_birth
    return Coalesce(exact, by_year, output_field=IntegerField())


def agreed(person: str, since: Any, day: date) -> Exists:
    """The rule of figures: a consent of the person that held, told for one row."""
    return Exists(Consent.objects.for_figures(OuterRef(person), since, day))


def register() -> None:
    for dimension in DIMENSIONS:
        register_dimension(dimension)
