"""Writing, copying, switching and archiving rules of checks."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import locked_among
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from monitoring.checks.looking import look_through
from monitoring.models import CheckRule


class StaleRuleError(DomainError):
    """Somebody else has changed the rule since the page was opened."""

    def __init__(self, rule: CheckRule) -> None:
        super().__init__(
            f"Правило успели изменить, ваше пока не записано. Сейчас в нём: «{rule.condition}», "
            f"сообщение «{rule.message}»."
        )
        self.revision = rule.revision


@transaction.atomic
def save_rule(
    *, member: Membership, fields: Mapping[str, Any], before: CheckRule | None = None, seen: int = 0
) -> CheckRule:
    """Write a rule of the member's organization, new or changed; its next sending is checked by it.

    `seen` is the revision the page shows. Raises StaleRuleError when somebody was quicker and
    DomainError for a rule that cannot be read; what was sent before keeps the rules of its time.
    """
    _refuse_without_right(member)
    told = (before.told if before else {}) | dict(fields)
    _refuse_unreadable(CheckRule(organization=member.organization, **told))
    if before is None:
        # Two at once must not take the same code.
        Organization.objects.select_for_update().get(pk=member.organization_id)
        return CheckRule.objects.create(
            organization=member.organization,
            code=_free_code(member),
            checked_on=timezone.localdate(),
            changed_by=member,
            **fields,
        )
    rule = _own(member, before)
    if rule.revision != seen:
        raise StaleRuleError(rule)
    return _changed(rule, member, dict(fields) | {"checked_on": timezone.localdate()})


@transaction.atomic
def copy_rule(*, member: Membership, rule: CheckRule, active: bool = True) -> CheckRule:
    """An own rule in place of a shipped one or one from above; the one there is already, if so."""
    _refuse_without_right(member)
    Organization.objects.select_for_update().get(pk=member.organization_id)
    origin = CheckRule.objects.shared_with(member).in_use().filter(pk=rule.pk).first()
    if origin is None:
        raise PermissionDenied
    if origin.organization_id == member.organization_id:
        raise DomainError("Это ваше правило: измените его, а копия нужна чужому.")
    copies = CheckRule.objects.owned_by(member).in_use()
    if found := copies.filter(origin=origin).first():
        return found
    return CheckRule.objects.create(
        organization=member.organization,
        code=_free_code(member),
        origin=origin,
        is_active=active,
        changed_by=member,
        **origin.told,
    )


@transaction.atomic
def switch_rule(*, member: Membership, rule: CheckRule, active: bool) -> CheckRule:
    """Let a rule check, or not; one that is not the member's own is switched by an own copy."""
    _refuse_without_right(member)
    if rule.organization_id != member.organization_id:
        rule = copy_rule(member=member, rule=rule, active=active)
    rule = _own(member, rule)
    if rule.is_active == active:
        return rule
    return _changed(rule, member, {"is_active": active})


@transaction.atomic
def archive_rule(*, member: Membership, rule: CheckRule) -> CheckRule:
    """Take an own rule away; the one it stood in place of checks again."""
    rule = _own(member, rule)
    if rule.archived_at is None:
        rule.archived_at, rule.archived_by = timezone.now(), member
        rule.save(update_fields=["archived_at", "archived_by"])
    return rule


@transaction.atomic
def restore_rule(*, member: Membership, rule: CheckRule) -> CheckRule:
    """Put an archived rule back; DomainError when another stands in the same place by now."""
    Organization.objects.select_for_update().get(pk=member.organization_id)
    rule = _own(member, rule)
    rivals = CheckRule.objects.owned_by(member).in_use().exclude(pk=rule.pk)
    if rule.origin_id and rivals.filter(origin=rule.origin_id).exists():
        raise DomainError("Вместо этого правила уже есть новое: сначала уберите его в архив.")
    rule.archived_at = rule.archived_by = None
    rule.save(update_fields=["archived_at", "archived_by"])
    return rule


def _refuse_unreadable(rule: CheckRule) -> None:
    if problems := look_through(rule).problems:
        raise DomainError(" ".join(problems[:3]))


def _changed(rule: CheckRule, member: Membership, fields: Mapping[str, Any]) -> CheckRule:
    for name, value in fields.items():
        setattr(rule, name, value)
    rule.revision, rule.changed_by = rule.revision + 1, member
    rule.save()
    return rule


def _free_code(member: Membership) -> str:
    taken = set(CheckRule.objects.owned_by(member).values_list("code", flat=True))
    number = len(taken) + 1
    while f"rule-{number}" in taken:
        number += 1
    return f"rule-{number}"


def _own(member: Membership, rule: CheckRule) -> CheckRule:
    _refuse_without_right(member)
    return locked_among(CheckRule.objects.owned_by(member), rule)


def _refuse_without_right(member: Membership) -> None:
    if not member.may(Right.FORMS_EDIT):
        raise PermissionDenied
