"""A small region in which every figure counts something, and what may happen to it later."""

from datetime import date, timedelta

from django.utils import timezone
from psycopg2.extras import DateRange

from mentorship.accounts.models import TokenLink
from mentorship.bank.models import Affiliation, Consent, Person, SelectionStep
from mentorship.bank.models import Event as MentoringEvent
from mentorship.organizations.models import Participation
from mentorship.pairs.models import GroupFinal, MeetingConfirmation, MentorTerm, Pair
from mentorship.programs.models import Program, ProgramMove
from roadmaps.models import Roadmap, Task
from tests.factories.bank import (
    AgreementFactory,
    AttendanceFactory,
    ConsentFactory,
    EventFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PartnerFactory,
    PersonFactory,
    form,
)
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory, MunicipalityFactory
from tests.factories.pairs import FeedbackFactory, MeetingFactory, PairFactory, came
from tests.factories.programs import (
    MentorReportFactory,
    PracticeFactory,
    ProgramFactory,
    approve,
)
from tests.factories.roadmaps import SectionFactory, TaskFactory
from tests.factories.surveys import (
    InvitationFactory,
    ResponseFactory,
    WaveFactory,
    preferred,
    questionnaire,
    taken_in,
)

STAGES = ("first", "trial", "planning", "final", "regular")
FORMS = ("uchitel-uchenik", "uchenik-uchenik", "uchitel-uchitel")


def agreed_on(day):
    return {"consented": True, "consented__signed_on": day}


def new_mentor(school, day, **kwargs):
    agreed = {f"person__{name}": value for name, value in agreed_on(day).items()}
    # Several may join one pair later.
    given = agreed | {"capacity": 20} | kwargs
    return MentorEntryFactory(institution=school, entered_on=day, **given)


def new_mentee(school, day):
    agreed = {f"person__{name}": value for name, value in agreed_on(day).items()}
    return MenteeEntryFactory(institution=school, entered_on=day, **agreed)


def confirmed(meeting):
    answer = InvitationFactory(batch__institution=meeting.pair.institution).link
    member = meeting.pair.members.first()
    TokenLink.objects.filter(pk=answer.pk).update(used_at=timezone.now())
    MeetingConfirmation.objects.create(meeting=meeting, member=member, link=answer, happened=True)


class World:
    """Three schools of two municipalities; facts lie on both sides of 1 February 2023."""

    def __init__(self):
        near = MunicipalityFactory()
        far = MunicipalityFactory(parent=near.parent)
        self.region = near.parent
        self.schools = [InstitutionFactory(parent=place) for place in (near, near, far)]
        self.members = [MembershipFactory(organization=school) for school in self.schools]
        for number, school in enumerate(self.schools):
            self.fill(school, self.members[number], number)

    def fill(self, school, member, number):
        Participation.objects.create(institution=school, year=2022)
        self.pairs(school, member, number)
        self.bank(school, member)
        self.papers(school, member)
        self.tasks(school, number)

    def order(self, school, member, day, kind="pairs_order"):
        number = f"{DocumentFactory._meta.model.objects.count()}-ОД"
        return DocumentFactory(
            organization=school, kind=kind, state="registered", number=number,
            number_key=number, dated_on=day, registered_at=timezone.now(), registered_by=member,
        )  # fmt: skip

    def pairs(self, school, member, number):
        for turn, state in enumerate(
            ["active", "completed", "dissolved", "draft"] + ["active"] * number
        ):
            day = date(2022, 9, 20) + timedelta(days=35 * turn)
            pair = self.pair(school, member, day, state, FORMS[turn % 3])
            self.life(pair, day)

    def pair(self, school, member, day, state, code):
        category = "teacher" if code == "uchitel-uchitel" else "pupil"
        mentees = [
            MenteeEntryFactory(
                institution=school,
                entered_on=day,
                person=PersonFactory(
                    institution=school, birth_year=year, sex=sex, **agreed_on(day),
                    category=category, category__teaching_since=2021,
                ),
            )
            for year, sex in ((2008, "m"), (2002, "f"))
        ]  # fmt: skip
        mentor = self.mentor(school, code, day)
        order = None if state == "draft" else self.order(school, member, day)
        pair = PairFactory(
            institution=school, mentor_entry=mentor, state=state, order=order, mentees=mentees,
            form=form(code), starts_on=day, ends_on=date(2023, 5, 31),
        )  # fmt: skip
        if state in Pair.OVER:
            pair.members.update(live=False, period=DateRange(day, date(2023, 4, 1)))
        return pair

    def mentor(self, school, code, day):
        if code == "uchenik-uchenik":
            pupil = PersonFactory(institution=school, birth_year=2006, **agreed_on(day))
            return MentorEntryFactory(institution=school, person=pupil, entered_on=day, capacity=20)
        partner = PartnerFactory(institution=school)
        AgreementFactory(partner=partner, signed_on=day)
        entry = new_mentor(school, day, stage="admitted")
        Person.objects.filter(pk=entry.person_id).update(partner=partner)
        return entry

    def life(self, pair, day):
        for stage, days in zip(STAGES, (3, 10, 20, 60, 90), strict=True):
            meeting = came(
                MeetingFactory(pair=pair, stage=stage, held_on=day + timedelta(days=days))
            )
        confirmed(meeting)
        FeedbackFactory(pair=pair, answered_on=day + timedelta(days=40), month=date(2022, 10, 1))
        if pair.order_id:
            program = approve(ProgramFactory(pair=pair), "running")
            Program.objects.filter(pk=program.pk).update(
                approved_on=day, state="completed" if pair.state == "completed" else "running"
            )
            MentorReportFactory(program=program, reported_on=day + timedelta(days=100))

    def bank(self, school, member):
        waiting = MenteeEntryFactory(institution=school, outcome="записано")
        MenteeEntryFactory(institution=school, left_on=date(2022, 12, 1))
        silent = PersonFactory(institution=school)
        MenteeEntryFactory(institution=school, person=silent)
        ConsentFactory(person=silent, withdrawn_on=date(2022, 11, 1))
        ConsentFactory(person=waiting.person, purpose="publication")
        for number, category in enumerate(("employer", "student", "pupil", "teacher")):
            person = PersonFactory(institution=school, category=category, consented=True)
            entry = MentorEntryFactory(institution=school, person=person, stage="trained")
            SelectionStep.objects.create(
                entry=entry, action="train", from_stage="interviewed", to_stage="trained",
                held_on=date(2022, 10, 1) + timedelta(days=90 * number), made_by=member,
            )  # fmt: skip
            for bank in ("mentor-teacher", "mentee-pupil"):
                taken_in(person, bank, date(2022, 11, 1) + timedelta(days=60 * number))
        self.surveys(school, waiting.person)
        self.events(school, waiting.person, entry.person)

    def surveys(self, school, person):
        told = date(2022, 12, 1)
        for number, code in enumerate(("mentee-satisfaction", "mentor-satisfaction")):
            given_on = told + timedelta(days=50 * number)
            ResponseFactory(person=person, questionnaire=questionnaire(code), answered_on=given_on)
        preferred(person, told + timedelta(days=100))
        for code in ("entry-mentor-pupil", "exit-mentor-pupil"):
            WaveFactory(person=person, questionnaire=questionnaire(code), answered_on=told)
        for wave in ("entry", "exit"):
            WaveFactory(person=person, wave=wave, answered_on=date(2023, 1, 10))

    def events(self, school, *people):
        for number, kind in enumerate(MentoringEvent.Kind.values):
            held_on = date(2022, 10, 5) + timedelta(days=20 * number)
            event = EventFactory(organization=school, kind=kind, state="held", starts_on=held_on)
            for person in people:
                AttendanceFactory(event=event, person=person, state="present")
        GroupFinal.objects.create(institution=school, school_year=2022, event=event)

    def papers(self, school, member):
        for number, kind in enumerate(("mentor_certificate", "mentor_thanks", "parent_thanks")):
            self.order(school, member, date(2022, 12, 1) + timedelta(days=40 * number), kind)
        PracticeFactory(organization=school, state="published", published_on=date(2023, 1, 5))

    def tasks(self, school, number):
        section = SectionFactory(roadmap__organization=school)
        for turn in range(3 + number):
            due = date(2022, 11, 1) + timedelta(days=40 * turn)
            TaskFactory(organization=school, section=section, due_on=due)
            TaskFactory(
                organization=school, section=section, due_on=due, progress="done", done_on=due
            )


# What may happen on a later day: each takes the world, the day and a number to choose by.
def consent_withdrawn(world, day, number):
    row = Consent.objects.filter(withdrawn_on=None).order_by("pk")[number]
    Consent.objects.filter(pk=row.pk).update(withdrawn_on=max(day, row.signed_on))


def consent_signed(world, day, number):
    silent = Person.objects.without_consent_on(day).first()
    ConsentFactory(person=silent, signed_on=day)


def pair_added(world, day, number):
    world.pair(
        world.schools[number % 3], world.members[number % 3], day, "active", FORMS[number % 3]
    )


def school_begun(world, day, number):
    school = InstitutionFactory(parent=world.region.children.order_by("pk")[number % 2])
    world.pair(school, MembershipFactory(organization=school), day, "active", FORMS[0])
    event = EventFactory(organization=school, state="held", starts_on=day)
    GroupFinal.objects.create(institution=school, school_year=2022, event=event)


def pair_ended(world, day, number):
    pair = Pair.objects.filter(state="active").order_by("pk")[number % 3]
    Pair.objects.filter(pk=pair.pk).update(state="completed" if number % 2 else "dissolved")
    for row in pair.members.all():
        if row.period.lower < day:
            row.period = DateRange(row.period.lower, min(row.period.upper, day + timedelta(days=1)))
        row.live = False
        row.save()


def mentor_substituted(world, day, number):
    term = MentorTerm.objects.filter(period__contains=day).order_by("pk")[number % 3]
    upper = term.period.upper
    term.period = DateRange(term.period.lower, day)
    term.save()
    entry = new_mentor(term.pair.institution, day)
    MentorTerm.objects.create(pair=term.pair, mentor_entry=entry, period=DateRange(day, upper))


def member_joined(world, day, number):
    pair = Pair.objects.filter(state="active").order_by("pk")[number % 3]
    entry = new_mentee(pair.institution, day)
    pair.members.create(
        mentee_entry=entry,
        person=entry.person,
        form=pair.form,
        period=DateRange(day, date(2023, 6, 1)),
    )


def meeting_held(world, day, number):
    pair = Pair.objects.order_by("pk")[number % 3]
    for stage in STAGES:
        meeting = came(MeetingFactory(pair=pair, held_on=day, stage=stage))
    confirmed(meeting)
    if not pair.feedback.filter(month=date(2022, 11, 1)).exists():
        FeedbackFactory(pair=pair, month=date(2022, 11, 1), answered_on=day)


def class_changed(world, day, number):
    row = Affiliation.objects.filter(category="pupil", period__endswith=None).order_by("pk")[number]
    row.period = DateRange(row.period.lower, day)
    row.save()
    Affiliation.objects.create(
        person=row.person,
        institution=row.institution,
        category="pupil" if number % 2 else "graduate",
        place="11 «Б»",
        period=DateRange(day, None),
    )


def stage_taken(world, day, number):
    entry = SelectionStep.objects.order_by("pk")[number % 3].entry
    SelectionStep.objects.create(
        entry=entry, action="decline", from_stage=entry.stage, to_stage="declined",
        held_on=day, comment="не пришёл", made_by=world.members[0],
    )  # fmt: skip
    type(entry).objects.filter(pk=entry.pk).update(stage="declined")


def entry_left(world, day, number):
    entry = MenteeEntryFactory._meta.model.objects.filter(outcome="записано")
    entry.filter(pk=entry.order_by("pk")[number % 3].pk).update(left_on=day)
    new_mentee(world.schools[0], day)
    category = ("teacher", "student", "employer")[number % 3]
    person = PersonFactory(institution=world.schools[0], category=category, **agreed_on(day))
    MentorEntryFactory(institution=world.schools[0], person=person, entered_on=day)


def event_held(world, day, number):
    person = Person.objects.with_consent_on(day).order_by("pk")[number]
    school = person.institution
    for kind in MentoringEvent.Kind.values:
        event = EventFactory(organization=school, kind=kind, state="held", starts_on=day)
    AttendanceFactory(event=event, person=person, state="present")


def paper_issued(world, day, number):
    for kind in ("mentor_certificate", "mentor_thanks"):
        world.order(world.schools[0], world.members[0], day, kind)
    AgreementFactory(partner=PartnerFactory(institution=world.schools[0]), signed_on=day)
    PracticeFactory(organization=world.schools[0], state="published", published_on=day)


def program_moved(world, day, number):
    running = Program.objects.filter(state="running").order_by("pk")[number % 3]
    Program.objects.filter(pk=running.pk).update(state="completed")
    ProgramMove.objects.create(
        program=running, action="complete", made_by=world.members[0], dated_on=day
    )


def program_begun(world, day, number):
    school, member = world.schools[number % 3], world.members[number % 3]
    pair = world.pair(school, member, day, "active", FORMS[1])
    program = approve(ProgramFactory(pair=pair), "running")
    Program.objects.filter(pk=program.pk).update(approved_on=day)
    MentorReportFactory(program=program, reported_on=day)


def answer_given(world, day, number):
    person = PersonFactory(institution=world.schools[number % 3], **agreed_on(day))
    for code in ("mentee-satisfaction", "mentor-satisfaction"):
        ResponseFactory(
            person=person,
            questionnaire=questionnaire(code),
            answered_on=day,
            is_satisfied=bool(number % 2),
        )
    for role in ("mentee", "mentor"):
        for wave in ("entry", "exit"):
            asked = questionnaire(f"{wave}-{role}-pupil")
            WaveFactory(person=person, questionnaire=asked, answered_on=day)


def entrance_asked(world, day, number):
    school = world.schools[number % 3]
    for category in ("pupil", "teacher", "student", "employer"):
        person = PersonFactory(institution=school, category=category, **agreed_on(day))
        for code in ("mentee-pupil", "mentor-teacher"):
            taken_in(person, code, day)
    preferred(person, day)


def task_done(world, day, number):
    task = Task.objects.filter(progress="planned").order_by("pk")[number % 3]
    Task.objects.filter(pk=task.pk).update(progress="done", done_on=day)
    if number % 2:
        roadmap = Roadmap.objects.order_by("pk")[number % 3]
        Roadmap.objects.filter(pk=roadmap.pk).update(archived_on=day)


LATER = [
    consent_withdrawn, consent_signed, pair_added, school_begun, pair_ended, mentor_substituted,
    member_joined, meeting_held, class_changed, stage_taken, entry_left, event_held, paper_issued,
    program_moved, program_begun, answer_given, entrance_asked, task_done,
]  # fmt: skip
