"""The order on the base of mentors and their council (S001, пп. 4.6.2, 4.6.3; S002, 12–16).

Its registration admits the mentors who have passed the training.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from mentorship.bank.models import MentorEntry
from mentorship.bank.papers.choice import PeopleField, at_stages, day_of_paper, mentors_to_name
from mentorship.bank.papers.people import (
    PersonOnPaper,
    chosen_people,
    keys_in,
    on_paper,
    posts_in,
    posts_of,
)
from mentorship.bank.selection import admit_by_order, take_admission_back
from mentorship.core.names import Case
from mentorship.documents.agreements import lacking
from mentorship.documents.contexts import NameInCase
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import OrderContext, OrderForm, order_missing, order_values
from mentorship.documents.people_lines import PersonLine, lines_without_position, people_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear

Stage = MentorEntry.Stage
# Who stands in a base that an order approves; others have not passed the selection.
CHOSEN = (Stage.TRAINED, Stage.ADMITTED)


@dataclass(frozen=True)
class MentorRow:
    """A line of the annex; `competences` as the bank has them."""

    name: str
    post: str
    competences: str


@dataclass(frozen=True, kw_only=True)
class MentorsOrderContext(OrderContext):
    """`unselected` are mentors whose selection is not over: listed, but not admitted."""

    mentors: tuple[MentorRow, ...]
    council: tuple[PersonLine, ...]
    curator: NameInCase | None
    left_out: tuple[str, ...]
    unselected: tuple[str, ...]


class MentorsOrderForm(OrderForm):
    standard_points = {
        "base": "Утвердить базу наставников",
        "admit": "Допустить к наставнической деятельности",
        "council": "Создать совет наставников",
        "curator": "Вести и обновлять базу",
    }
    rests_on_regulation = True

    people = PeopleField(help_text="Прошедшие обучение с регистрацией приказа будут допущены.")
    council = forms.CharField(
        label="Совет наставников",
        max_length=3000,
        required=False,
        help_text="Каждый с новой строки: Седых Надежда Алексеевна – учитель физики. "
        "Если пусто, пункта о совете не будет.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    curator = forms.CharField(
        label="Куратор: фамилия, имя, отчество", max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["people"]
        choice.queryset = mentors_to_name(self.member, self.document)


def initial(member: Membership, year: SchoolYear) -> dict[str, Any]:
    """Mentors trained or admitted, those who sit on the council, and the curator who prepares."""
    council = Membership.objects.active_on(timezone.localdate()).filter(
        organization=member.organization_id, role=Role.COUNCIL
    )
    names = council.order_by("user__full_name", "pk").values_list("user__full_name", flat=True)
    posts = posts_in(member.organization, names, year.counted_on(timezone.localdate()))
    chosen: dict[str, Any] = {
        "people": at_stages(member, year, CHOSEN),
        "council": "\n".join(
            f"{name} – {posts[name]}" if name in posts else name for name in names
        ),
    }
    if member.role == Role.CURATOR:
        chosen["curator"] = member.user.full_name
    return chosen


def _line(name: str, posts: Mapping[str, str]) -> str:
    return f"{name} – {posts[name]}" if name in posts else name


def build(document: Document) -> MentorsOrderContext:
    fields, names = document.fields, Declension(document.organization)
    people = on_paper(chosen_people(document), day_of_paper(document))
    entries = _entries(document, people.fit)
    curator, council = fields.get("curator", ""), people_of(fields.get("council") or "")
    named = [curator, *(person.name for person in council), *(row.name for row in people.rows)]
    seated = {person.name: person.position for person in council if person.position}
    posts = posts_of(document, [curator]) | people.posts | seated
    return MentorsOrderContext(
        **order_values(document, MentorsOrderForm, names, named, posts),
        mentors=tuple(_row(entries.get(key), person) for key, person in people.fit.items()),
        council=council,
        curator=names.name(curator, Case.DATIVE) if curator else None,
        left_out=people.left_out,
        unselected=tuple(
            people.fit[key].name for key, entry in entries.items() if entry.stage not in CHOSEN
        ),
    )


def _entries(document: Document, people: dict[int, PersonOnPaper]) -> dict[int, MentorEntry]:
    """The latest entry of each person, by the person's key."""
    entries = MentorEntry.objects.filter(person__in=people, institution=document.organization_id)
    return {entry.person_id: entry for entry in entries.order_by("entered_on", "pk")}


def _row(entry: MentorEntry | None, person: PersonOnPaper) -> MentorRow:
    return MentorRow(person.name, person.described, entry.competences if entry else "")


def missing(context: MentorsOrderContext) -> list[str]:
    wanted = {
        "не выбран ни один наставник": context.mentors or context.left_out,
        "не указан куратор": context.curator,
    }
    return order_missing(context, wanted) + lacking({}, context.left_out)


def remarks(context: MentorsOrderContext) -> list[str]:
    found = []
    if context.unselected:
        found.append(f"отбор не пройден, приказ не допустит: {', '.join(context.unselected)}")
    if silent := lines_without_position(context.council):
        found.append(f"не указана должность: {', '.join(silent)}")
    return found


def on_registered(document: Document, member: Membership) -> None:
    people = chosen_people(document).values_list("pk", flat=True)
    admit_by_order(member=member, people=list(people), order=document)


def on_cancelled(document: Document, member: Membership) -> None:
    take_admission_back(member=member, order=document, reason=document.cancel_reason)


KIND = Kind(
    code="mentors_order",
    title="Приказ о базе наставников и совете наставников",
    subject="О формировании базы наставников",
    folder="mentors_order",
    group="banks",
    form=MentorsOrderForm,
    build=build,
    missing=missing,
    remarks=remarks,
    people=keys_in,
    initial=initial,
    on_registered=on_registered,
    on_cancelled=on_cancelled,
    hint="Регистрация допускает наставников, прошедших обучение.",
)
