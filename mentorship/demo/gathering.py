"""Selection, events, a partner, an offer and doubles, as people of the demo leave them."""

from collections.abc import Sequence
from datetime import date, timedelta

from mentorship.bank import events, offers
from mentorship.bank.affiliations import Standing
from mentorship.bank.consents import ConsentRow, record_consents
from mentorship.bank.models import (
    Agreement,
    Consent,
    Event,
    EventSession,
    MenteeEntry,
    MentorEntry,
    Partner,
    Person,
)
from mentorship.bank.selection import Outcome, mark_training, take_steps
from mentorship.bank.services import save_entry
from mentorship.demo.cast import Cast
from mentorship.demo.steps import School, people_of
from mentorship.organizations.models import Membership

Kind = Event.Kind


def village_year(school: School) -> None:
    """All fifteen mentors were selected in autumn; in June they were taught (S002, row 16)."""
    mentors = mentors_of(school.member)
    admit(school, mentors, date(2022, 9, 20), "№ 75-ОД от 10.10.2022")
    training = event(
        school.member, Kind.TRAINING, "Обучение наставников", date(2023, 6, 5), school.today
    )
    came(school, training, people_of(mentors))
    contest = event(
        school.member,
        Kind.AWARD,
        "Итоги года: лучший наставник",
        date(2023, 5, 26),
        school.today,
    )
    came(school, contest, people_of(mentors[:3]))


def living_school(school: School, methodist: Membership) -> None:
    """A school in the middle of its year: people at every stage, things planned and unmarked."""
    today = school.today
    mentors = mentors_of(school.member)
    first = max(school.year.starts_on, today - timedelta(days=58))
    admit(school, mentors[:5], first, "№ 111-ОД")
    step(school, mentors[5:7], "interview", first)
    seminar = event(
        methodist, Kind.SEMINAR, "Муниципальный семинар «Первая встреча с наставляемым»", first,
        today,
    )  # fmt: skip
    came(school, seminar, people_of(mentors[3:6]))
    mark_training(member=school.member, event=seminar, entries=mentors[5:6], today=today)
    plan_training(school.member, today)
    event(
        school.member,
        Kind.GROUP_MEETING,
        "Встреча наставников и наставляемых",
        max(school.year.starts_on, today - timedelta(days=4)),
    )
    partner_with_a_mentor(school, first)
    offer_to_neighbors(school, mentors[0])


def school_with_doubles(school: School) -> None:
    """The same pupil came twice: from a list and by hand, without the patronymic."""
    entry = MenteeEntry.objects.visible_to(school.member).order_by("pk")[0]
    known = entry.person
    second = MenteeEntry(entered_on=school.today, request="подготовка к олимпиаде")
    double = Person(
        last_name=known.last_name,
        first_name=known.first_name,
        sex=known.sex,
        birth_year=known.birth_year,
        contacts="+7 900 000-00-00",
    )
    standing = Standing("pupil", school.pupil_place(known.birth_year or school.year.first - 13))
    save_entry(
        member=school.member,
        entry=second,
        person=double,
        standing=standing,
        forms=None,
        today=school.today,
    )


def mentors_of(member: Membership) -> list[MentorEntry]:
    entries = MentorEntry.objects.visible_to(member).select_related("person")
    return list(entries.order_by("pk"))


def admit(school: School, mentors: Sequence[MentorEntry], first: date, order: str) -> None:
    """Interview, training and order, a few days apart."""
    for number, action in enumerate(("interview", "train", "admit")):
        day = min(first + timedelta(days=5 * number), school.today)
        step(school, mentors, action, day, order)


def step(
    school: School, mentors: Sequence[MentorEntry], action: str, day: date, order: str = ""
) -> None:
    take_steps(
        member=school.member,
        entries=mentors,
        action=action,
        outcome=Outcome(held_on=day, order_text=order),
        today=school.today,
    )


def event(
    member: Membership, kind: Event.Kind, title: str, day: date, held_by: date | None = None
) -> Event:
    """An event, marked as held when the day of marking is given."""
    made = Event.objects.create(
        organization=member.organization, kind=kind, title=title, starts_on=day
    )
    if held_by is None:
        return made
    return events.move_event(member=member, event=made, action="hold", today=held_by)


def came(school: School, held: Event, people: Sequence[Person]) -> None:
    events.add_people(member=school.member, event=held, people=people, today=school.today)


def plan_training(member: Membership, today: date) -> None:
    """Two days of training with their schedule."""
    first = today + timedelta(days=9)
    training = Event.objects.create(
        organization=member.organization,
        kind=Kind.TRAINING,
        title="Школа наставника",
        starts_on=first,
        ends_on=first + timedelta(days=1),
        place="кабинет 12",
        program="Кого и как ведёт наставник. Пять встреч. Обратная связь. Границы и доверие.",
    )
    for number, title in enumerate(["Роль наставника и пять встреч", "Обратная связь и границы"]):
        session = EventSession(held_on=first + timedelta(days=number), title=title, hours=2)
        events.add_session(member=member, event=training, session=session)


def partner_with_a_mentor(school: School, day: date) -> None:
    """An enterprise that gives a mentor, one agreement over, the other ending soon."""
    organization, today = school.member.organization, school.today
    partner = Partner.objects.create(
        institution=organization,
        name="ООО «Новоалександровский элеватор»",
        contacts="отдел кадров, 8 86544 0-00-00",
    )
    for number, years, days in (("14/1", 2, -360), ("27", 1, 18)):
        Agreement.objects.create(
            institution=organization,
            partner=partner,
            number=number,
            signed_on=today - timedelta(days=365 * years),
            valid_until=today + timedelta(days=days),
            subject="наставничество и профессиональные пробы",
        )
    employer(school, partner, day)


def employer(school: School, partner: Partner, day: date) -> None:
    """A mentor from the enterprise, at the beginning of the selection."""
    person = Cast(31).person(1979)
    person.partner = partner
    entry = MentorEntry(
        entered_on=day,
        capacity=2,
        competences="экскурсии на производство, выбор профессии",
        time_resource="две встречи в месяц",
    )
    save_entry(
        member=school.member,
        entry=entry,
        person=person,
        standing=Standing("employer", "ООО «Новоалександровский элеватор», технолог"),
        forms=[school.forms["rabotodatel-uchenik"]],
        today=school.today,
    )
    school.consents([person], day)


def offer_to_neighbors(school: School, entry: MentorEntry) -> None:
    row = ConsentRow(person=entry.person, signed_on=school.today, purpose=Consent.Purpose.TRANSFER)
    record_consents(member=school.member, rows=[row], today=school.today)
    offers.offer_mentor(member=school.member, entry=entry, places=1, today=school.today)
