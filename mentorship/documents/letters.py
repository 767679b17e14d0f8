"""A letter: letterhead in the angular layout, addressee at the right (ГОСТ Р 7.0.97, domain E4).

Its outgoing number is of a series of its own: counted, or typed from the journal of outgoing
letters («Исх.»), and never of the order book.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from mentorship.core.forms import RussianDateField
from mentorship.documents.contexts import DocumentContext, lines_of, requisites
from mentorship.documents.forms import KindForm
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.orders import day_of
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear

CODE = "letter"
TITLE = "Письмо"
SERIES = "letters"


@dataclass(frozen=True, kw_only=True)
class LetterContext(DocumentContext):
    """`addressee`, `paragraphs` and `attached` line by line; `reply_…` where it is an answer."""

    addressee: tuple[str, ...]
    reply_number: str
    reply_on: date | None
    heading: str
    greeting: str
    paragraphs: tuple[str, ...]
    attached: tuple[str, ...]
    executor: str
    executor_phone: str


class LetterForm(KindForm):
    addressee = forms.CharField(
        label="Кому",
        max_length=1000,
        help_text="Каждая строка – строка бланка: должность, организация, инициалы и фамилия в "
        "дательном падеже.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    heading = forms.CharField(
        label="Заголовок к тексту",
        max_length=300,
        help_text="«О …» или «Об …»; по нему письмо ищут в журнале и во входящих.",
    )
    greeting = forms.CharField(label="Обращение", max_length=200, required=False)
    text = forms.CharField(
        label="Текст",
        max_length=20000,
        help_text="Каждая строка – абзац.",
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    attached = forms.CharField(
        label="Приложения",
        max_length=2000,
        required=False,
        help_text="Каждая строка – приложение: «Форма отчёта на 2 л. в 1 экз.»",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reply_number = forms.CharField(label="Ответ на письмо №", max_length=40, required=False)
    reply_on = RussianDateField(label="Ответ на письмо от", required=False)
    executor = forms.CharField(
        label="Исполнитель: фамилия, имя, отчество", max_length=200, required=False
    )
    executor_phone = forms.CharField(label="Телефон исполнителя", max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("reply_number")) != bool(cleaned.get("reply_on")):
            self.add_error("reply_on", "Укажите и номер, и дату письма или ни того, ни другого.")
        return cleaned


def build(document: Document) -> LetterContext:
    """The context of a letter; everything may still be empty."""
    fields = document.fields
    return LetterContext(
        **requisites(document),
        addressee=_addressee(fields.get("addressee", "")),
        reply_number=fields.get("reply_number", ""),
        reply_on=day_of(fields.get("reply_on")),
        heading=_heading(fields),
        greeting=fields.get("greeting", ""),
        paragraphs=lines_of(fields.get("text", "")),
        attached=_attached(fields.get("attached", "")),
        executor=fields.get("executor", ""),
        executor_phone=fields.get("executor_phone", ""),
    )


def missing(context: LetterContext) -> list[str]:
    """What forbids registration, in words."""
    wanted = {
        "не указано, кому письмо": context.addressee,
        "нет заголовка к тексту": context.heading,
        "нет текста": context.paragraphs,
        "не указан руководитель, который подписывает письмо": context.signatory,
    }
    return [words for words, value in wanted.items() if not value]


def remarks(context: LetterContext) -> list[str]:
    found = [] if context.executor else ["не указан исполнитель"]
    if context.executor and not context.executor_phone:
        found.append("не указан телефон исполнителя")
    return found


def first_fields(member: Membership, year: SchoolYear) -> dict[str, Any]:
    """Whoever drafts a letter is its executor; from above one writes to the heads below."""
    fields = {"executor": member.user.full_name}
    if not member.organization.is_institution:
        fields |= {
            "addressee": "Руководителям образовательных организаций",
            "greeting": "Уважаемые коллеги!",
        }
    return fields


def _addressee(text: str) -> tuple[str, ...]:
    """The lines as they were typed: an empty one parts two addressees."""
    return tuple(" ".join(line.split()) for line in text.strip().splitlines())


def _attached(text: str) -> tuple[str, ...]:
    """Items of a list with their signs; the dot of «экз.» stays before a semicolon."""
    items = [line.rstrip(";") for line in lines_of(text)]
    last = [f"{line.rstrip('.')}." for line in items[-1:]]
    return (*(f"{line};" for line in items[:-1]), *last)


def _heading(fields: Mapping[str, Any]) -> str:
    return " ".join(str(fields.get("heading", "")).split()).rstrip(".")


KIND = Kind(
    code=CODE,
    title=TITLE,
    subject="Письмо без заголовка",
    folder="letter",
    group="letters",
    form=LetterForm,
    build=build,
    levels=frozenset(Organization.Level),
    series=SERIES,
    number_pattern="{n}",
    number_hint="Исходящий номер из журнала писем организации, например 01-15/123.",
    titled=_heading,
    prints_requisites=True,
    missing=missing,
    remarks=remarks,
    initial=first_fields,
    hint="На угловом бланке, с исходящим номером. Муниципалитет и регион рассылают письма "
    "организациям и видят, кто ознакомился; организация пишет партнёру.",
)
