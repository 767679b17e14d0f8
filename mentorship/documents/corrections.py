"""Orders that change an earlier order: amend it, cancel it, declare it no longer in force (D2).

Wording of the points is that of office practice: «Внести в приказ … следующие изменения: …»,
«Отменить приказ …», «Признать утратившим силу приказ …».
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.core.wording import date_in_words
from mentorship.documents.contexts import lines_of
from mentorship.documents.kinds import KINDS, ORDERS, Kind, register
from mentorship.documents.locking import locked, refuse_unless
from mentorship.documents.models import Document, DocumentLink, DocumentQuerySet
from mentorship.documents.names import Declension
from mentorship.documents.orders import OrderContext, OrderForm, order_missing, order_values
from mentorship.documents.points import ended
from mentorship.documents.services import cancel, create_draft
from mentorship.documents.workflow import can_correct
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

AMENDING, CANCELLING, SUPERSEDING = "amending_order", "cancelling_order", "superseding_order"
LINKS = {
    AMENDING: DocumentLink.Kind.AMENDS,
    CANCELLING: DocumentLink.Kind.CANCELS,
    SUPERSEDING: DocumentLink.Kind.SUPERSEDES,
}
# The words of the buttons on the page of an order.
ACTIONS = {
    AMENDING: "Внести изменения",
    CANCELLING: "Отменить приказом",
    SUPERSEDING: "Признать утратившим силу",
}


@dataclass(frozen=True)
class Target:
    """The order that is changed, as the text names it."""

    number: str
    dated_on: date
    title: str

    @property
    def reference(self) -> str:
        """«от 3 октября 2022 г. № 204-ОД «О закреплении …»»."""
        return f"от {date_in_words(self.dated_on)} № {self.number} «{self.title}»"


@dataclass(frozen=True, kw_only=True)
class CorrectionContext(OrderContext):
    target: Target | None
    # Why the target cannot be changed any more; empty when it can.
    obstacle: str
    changes: tuple[str, ...] = ()


class TargetField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Document) -> str:
        return f"№ {obj.number} от {obj.dated_on:%d.%m.%Y} «{obj.title}»"


class CorrectionForm(OrderForm):
    """Which order, why, and who has to know."""

    default_basis = "производственной необходимостью"

    target = TargetField(Document.objects.none(), label="Какой приказ")
    acquaint_names = forms.CharField(
        label="Ознакомить: фамилии, имена, отчества",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Каждый с новой строки.",
    )

    field_order = ("target", "changes", "basis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["target"]
        choice.queryset = correctable(Document.objects.visible_to(self.member))
        self.fields["basis"].help_text = "Продолжение слов «В связи с …»."


class AmendingForm(CorrectionForm):
    standard_points: ClassVar[dict[str, str]] = {"correction": "Внести изменения"}

    changes = forms.CharField(
        label="Изменения",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Каждое с новой строки: «В пункте 2 слова «…» заменить словами «…»».",
    )


class CancellingForm(CorrectionForm):
    standard_points: ClassVar[dict[str, str]] = {"correction": "Отменить приказ"}


class SupersedingForm(CorrectionForm):
    standard_points: ClassVar[dict[str, str]] = {"correction": "Признать утратившим силу"}


def correctable(documents: DocumentQuerySet) -> DocumentQuerySet:
    """Registered orders that no other order has cancelled or superseded."""
    orders = [kind.code for kind in KINDS if kind.series == ORDERS]
    ended = Document.objects.filter(
        followers__kind=DocumentLink.Kind.SUPERSEDES,
        followers__document__state=Document.State.REGISTERED,
    )
    found = documents.registered().filter(kind__in=orders).exclude(pk__in=ended.values("pk"))
    return found.order_by("-dated_on", "-pk")


def build_of(form: type[CorrectionForm]) -> Callable[[Document], CorrectionContext]:
    def build(document: Document) -> CorrectionContext:
        fields, target = document.fields, target_of(document)
        names = lines_of(fields.get("acquaint_names", ""))
        return CorrectionContext(
            **order_values(document, form, Declension(document.organization), names),
            target=_described(target) if target else None,
            obstacle=_obstacle(document, target) if target else "",
            changes=tuple(ended(line) for line in lines_of(fields.get("changes", ""))),
        )

    return build


def missing(context: CorrectionContext) -> list[str]:
    found = order_missing(context, {"не выбран приказ": context.target})
    return [*found, context.obstacle] if context.obstacle else found


def missing_of_amending(context: CorrectionContext) -> list[str]:
    found = missing(context)
    return found if context.changes else [*found, "не указано, что изменяется"]


def target_of(document: Document) -> Document | None:
    """The order that a draft or a registered document changes; of the same organization only."""
    own = Document.objects.filter(organization=document.organization_id)
    return own.filter(pk=document.fields.get("target")).exclude(pk=document.pk).first()


def on_registered(document: Document, member: Membership) -> None:
    """The link, and what follows from it, in the registering transaction."""
    chosen = target_of(document)
    if chosen is None:
        raise DomainError("Не выбран приказ, который изменяется.")
    target = locked(chosen)
    if obstacle := _obstacle(document, target):
        raise DomainError(f"Нельзя зарегистрировать: {obstacle}.")
    link = LINKS[document.kind]
    DocumentLink.objects.create(document=document, target=target, kind=link)
    if link == DocumentLink.Kind.CANCELS:
        words = f"Отменён приказом от {document.dated_on:%d.%m.%Y} № {document.number}"
        cancel(document=target, member=member, reason=words)


@transaction.atomic
def create_correction(
    *, target: Document, member: Membership, kind: str, year: SchoolYear
) -> Document:
    """Draft an order that changes this one; a second press finds the draft of the first."""
    target = locked(target)
    allowed = can_correct(member, target)
    refuse_unless(allowed, member, Right.DOCUMENTS_DRAFT, target, "изменить приказом")
    if not correctable(Document.objects.filter(pk=target.pk)):
        raise DomainError("Этот документ приказом не изменяется: он отменён или утратил силу.")
    drafts = Document.objects.filter(organization=target.organization_id).drafts()
    if waiting := drafts.filter(kind=kind, fields__target=target.pk).first():
        return waiting
    return create_draft(member=member, kind=KINDS[kind], year=year, fields={"target": target.pk})


def _described(target: Document) -> Target | None:
    if target.dated_on is None:
        return None
    return Target(target.number, target.dated_on, target.title)


def _obstacle(document: Document, target: Document) -> str:
    if target.state != Document.State.REGISTERED:
        return f"приказ № {target.number} {target.get_state_display()}"
    if not correctable(Document.objects.filter(pk=target.pk)):
        return f"приказ № {target.number} уже утратил силу"
    if document.dated_on and target.dated_on and document.dated_on < target.dated_on:
        return f"приказ № {target.number} издан позже, {target.dated_on:%d.%m.%Y}"
    return ""


def _titled(subject: str) -> Callable[[Mapping[str, Any]], str]:
    """«Об отмене приказа от 03.10.2022 № 204-ОД»: the journal tells which order is changed."""

    def titled(fields: Mapping[str, Any]) -> str:
        target = Document.objects.filter(pk=fields.get("target") or 0).first()
        if target is None or target.dated_on is None:
            return subject
        return f"{subject} от {target.dated_on:%d.%m.%Y} № {target.number}"

    return titled


def _kind(code: str, title: str, subject: str, form: type[CorrectionForm], hint: str) -> Kind:
    return Kind(
        code=code,
        title=title,
        subject=subject,
        folder=code,
        form=form,
        group="letters",
        build=build_of(form),
        levels=frozenset(Organization.Level),
        missing=missing_of_amending if form is AmendingForm else missing,
        titled=_titled(subject),
        on_registered=on_registered,
        hint=hint,
    )


def register_kinds() -> None:
    for kind in (
        _kind(
            AMENDING,
            "Приказ о внесении изменений",
            "О внесении изменений в приказ",
            AmendingForm,
            "Прежний приказ остаётся в силе с изменениями.",
        ),
        _kind(
            CANCELLING,
            "Приказ об отмене приказа",
            "Об отмене приказа",
            CancellingForm,
            "Прежний приказ станет отменённым; пары из него снова будут ждать приказа.",
        ),
        _kind(
            SUPERSEDING,
            "Приказ о признании приказа утратившим силу",
            "О признании утратившим силу приказа",
            SupersedingForm,
            "Прежний приказ не действует с даты нового; пары и записи не меняются.",
        ),
    ):
        register(kind)
