"""The order on training of mentors: programme, days, participants (S002, 16; S000, 2.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms

from mentorship.bank.models import Event, MentorEntry
from mentorship.bank.papers.choice import PeopleField, at_stages, day_of_paper, mentors_to_name
from mentorship.bank.papers.people import (
    PersonOnPaper,
    chosen_people,
    keys_in,
    on_paper,
    posts_of,
)
from mentorship.core.forms import RussianDateField
from mentorship.core.names import Case
from mentorship.documents.agreements import lacking
from mentorship.documents.contexts import NameInCase, lines_of
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import (
    OrderContext,
    OrderForm,
    day_of,
    order_missing,
    order_values,
)
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear


@dataclass(frozen=True)
class Session:
    """A line of the programme; of a typed one the day and the hours are not known."""

    title: str
    held_on: date | None = None
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class TrainingOrderContext(OrderContext):
    WORDS: ClassVar[Mapping[str, str]] = {"place": "место_проведения"}

    event: str
    place: str
    starts_on: date | None
    ends_on: date | None
    responsible: NameInCase | None
    sessions: tuple[Session, ...]
    participants: tuple[PersonOnPaper, ...]
    left_out: tuple[str, ...]

    @property
    def event_is_training(self) -> bool:
        """The event is called «Обучение наставников»: the word is not said twice."""
        return self.event.lower().startswith("обучение")

    @property
    def has_days(self) -> bool:
        return any(session.held_on for session in self.sessions)

    @property
    def has_hours(self) -> bool:
        return any(session.hours for session in self.sessions)

    @property
    def title_width(self) -> int:
        """What a column that nothing is written in would take goes to the titles, in percent."""
        return 93 - 20 * self.has_days - 15 * self.has_hours


class TrainingOrderForm(OrderForm):
    standard_points = {
        "train": "Провести обучение",
        "program": "Утвердить программу и список участников",
        "responsible": "Назначить ответственного",
    }
    default_basis = "дорожной картой внедрения целевой модели наставничества"

    event = forms.ModelChoiceField(
        Event.objects.none(),
        label="Мероприятие",
        required=False,
        help_text="Название, дни, место и занятия берутся из него, если не вписаны ниже.",
    )
    title = forms.CharField(label="Название обучения", max_length=300, required=False)
    starts_on = RussianDateField(label="С", required=False)
    ends_on = RussianDateField(label="По", required=False)
    place = forms.CharField(label="Место", max_length=200, required=False)
    program = forms.CharField(
        label="Программа",
        max_length=4000,
        required=False,
        help_text="Каждое занятие с новой строки.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    people = PeopleField(label="Участники")
    responsible = forms.CharField(
        label="Ответственный: фамилия, имя, отчество", max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = dict(self.fields)
        fields["people"].queryset = mentors_to_name(self.member, self.document)
        events = Event.objects.visible_to(self.member).filter(kind__in=Event.TEACHING)
        if self.document:
            events = events.of_year(SchoolYear(self.document.school_year))
        fields["event"].queryset = events.order_by("-starts_on", "-pk")


def initial(member: Membership, year: SchoolYear) -> dict[str, Any]:
    """Mentors who have passed the interview and wait for their training."""
    chosen: dict[str, Any] = {"people": at_stages(member, year, [MentorEntry.Stage.INTERVIEWED])}
    if member.role == Role.CURATOR:
        chosen["responsible"] = member.user.full_name
    return chosen


def build(document: Document) -> TrainingOrderContext:
    fields, names = document.fields, Declension(document.organization)
    event = _event(document)
    people = on_paper(chosen_people(document), day_of_paper(document))
    responsible = fields.get("responsible", "")
    named = [responsible, *(person.name for person in people.rows)]
    posts = posts_of(document, [responsible]) | people.posts
    return TrainingOrderContext(
        **order_values(document, TrainingOrderForm, names, named, posts),
        event=fields.get("title") or (event.title if event else ""),
        place=fields.get("place") or (event.place if event else ""),
        starts_on=day_of(fields.get("starts_on")) or (event.starts_on if event else None),
        ends_on=day_of(fields.get("ends_on")) or (event.last_day if event else None),
        responsible=names.name(responsible, Case.ACCUSATIVE) if responsible else None,
        sessions=_sessions(fields.get("program") or "", event),
        participants=people.rows,
        left_out=people.left_out,
    )


def _event(document: Document) -> Event | None:
    return Event.objects.filter(pk=document.fields.get("event") or 0).first()


def _sessions(typed: str, event: Event | None) -> tuple[Session, ...]:
    if typed.strip():
        return tuple(Session(line) for line in lines_of(typed))
    if event is None:
        return ()
    rows = event.sessions.all()
    return tuple(Session(row.title, row.held_on, _hours(row.hours)) for row in rows)


def _hours(hours: Any) -> str:
    return "" if hours is None else f"{hours:g}".replace(".", ",")


def missing(context: TrainingOrderContext) -> list[str]:
    wanted = {
        "не указано название обучения": context.event,
        "не указаны дни обучения": context.starts_on and context.ends_on,
        "нет программы обучения": context.sessions,
        "не выбран ни один участник": context.participants or context.left_out,
        "не указан ответственный": context.responsible,
    }
    return order_missing(context, wanted) + lacking({}, context.left_out)


KIND = Kind(
    code="training_order",
    title="Приказ об обучении наставников",
    subject="Об обучении наставников",
    folder="training_order",
    group="banks",
    form=TrainingOrderForm,
    build=build,
    missing=missing,
    people=keys_in,
    initial=initial,
    hint="Программа и дни – из мероприятия или вписанные.",
)
