"""The sheet of agreement: who agreed to a document, with remarks, signature, day (domain E4).

The form is the usual one of office work ([R+]); visas are put by hand.
"""

from dataclasses import dataclass
from typing import Any

from django import forms

from mentorship.core.names import initials_before
from mentorship.documents.contexts import DocumentContext, requisites
from mentorship.documents.forms import KindForm
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.people_lines import lines_without_position, people_of
from mentorship.organizations.models import Organization

MOST_OFFERED = 200


@dataclass(frozen=True)
class Visa:
    """A line of the sheet: «Н. Н. Власова» and the job title."""

    name: str
    position: str


@dataclass(frozen=True, kw_only=True)
class ApprovalSheetContext(DocumentContext):
    agreed_title: str
    visas: tuple[Visa, ...]
    without_position: tuple[str, ...]


class DocumentField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        number = f" № {obj.number} от {obj.dated_on:%d.%m.%Y}" if obj.number else " (проект)"
        return f"{obj.title}{number}"


class ApprovalSheetForm(KindForm):
    agreed = DocumentField(
        Document.objects.none(),
        label="Документ",
        required=False,
        help_text="Последние документы учебного года; другой назовите ниже.",
    )
    title = forms.CharField(
        label="Или название документа",
        max_length=400,
        required=False,
        help_text="Как на самом документе, например Положение о наставничестве.",
    )
    people = forms.CharField(
        label="Кто согласовывает",
        max_length=3000,
        help_text="Каждый с новой строки: Седых Надежда Алексеевна – председатель профкома.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Document.objects.visible_to(self.member).exclude(kind=KIND.code)
        if self.document:
            own = own.filter(school_year=self.document.school_year)
        latest = own.order_by("-pk").values("pk")[:MOST_OFFERED]
        choice: Any = self.fields["agreed"]
        choice.queryset = own.filter(pk__in=latest).order_by("-pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "title" in self.fields and bool(cleaned.get("agreed")) == bool(cleaned.get("title")):
            self.add_error("title", "Выберите документ или впишите его название.")
        return cleaned


def build(document: Document) -> ApprovalSheetContext:
    listed = people_of(document.fields.get("people") or "")
    visas = tuple(Visa(initials_before(person.name), person.position) for person in listed)
    return ApprovalSheetContext(
        **requisites(document),
        agreed_title=_title(document),
        visas=visas,
        without_position=tuple(lines_without_position(listed)),
    )


def _title(document: Document) -> str:
    fields = document.fields
    own = Document.objects.filter(organization=document.organization_id)
    agreed = own.filter(pk=fields.get("agreed") or 0).first()
    if agreed is None:
        return _quoted((fields.get("title") or "").strip().rstrip("."))
    number = f" от {agreed.dated_on:%d.%m.%Y} № {agreed.number}" if agreed.dated_on else ""
    return f"«{agreed.title}»{number}"


def _quoted(title: str) -> str:
    """«Положение о наставничестве»; what has its own quotation marks or none to hold stays."""
    return title if "«" in title or not title else f"«{title}»"


def missing(context: ApprovalSheetContext) -> list[str]:
    wanted = {
        "не указано, какой документ согласуют": context.agreed_title,
        "не указано, кто согласовывает": context.visas,
    }
    return [words for words, value in wanted.items() if not value]


def remarks(context: ApprovalSheetContext) -> list[str]:
    return [f"не указана должность: {name}" for name in context.without_position]


KIND = Kind(
    code="approval_sheet",
    title="Лист согласования",
    subject="Лист согласования",
    folder="approval_sheet",
    group="letters",
    levels=frozenset(Organization.Level),
    form=ApprovalSheetForm,
    series="approval_sheets",
    always_own=True,
    number_pattern="{n}-ЛС",
    build=build,
    missing=missing,
    remarks=remarks,
    hint="К любому документу: визы с замечаниями, подписью и датой.",
)
