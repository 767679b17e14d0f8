"""Which text a person signs, what it says of the operator, and how a new version comes about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.bank.births import JOINT_FROM
from mentorship.bank.models import Consent, ConsentSettings, ConsentText, Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right

Audience = ConsentText.Audience
# Texts read best in this order: purposes as in the model, adults first.
_AUDIENCES = list(Audience)


@dataclass(frozen=True)
class Operator:
    """Who takes the consent: what ст. 9, ч. 4, п. 3 and 6 want printed; empty parts are blanks."""

    name: str
    address: str
    inn: str
    processor: str
    site: str


def settings_of(institution: Organization) -> ConsentSettings:
    """The settings of an institution; an unsaved row while it has said nothing."""
    found = ConsentSettings.objects.filter(institution=institution).first()
    return found or ConsentSettings(institution=institution)


def operator_of(institution: Organization) -> Operator:
    """The institution as the sheets name it; who runs this installation is the usual processor."""
    own = settings_of(institution)
    return Operator(
        name=institution.name,
        address=institution.address,
        inn=institution.inn,
        processor=own.processor or settings.PERSONAL_DATA_PROCESSOR,
        site=own.site,
    )


def audience_for(person: Person, category: str, day: date, *, asks_joint: bool) -> Audience:
    """Who signs on a day: the person from 18, a representative before, from 14 perhaps both.

    The law names no age for a child's own word; from 14 the practice is joint (ГК, ст. 26), which
    an institution may want. What is not known of the birth is told by `births`.
    """
    if not person.needs_representative(day, category):
        return Audience.ADULT
    is_asked = asks_joint and (person.sure_age_on(day) or 0) >= JOINT_FROM
    return Audience.JOINT if is_asked else Audience.REPRESENTATIVE


def chain_of(organization: Organization) -> list[int]:
    """Keys from the organization up to its region."""
    chain: list[int] = []
    node: Organization | None = organization
    while node is not None:
        chain.append(node.pk)
        node = node.parent
    return chain


class Texts:
    """The texts in use in an organization: its own, else the nearest above, else the reference."""

    def __init__(self, organization: Organization) -> None:
        chain: list[int | None] = [*chain_of(organization), None]
        found = ConsentText.objects.filter(organization__in=chain_of(organization))
        known = list(found | ConsentText.objects.filter(organization=None))
        known.sort(key=lambda text: (chain.index(text.organization_id), -text.version))
        self._current: dict[tuple[str, str], ConsentText] = {}
        for text in known:
            self._current.setdefault((text.purpose, text.audience), text)

    def find(self, purpose: str, audience: str) -> ConsentText:
        """The text for a purpose and whoever signs; DomainError where there is none."""
        try:
            return self._current[purpose, audience]
        except KeyError:
            words = f"{Consent.Purpose(purpose).label}, {Audience(audience).label}"
            raise DomainError(f"Нет текста согласия: {words}.") from None

    def __iter__(self) -> Any:
        order = list(Consent.Purpose)
        return iter(
            sorted(
                self._current.values(),
                key=lambda t: (
                    order.index(Consent.Purpose(t.purpose)),
                    _AUDIENCES.index(Audience(t.audience)),
                ),
            )
        )


@transaction.atomic
def save_text(
    *, member: Membership, base: ConsentText, parts: Mapping[str, Any], source: str, today: date
) -> ConsentText:
    """Make a version of a text for the member's organization and everybody below it.

    The text it began from stays: who signed it, signed it. The same words again give no version.
    Raises DomainError for a part left empty, PermissionDenied for a role that keeps no texts.
    """
    if not member.may(Right.CONSENT_TEXTS):
        raise PermissionDenied
    wanted = {name: parts.get(name) for name in base.parts}
    if empty := [ConsentText.PARTS[name] for name, value in wanted.items() if not value]:
        raise DomainError(f"Закон требует заполнить: {', '.join(empty).lower()}.")
    if wanted == base.parts and base.organization_id == member.organization_id:
        return base
    own = ConsentText.objects.filter(organization=member.organization, code=base.code)
    latest = own.select_for_update().order_by("-version").first()
    return ConsentText.objects.create(
        organization=member.organization,
        code=base.code,
        purpose=base.purpose,
        audience=base.audience,
        version=latest.version + 1 if latest else 1,
        title=base.title,
        parts=wanted,
        source=source,
        checked_on=today,
    )


def load_texts(rows: list[dict[str, Any]]) -> int:
    """Bring the reference texts up to date; gives how many there are.

    A version that was printed or signed stays as it was, whatever the file says now: new words are
    a new version.
    """
    for row in rows:
        key = {"organization": None, "code": row.pop("code"), "version": row.pop("version")}
        known = ConsentText.objects.filter(**key).first()
        if known and (known.sheets.exists() or known.consents.exists()):
            continue
        ConsentText.objects.update_or_create(**key, defaults=row)
    return ConsentText.objects.filter(organization=None).count()
