import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mentorship.bank.models import Person
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import people_within


class RouteQuerySet(models.QuerySet["Route"]):
    def visible_to(self, member: Membership) -> "RouteQuerySet":
        return self.filter(people_within(member, field="institution"))


@pghistory.track()
class Route(models.Model):
    """An individual educational route (ИОМ) of a teacher: long, 4–5 years (S001, 1.3.8).

    It stands beside the program of a pair, which is never longer than a year.
    """

    personal_fields = frozenset({"title", "goal", "difficulties"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="routes")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="routes", verbose_name="педагог"
    )
    title = models.CharField("тема маршрута", max_length=200)
    goal = models.TextField("цель", max_length=2000)
    difficulties = models.TextField("профессиональные дефициты", max_length=2000, blank=True)
    first_year = models.PositiveSmallIntegerField("первый учебный год")
    last_year = models.PositiveSmallIntegerField("последний учебный год")
    archived_on = models.DateField("в архиве с", null=True, blank=True)

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = "индивидуальный образовательный маршрут"
        verbose_name_plural = "индивидуальные образовательные маршруты"
        ordering = ["person__sort_name", "-first_year", "pk"]
        constraints = [
            models.CheckConstraint(
                name="route_ends_after_start", condition=Q(last_year__gte=F("first_year"))
            ),
            models.UniqueConstraint(
                name="route_one_open", fields=["person"], condition=Q(archived_on=None)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:route_detail", args=[self.pk])

    @property
    def years(self) -> list[SchoolYear]:
        return [SchoolYear(first) for first in range(self.first_year, self.last_year + 1)]

    @property
    def length_warning(self) -> str:
        """Words when the route is not 4–5 years long (S001, 1.3.8); never a refusal."""
        count = self.last_year - self.first_year + 1
        if 4 <= count <= 5:
            return ""
        how = "короче 4 лет" if count < 4 else "длиннее 5 лет"
        return f"Маршрут {how}: Положение предполагает 4–5 лет."


@pghistory.track()
class RouteStage(models.Model):
    """One step of a route within one school year."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="stages")
    school_year = models.PositiveSmallIntegerField("учебный год")
    title = models.CharField("этап, мероприятие", max_length=300)
    planned_result = models.CharField("планируемый результат", max_length=300, blank=True)
    actual_result = models.CharField("фактический результат", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "этап маршрута"
        verbose_name_plural = "этапы маршрута"
        ordering = ["school_year", "position", "pk"]

    def __str__(self) -> str:
        return self.title
