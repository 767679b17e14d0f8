"""The order appointing the curator (S003, п. 2; S001, п. 4.6.2; domain E1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField
from mentorship.core.names import Case
from mentorship.documents.contexts import NameInCase
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import OrderContext, OrderForm, day_of, order_missing, order_values
from mentorship.documents.posts import known_posts
from mentorship.documents.regime_fields import PlaceMixin, RegimeMixin, regime_values
from mentorship.documents.regimes import WORDS, regime_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear


@dataclass(frozen=True, kw_only=True)
class CuratorOrderContext(OrderContext):
    """`deputy` acts while the curator is away; without one the point is left out."""

    regime: str
    place: str
    curator: NameInCase | None
    curator_position: NameInCase | None
    deputy: NameInCase | None
    deputy_position: NameInCase | None
    starts_on: date | None


class CuratorOrderForm(RegimeMixin, PlaceMixin, OrderForm):
    """Whom the director appoints, and who stands in."""

    standard_points = {
        "appoint": "Назначить куратора",
        "duties": "Обязанности куратора",
        "deputy": "Замещение куратора",
        "data": "Персональные данные",
    }

    curator = forms.CharField(label="Куратор: фамилия, имя, отчество", max_length=200)
    curator_position = forms.CharField(label="Куратор: должность", max_length=200)
    starts_on = RussianDateField(label="Назначить с", required=False)
    deputy = forms.CharField(
        label="Кто замещает: фамилия, имя, отчество",
        max_length=200,
        required=False,
        help_text="Если не указать, пункта о замещении не будет.",
    )
    deputy_position = forms.CharField(
        label="Кто замещает: должность", max_length=200, required=False
    )


def build(document: Document) -> CuratorOrderContext:
    fields, names = document.fields, Declension(document.organization)
    curator, deputy = fields.get("curator", ""), fields.get("deputy", "")
    title, second = fields.get("curator_position", ""), fields.get("deputy_position", "")
    positions = {curator: title, deputy: second}
    values = order_values(document, CuratorOrderForm, names, [curator, deputy], positions)
    return CuratorOrderContext(
        **values | regime_values(document),
        curator=names.name(curator, Case.ACCUSATIVE) if curator else None,
        curator_position=names.position(title, Case.ACCUSATIVE) if title else None,
        deputy=names.name(deputy, Case.ACCUSATIVE) if deputy else None,
        deputy_position=names.position(second, Case.ACCUSATIVE) if second else None,
        starts_on=day_of(fields.get("starts_on")),
    )


def missing(context: CuratorOrderContext) -> list[str]:
    wanted = {
        "не указан куратор": context.curator,
        "не указана должность куратора": context.curator_position,
    }
    return order_missing(context, wanted)


def titled(fields: Mapping[str, Any]) -> str:
    """As the paper is headed, without the place."""
    return f"О назначении куратора {WORDS[regime_of(fields)].short_genitive}"


def initial(member: Membership, year: SchoolYear) -> dict[str, Any]:
    """The curator of the organization with the job title of the card; of several nobody."""
    today = timezone.localdate()
    curators = Membership.objects.active_on(today).filter(
        organization=member.organization_id, role=Role.CURATOR, acts_for=None
    )
    names = set(curators.values_list("user__full_name", flat=True))
    if len(names) != 1:
        return {}
    (name,) = names
    posts = known_posts(member.organization, [name], year.counted_on(today))
    return {"curator": name, "curator_position": posts.get(name, "")}


KIND = Kind(
    code="curator_order",
    title="Приказ о назначении куратора",
    subject="О назначении куратора наставничества",
    folder="curator_order",
    group="model",
    form=CuratorOrderForm,
    build=build,
    titled=titled,
    missing=missing,
    initial=initial,
    hint="Назначение может быть и пунктом приказа о внедрении.",
)
