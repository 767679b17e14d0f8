"""What all orders have in common: basis, points, control, acquaintance (domain E4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms

from mentorship.core.names import Case, initials_after
from mentorship.documents.adopted import regulation_basis
from mentorship.documents.contexts import DocumentContext, NameInCase, requisites, without_stop
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.point_forms import PointsForm
from mentorship.documents.points import Point, points_of

ONESELF, PERSON = "self", "person"
CONTROL = {"control": "Контроль за исполнением"}


@dataclass(frozen=True)
class Listed:
    """Whom an order acquaints: full name in the nominative, job title if it is known."""

    full_name: str
    position: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderContext(DocumentContext):
    """An order of any kind; `acquainted` are «Лебедева М. И.» of those who sign below.

    `listed` are the same people as they enter the acquaintance list at registration.
    """

    basis: str
    points: tuple[Point, ...]
    control_position: NameInCase | None
    control_name: NameInCase | None
    acquainted: tuple[str, ...]
    listed: tuple[Listed, ...] = ()


class OrderForm(PointsForm):
    """What is typed for an order of any kind; a kind adds its fields and names its points."""

    default_basis: ClassVar[str] = ""
    # The basis is the Положение, under the name by which the organization has adopted it.
    rests_on_regulation: ClassVar[bool] = False

    basis = forms.CharField(
        label="Основание",
        max_length=1500,
        help_text="Продолжение слов «В соответствии с …».",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    control = forms.ChoiceField(
        label="Контроль",
        choices=[(ONESELF, "оставляю за собой"), (PERSON, "возложить на сотрудника")],
        initial=ONESELF,
    )
    control_position = forms.CharField(
        label="Контроль: должность сотрудника", max_length=200, required=False
    )
    control_name = forms.CharField(
        label="Контроль: фамилия, имя, отчество сотрудника", max_length=200, required=False
    )
    acquaint = forms.BooleanField(label="Лист ознакомления", required=False, initial=True)

    # Kinds put their own fields first; these follow in the order of the text.
    last_fields: ClassVar[tuple[str, ...]] = (
        "points",
        "control",
        "control_position",
        "control_name",
        "acquaint",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].initial = self.default_basis
        if self.rests_on_regulation and self.member and self.document is None:
            self.fields["basis"].initial = regulation_basis(self.member.organization)

    @classmethod
    def points_offered(cls) -> Mapping[str, str]:
        return {**cls.standard_points, **CONTROL}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("control") == PERSON and not cleaned.get("control_name"):
            self.add_error("control_name", "Укажите, на кого возлагается контроль.")
        return cleaned


def order_values(
    document: Document,
    form: type[OrderForm],
    names: Declension,
    named: Iterable[str] = (),
    positions: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The fields of OrderContext from what was typed; `named` are the full names to acquaint.

    `positions` are the job titles of those of them who have one, by full name.
    """
    fields = document.fields
    control = fields.get("control_name", "") if fields.get("control") == PERSON else ""
    position = fields.get("control_position", "") if control else ""
    known = {**(positions or {}), **({control: position} if position else {})}
    listed = tuple(
        Listed(name, known.get(name, ""))
        for name in dict.fromkeys(" ".join(name.split()) for name in [*named, control])
        if name and fields.get("acquaint", True)
    )
    return {
        **requisites(document),
        "basis": without_stop(fields.get("basis", "")),
        "points": points_of(fields, form.points_offered()),
        "control_position": names.position(position, Case.ACCUSATIVE) if position else None,
        "control_name": names.name(control, Case.ACCUSATIVE) if control else None,
        "acquainted": tuple(initials_after(person.full_name) for person in listed),
        "listed": listed,
    }


def order_missing(context: OrderContext, wanted: Mapping[str, Any]) -> list[str]:
    """What forbids registration: of what the kind wants (words → value) and of any order."""
    shared = {
        "не указано основание": context.basis,
        "нет ни одного пункта": context.points,
        "не указан руководитель, который подписывает приказ": context.signatory,
    }
    return [words for words, value in {**wanted, **shared}.items() if not value]


def day_of(value: str | None) -> date | None:
    """A day as the fields of a document keep it."""
    return date.fromisoformat(value) if value else None
