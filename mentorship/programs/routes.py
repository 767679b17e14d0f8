"""Individual routes of teachers: opening, changing, stages, the archive."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.bank.models import Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.programs.models import Route, RouteStage

SILENT = "Нет действующего согласия на обработку персональных данных: сначала запишите согласие."


def can_write(member: Membership, route: Route) -> bool:
    """The curator of the teacher's institution, while the route is not in the archive."""
    own = member.may(Right.PAIRS_EDIT) and route.institution_id == member.organization_id
    return own and route.archived_on is None


def lacks_consent(route: Route, day: date) -> bool:
    return Person.objects.filter(pk=route.person_id).without_consent_on(day).exists()


@transaction.atomic
def save_route(*, member: Membership, route: Route, values: dict[str, Any]) -> Route:
    """A route of one's own teacher; one is open at a time. Years with stages are not cut off."""
    if not route.pk:
        route.institution = member.organization
    for name, value in values.items():
        setattr(route, name, value)
    _refuse(member, route)
    if route.pk:
        outside = route.stages.exclude(school_year__range=(route.first_year, route.last_year))
        if outside.exists():
            raise DomainError("В отрезанных годах есть этапы: перенесите или уберите их.")
    try:
        with transaction.atomic():
            route.save()
    except IntegrityError as error:
        if "route_one_open" not in str(error):
            raise
        raise DomainError("У этого педагога уже есть открытый маршрут.") from error
    return route


@transaction.atomic
def save_stage(*, member: Membership, stage: RouteStage, values: dict[str, Any]) -> RouteStage:
    """A step of a route, at the end of its year when it is new."""
    _refuse(member, stage.route)
    for name, value in values.items():
        setattr(stage, name, value)
    if not stage.route.first_year <= stage.school_year <= stage.route.last_year:
        raise DomainError("Этот учебный год за пределами маршрута.")
    if stage.pk is None:
        last = stage.route.stages.aggregate(last=Max("position"))["last"] or 0
        stage.position = last + 1
    stage.save()
    return stage


@transaction.atomic
def remove_stage(*, member: Membership, stage: RouteStage) -> None:
    """Take a step out; one with a result stays."""
    _refuse(member, stage.route)
    if stage.actual_result:
        raise DomainError("У этапа отмечен результат: такой не убирают.")
    stage.delete()


@transaction.atomic
def archive_route(*, member: Membership, route: Route, today: date) -> Route:
    """The route is over; it stays readable. Undone by `restore_route`."""
    if not can_write(member, route):
        raise PermissionDenied
    route.archived_on = today
    route.save(update_fields=["archived_on"])
    return route


@transaction.atomic
def restore_route(*, member: Membership, route: Route) -> Route:
    """Out of the archive, unless the teacher has a newer one."""
    if not (member.may(Right.PAIRS_EDIT) and route.institution_id == member.organization_id):
        raise PermissionDenied
    if Route.objects.filter(person=route.person_id, archived_on=None).exists():
        raise DomainError("У этого педагога уже есть открытый маршрут.")
    route.archived_on = None
    route.save(update_fields=["archived_on"])
    return route


def _refuse(member: Membership, route: Route) -> None:
    if not can_write(member, route) or route.person.institution_id != member.organization_id:
        raise PermissionDenied
    if lacks_consent(route, timezone.localdate()):
        raise DomainError(SILENT)
