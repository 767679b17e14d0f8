from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from monitoring.access import can_edit_indicators
from monitoring.models import Indicator

REFUSED = "Показатели составляет и меняет координатор региона."
CHANGED = "Показатель только что изменили. Сейчас в нём: «{}». Ваши изменения не записаны."


@transaction.atomic
def save_indicator(
    *,
    member: Membership,
    fields: Mapping[str, Any],
    today: date,
    before: Indicator | None = None,
) -> Indicator:
    """Write a version of the member's region: of a new code, or in place of `before`.

    The version before it holds up to the school year the new one begins with, so past years keep
    what they were counted by. Raises DomainError for a foreign role, for a first year before the
    one the last version began with, and when somebody was quicker.
    """
    if not can_edit_indicators(member):
        raise DomainError(REFUSED)
    Organization.objects.select_for_update().get(pk=member.organization_id)
    own = Indicator.objects.filter(organization=member.organization_id)
    told = dict(fields)
    if before is None:
        told |= {"code": f"R{own.values('code').distinct().count() + 1}", "position": 100}
    else:
        told |= {"code": before.code, "position": before.position}
        _end(own, before, told["valid_from"], today)
    newest = Indicator.objects.filter(
        Q(organization=None) | Q(organization=member.organization_id), code=told["code"]
    ).aggregate(newest=Max("version"))["newest"]
    return Indicator.objects.create(
        organization=member.organization, version=(newest or 0) + 1, checked_on=today, **told
    )


def _end(own: Any, before: Indicator, first_year: int, today: date) -> None:
    """The region's own versions give way from a school year on; those begun in it are replaced."""
    versions = own.filter(code=before.code, archived_on=None)
    newest = versions.order_by("-version").first()
    if newest is not None and newest.pk != before.pk:
        raise DomainError(CHANGED.format(newest.title))
    if before.organization_id is None:
        return
    if before.valid_from is not None and before.valid_from > first_year:
        raise DomainError(
            f"Прежняя редакция действует с {before.valid_from} года: новая не начнётся раньше."
        )
    for version in versions.filter(Q(valid_to=None) | Q(valid_to__gte=first_year)):
        if version.valid_from is not None and version.valid_from >= first_year:
            version.archived_on = today
        else:
            version.valid_to = first_year - 1
        version.save(update_fields=["valid_to", "archived_on"])


@transaction.atomic
def archive_indicator(*, member: Membership, indicator: Indicator, today: date) -> None:
    """Take the region's own indicator off all lists; a federal one it stood for is back.

    Raises DomainError for a foreign role or a federal indicator.
    """
    if not can_edit_indicators(member):
        raise DomainError(REFUSED)
    if indicator.organization_id != member.organization_id:
        raise DomainError("Федеральный показатель в архив не убирают: составьте свою редакцию.")
    versions = Indicator.objects.filter(organization=member.organization_id, code=indicator.code)
    for version in versions.filter(archived_on=None):
        version.archived_on = today
        version.save(update_fields=["archived_on"])
