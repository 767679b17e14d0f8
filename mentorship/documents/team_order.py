"""The order on the working group or the management team (S004, этап 1; S000, п. 1.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from mentorship.core.names import Case
from mentorship.documents.contexts import NameInCase, lines_of
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import OrderContext, OrderForm, order_missing, order_values
from mentorship.documents.people_lines import PersonLine, lines_without_position, people_of
from mentorship.documents.regime_fields import PlaceMixin, RegimeMixin, regime_values
from mentorship.documents.regimes import WORDS, regime_of

GROUP, TEAM = "group", "team"
ANNEX, POINT = "annex", "point"
# What a group does when nothing else is typed (S001, п. 4.6; S000, раздел 1).
TASKS = (
    "подготовить локальные нормативные акты и документы, необходимые для внедрения",
    "провести информационную кампанию среди участников образовательных отношений",
    "организовать сбор и обработку данных при формировании баз наставников и наставляемых",
    "обеспечить отбор и обучение наставников, формирование наставнических пар и групп",
    "провести мониторинг реализации программ наставничества и подвести итоги",
)


@dataclass(frozen=True)
class Called:
    """«Рабочая группа» or «управленческая команда» in the cases the text needs."""

    genitive: str
    accusative: str
    dative: str
    instrumental: str
    member: str


CALLED = {
    GROUP: Called(
        "рабочей группы", "рабочую группу", "Рабочей группе", "рабочей группой", "член группы"
    ),
    TEAM: Called(
        "управленческой команды",
        "управленческую команду",
        "Управленческой команде",
        "управленческой командой",
        "член команды",
    ),
}


@dataclass(frozen=True, kw_only=True)
class TeamOrderContext(OrderContext):
    regime: str
    place: str
    called: Called
    head: NameInCase | None
    head_position: NameInCase | None
    head_line: PersonLine | None
    members: tuple[PersonLine, ...]
    has_annex: bool
    tasks: tuple[str, ...]


class TeamOrderForm(RegimeMixin, PlaceMixin, OrderForm):
    """The composition is pasted line by line."""

    standard_points = {
        "create": "Создать группу и утвердить состав",
        "head": "Руководство группой",
        "tasks": "Задачи группы",
    }

    body = forms.ChoiceField(
        label="Что создаётся",
        choices=[(GROUP, "рабочая группа"), (TEAM, "управленческая команда")],
        initial=GROUP,
    )
    head = forms.CharField(label="Руководитель: фамилия, имя, отчество", max_length=200)
    head_position = forms.CharField(label="Руководитель: должность", max_length=200, required=False)
    members = forms.CharField(
        label="Члены: «фамилия, имя, отчество – должность»",
        max_length=6000,
        help_text="Каждый с новой строки; список можно вставить из Word.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    composition = forms.ChoiceField(
        label="Состав",
        choices=[(ANNEX, "приложением к приказу"), (POINT, "подпунктами первого пункта")],
        initial=ANNEX,
    )
    tasks = forms.CharField(
        label="Задачи",
        max_length=4000,
        required=False,
        help_text="Каждая с новой строки. Если пусто, войдут обычные задачи.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def build(document: Document) -> TeamOrderContext:
    fields, names = document.fields, Declension(document.organization)
    head, title = fields.get("head", ""), fields.get("head_position", "")
    # Whoever leads is not repeated among the members, though the pasted list often has them.
    members = tuple(p for p in people_of(fields.get("members", "")) if p.name != head)
    positions = {person.name: person.position for person in members} | {head: title}
    named = [head, *(person.name for person in members)]
    return TeamOrderContext(
        **order_values(document, TeamOrderForm, names, named, positions) | regime_values(document),
        called=CALLED[fields.get("body") or GROUP],
        head=names.name(head, Case.ACCUSATIVE) if head else None,
        head_position=names.position(title, Case.ACCUSATIVE) if title else None,
        head_line=PersonLine(head, title) if head else None,
        members=members,
        has_annex=fields.get("composition", ANNEX) != POINT,
        tasks=tuple(task.rstrip(".;") for task in lines_of(fields.get("tasks", ""))) or TASKS,
    )


def titled(fields: Mapping[str, Any]) -> str:
    """A group or a team, by what was chosen."""
    called = CALLED[fields.get("body") or GROUP]
    return f"О создании {called.genitive} по внедрению {WORDS[regime_of(fields)].short_genitive}"


def missing(context: TeamOrderContext) -> list[str]:
    wanted: dict[str, Any] = {
        "не указан руководитель группы": context.head,
        "не указаны члены группы": context.members,
    }
    return order_missing(context, wanted)


def remarks(context: TeamOrderContext) -> list[str]:
    without = lines_without_position(context.members)
    return [f"не указана должность: {', '.join(without)}"] if without else []


KIND = Kind(
    code="team_order",
    title="Приказ о рабочей группе (управленческой команде)",
    subject="О создании рабочей группы по внедрению целевой модели наставничества",
    folder="team_order",
    group="model",
    form=TeamOrderForm,
    build=build,
    missing=missing,
    remarks=remarks,
    titled=titled,
    hint="Состав вставляется списком: каждая строка – один человек.",
)
