from datetime import date
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from mentorship.accounts.services import issue_password_link
from mentorship.bank.models import ConsentText, EventSession, SheetRun
from mentorship.documents.layouts import STANDARD
from mentorship.documents.models import (
    Acquaintance,
    Batch,
    CheckCode,
    StoredFile,
    UploadedTemplate,
)
from mentorship.documents.word_styles import blank
from mentorship.jobs.models import Job
from mentorship.organizations.models import ListImport
from mentorship.pairs.meetings.confirming import ask_mentees
from mentorship.pairs.meetings.feed import FEED
from mentorship.pairs.trials import give_link
from mentorship.surveys.models import Questionnaire, Response
from monitoring.models import FigureTable
from roadmaps.drafts import save_draft
from roadmaps.models import (
    AddressedInstitution,
    Correction,
    CycleStage,
    Evidence,
    Occurrence,
    RoadmapTemplate,
    TaskAddress,
    TaskLink,
)
from roadmaps.parsing import parse
from roadmaps.patterns.content import content_of
from roadmaps.removals import remove_tasks
from roadmaps.work.comments import add_comment
from roadmaps.work.feed import FEED as TASK_FEED
from tests.access.feedback_rows import feedback_rows
from tests.access.member_rows import member_rows
from tests.access.program_rows import program_rows
from tests.factories.bank import (
    AgreementFactory,
    AttendanceFactory,
    EventFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    MentorOfferFactory,
    PartnerFactory,
    PersonFactory,
    TopicFactory,
)
from tests.factories.consents import ConsentSheetFactory, WithdrawalFactory
from tests.factories.documents import DocumentFactory
from tests.factories.imports import previewed_run
from tests.factories.letters import DispatchFactory, IssuedLetterFactory
from tests.factories.matching import RulingFactory, SuggestionFactory, WaitingStepFactory
from tests.factories.monitoring import (
    CheckRuleFactory,
    FormVersionFactory,
    NoteFactory,
    NoteSectionFactory,
    QualitySheetFactory,
    RecommendationFactory,
    RoundFactory,
    RoundReportFactory,
)
from tests.factories.organizations import (
    HeadcountFactory,
    MembershipFactory,
    SignatoryFactory,
    UserFactory,
)
from tests.factories.pairs import (
    MeetingFactory,
    OwnDirectionFactory,
    PairFactory,
    came,
    planned,
)
from tests.factories.reviews import RemarkFactory, ReviewFactory
from tests.factories.roadmaps import TaskFactory
from tests.factories.surveys import (
    InvitationFactory,
    QuestionnaireFactory,
    ReplyFactory,
    ResponseFactory,
    questionnaire,
)


def make_rows(school, mentor_user):
    """One row of every model, each with the school's marker in its words."""
    school.rows |= list_rows(school)
    school.rows |= bank_rows(school, mentor_user)
    school.rows |= paper_rows(school)
    school.rows |= account_rows()
    school.rows |= member_rows(school)
    school.rows |= roadmap_rows(school) | pair_rows(school)
    school.rows |= matching_rows(school)
    return school.rows | batch_rows(school, school.rows["Pair"].members.first())


def account_rows():
    """Secrets stand where the table takes a pk: they are what the address takes."""
    token = issue_password_link(user=UserFactory())
    return {"PasswordToken": SimpleNamespace(pk=token)}


def list_rows(school):
    """The institution itself, and uploads that colleagues of its municipality and its own made."""
    organization = school.organization
    methodist = MembershipFactory(organization=organization.parent, role="methodist")
    curator = MembershipFactory(organization=organization)
    uploads = {
        "NodeImport": (methodist, "organizations"),
        "HeadcountImport": (curator, "headcounts"),
    }
    return {"Organization": organization} | {
        name: ListImport.objects.create(
            organization=member.organization,
            kind=kind,
            file_name=f"{school.people_marker}.xlsx",
            created_by=member,
        )
        for name, (member, kind) in uploads.items()
    }


def bank_rows(school, mentor_user):
    organization, surname = school.organization, f"{school.people_marker}ов"
    signatory = SignatoryFactory(organization=organization, full_name=f"{surname} Пётр Ильич")
    headcount = HeadcountFactory(organization=organization)
    HeadcountFactory(organization=organization, age_from=15, value=34)
    mentor = MentorEntryFactory(institution=organization)
    mentee = MenteeEntryFactory(institution=organization)
    without = MenteeEntryFactory(
        institution=organization, person=PersonFactory(institution=organization)
    )
    for entry in (mentor, mentee, without):
        entry.person.last_name = surname
        entry.person.save()
    mentor.person.user = mentor_user
    mentor.person.save()
    return {
        "Signatory": signatory,
        "Headcount": headcount,
        "MentorEntry": mentor,
        "MenteeEntry": mentee,
        "WithoutConsent": without,
        "Person": mentee.person,
        "Consent": with_scan(mentee.person.consents.get()),
        **consent_rows(school, mentee.person, without.person),
        **event_rows(school, mentee.person),
        # Of an applied mentor without a consent to transfer: no neighbor sees it.
        "MentorOffer": MentorOfferFactory(entry=mentor, transferable=False),
        "Double": PersonFactory(institution=organization, last_name=surname),
        "Topic": TopicFactory(
            organization=organization, title=f"Тема {school.marker}", keywords="физика"
        ),
        **partner_rows(school),
        "ImportRun": import_run(school),
    }


def consent_rows(school, person, without):
    """Sheets that were printed, a publication to be taken down, and the school's own text."""
    run = SheetRun.objects.create(
        institution=school.organization,
        purpose="processing",
        created_by=MembershipFactory(organization=school.organization),
    )
    run.file.save("sheets.pdf", ContentFile(b"%PDF-1.4 sheets"))
    text = ConsentText.objects.get(organization=None, code="processing-adult")
    text.pk, text.organization, text.source = None, school.organization, school.marker
    text.save()
    return {
        "ConsentSheet": ConsentSheetFactory(person=without, run=run),
        "SheetRun": run,
        "Withdrawal": WithdrawalFactory(
            person=person, purpose="publication", basis=school.people_marker
        ),
        "ConsentText": text,
    }


def partner_rows(school):
    """A partner with an agreement and its scan."""
    name = f"ООО «{school.people_marker}»"
    partner = PartnerFactory(institution=school.organization, name=name)
    agreement = AgreementFactory(partner=partner, subject=school.people_marker)
    return {"Partner": partner, "Agreement": with_scan(agreement)}


def event_rows(school, person):
    """An event of the school, and somebody at it."""
    event = EventFactory(organization=school.organization, title=f"Слёт {school.people_marker}")
    session = EventSession.objects.create(
        event=event, held_on=event.starts_on, title=school.people_marker
    )
    attendance = AttendanceFactory(event=event, person=person)
    return {"Event": event, "EventSession": session, "Attendance": attendance}


def import_run(school):
    name = school.people_marker.capitalize()
    rows = [(f"{name}ов Лев Ильич", 2011, "5 «А»"), (f"{name}ин Лев Ильич", 2021, "5 «А»")]
    return previewed_run(
        MembershipFactory(organization=school.organization),
        *rows,
        headings=("ФИО наставляемого", "Год рождения", "Класс"),
        name=f"{school.people_marker}.xlsx",
    )


def with_scan(consent):
    consent.scan.save("scan.pdf", ContentFile(b"%PDF-1.4 scan"))
    return consent


def received_letter(school):
    """What the municipality sent, opened in the school, with a file."""
    dispatch = DispatchFactory(
        organization=school.organization, document__title=school.marker, opened=True
    )
    stored = StoredFile(document=dispatch.document, role="docx", sha256="0" * 64)
    stored.file.save("letter.docx", ContentFile(school.marker.encode()))
    return dispatch


def paper_rows(school):
    colleague = MembershipFactory(organization=school.organization)
    job = Job.objects.create(
        kind="jobs.probe",
        title=school.people_marker,
        organization=school.organization,
        requested_by=colleague,
    )
    document = DocumentFactory(
        organization=school.organization,
        title=f"О парах {school.people_marker}",
        created_by=colleague,
    )
    template = UploadedTemplate(
        organization=school.organization,
        kind="pairs_order",
        version=1,
        sha256="0" * 64,
        fields=["номер"],
        uploaded_by=colleague,
    )
    template.file.save("own.docx", ContentFile(blank(STANDARD).content), save=False)
    template.save()
    return {
        "Document": document,
        "Dispatch": received_letter(school),
        "SentByOthers": DispatchFactory(
            organization=school.organization, document=IssuedLetterFactory()
        ),
        "Job": job,
        "UploadedTemplate": template,
        **report_form_rows(school),
        **note_rows(school, colleague),
        **issued_rows(school, colleague),
    }


def report_form_rows(school):
    """A form of the school's own, a round that asks it, and what the school answers."""
    version = FormVersionFactory(form__organization=school.organization)
    opened = RoundFactory(organization=school.organization, version=version)
    return {
        "ReportForm": version.form,
        "FormVersion": version,
        "Round": opened,
        "RoundReport": RoundReportFactory(round=opened, organization=school.organization),
        "CheckRule": CheckRuleFactory(organization=school.organization, form=version.form),
        "QualitySheet": QualitySheetFactory(institution=school.organization),
    }


def note_rows(school, colleague):
    """The school's own report; what it tells is for nobody else."""
    note = NoteFactory(organization=school.organization, created_by=colleague)
    NoteSectionFactory(note=note, text=f"Текст {school.marker}")
    return {
        "Note": note,
        "Recommendation": RecommendationFactory(note=note, text=f"Дело {school.marker}"),
    }


def issued_rows(school, colleague):
    """A registered document, the code on it, and the line that names a colleague."""
    document = DocumentFactory(
        organization=school.organization,
        title=f"О парах {school.people_marker}",
        created_by=colleague,
        state="registered",
        number="1",
        number_key="1",
        dated_on=date(2022, 10, 3),
        registered_at=timezone.now(),
        registered_by=colleague,
        context={"data": {}, "text": f'<section class="sheet">{school.people_marker}</section>'},
    )
    CheckCode.objects.create(document=document, code=f"code-{document.pk}")
    line = Acquaintance.objects.create(
        document=document, full_name=colleague.user.full_name, user=colleague.user
    )
    code = SimpleNamespace(pk=f"code-{document.pk}")
    return {"Registered": document, "Acquaintance": line, "CheckCode": code}


def batch_rows(school, mentee):
    """Agreements drawn up at once by a colleague, with their files."""
    batch = Batch(
        organization=school.organization,
        kind="pair_agreement",
        school_year=mentee.pair.school_year,
        rows=[str(mentee.pk)],
        created_by=MembershipFactory(organization=school.organization),
    )
    for field, name in ((batch.pdf, "all.pdf"), (batch.archive, "all.zip")):
        field.save(name, ContentFile(f"%PDF-1.4 {school.people_marker}".encode()), save=False)
    batch.save()
    return {"Batch": batch}


def registered_order(school):
    """The order that made the pair; without files, for nobody opens it here."""
    member = MembershipFactory(organization=school.organization, role="director")
    return DocumentFactory(
        organization=school.organization,
        title=f"О парах {school.people_marker}",
        created_by=member,
        state="registered",
        number="7-ОД",
        number_key="7ОД",
        dated_on=date(2022, 10, 1),
        registered_at=timezone.now(),
        registered_by=member,
    )


def roadmap_rows(school):
    task = TaskFactory(
        organization=school.organization,
        title=f"Мероприятие {school.marker}",
        report_text=f"Отчёт {school.marker}",
    )
    task.section.roadmap.title = f"Дорожная карта {school.marker}"
    task.section.roadmap.save()
    evidence = Evidence.objects.create(
        organization=school.organization, task=task, name=f"{school.people_marker}.pdf"
    )
    evidence.file.save("proof.pdf", ContentFile(b"%PDF-1.4 proof"))
    return {
        "Task": task,
        "Section": task.section,
        "Roadmap": task.section.roadmap,
        "Evidence": evidence,
        **cascade_rows(school, task),
        **review_rows(school),
        "ImportDraft": import_draft(school),
        "Occurrence": Occurrence.objects.create(
            organization=school.organization,
            task=task,
            starts_on=date(2022, 10, 1),
            due_on=date(2022, 10, 31),
            note=school.people_marker,
        ),
        "TaskComment": add_comment(
            task=task,
            member=MembershipFactory(organization=school.organization),
            text=school.people_marker,
        ),
        "RemovedTask": removed_task(school, task.section.roadmap),
    }


def review_rows(school):
    """A plan in the queue of its municipality, with a remark of an earlier look."""
    task = TaskFactory(organization=school.organization, title=f"Веха {school.marker}")
    roadmap = task.section.roadmap
    roadmap.title, roadmap.state = f"Карта на проверке {school.marker}", "submitted"
    roadmap.save()
    review = ReviewFactory(version__roadmap=roadmap)
    methodist = MembershipFactory(organization=school.organization.parent, role="methodist")
    remark = RemarkFactory(
        review=review, task=task, text=f"Замечание {school.marker}", created_by=methodist
    )
    return {"ReviewedPlan": roadmap, "Review": review, "Remark": remark}


def removed_task(school, roadmap):
    task = TaskFactory(section__roadmap=roadmap, organization=school.organization)
    (removed,) = remove_tasks(
        roadmap=roadmap, member=MembershipFactory(organization=school.organization),
        reasons={task: f"Исключено {school.marker}"},
    )  # fmt: skip
    return removed


def cascade_rows(school, own_task):
    """Tasks of the municipal plan: one is asked of the school alone, one it has taken."""
    city = school.organization.parent
    methodist = MembershipFactory(organization=city, role="methodist")
    asked = TaskFactory(organization=city, title="Поручение округа")
    taken = TaskFactory(organization=city, section=asked.section)
    address = TaskAddress.objects.create(
        organization=city, task=asked, recipients=["head"], confirmed_by=methodist
    )
    AddressedInstitution.objects.create(address=address, institution=school.organization)
    link = TaskLink.objects.create(
        source=taken,
        institution=school.organization,
        task=own_task,
        state="accepted",
        decided_by=methodist,
    )
    return {
        "CityPlan": asked.section.roadmap,
        "CityTask": asked,
        "TaskAddress": address,
        "TaskLink": link,
        "CycleStage": CycleStage.objects.get(cycle="s004", number=1),
        "Correction": Correction.objects.create(
            organization=school.organization,
            roadmap=own_task.section.roadmap,
            school_year=2022,
            findings=[{"code": "late-1", "text": school.marker, "answer": ""}],
            begun_by=methodist,
        ),
        "FigureTable": FigureTable.objects.create(
            organization=school.organization,
            title=f"Таблица {school.marker}",
            query="figures=mentees_in_bank",
            created_by=methodist,
        ),
        "RoadmapTemplate": RoadmapTemplate.objects.create(
            organization=school.organization,
            code="plan",
            level="institution",
            title=f"Образец {school.marker}",
            starts_on=date(2022, 9, 1),
            ends_on=date(2023, 8, 31),
            content=content_of(own_task.section.roadmap),
            source=school.marker,
            checked_on=date(2022, 9, 1),
        ),
    }


def import_draft(school):
    """A preview that somebody else of the institution is looking at."""
    colleague = MembershipFactory(organization=school.organization)
    return save_draft(
        member=colleague,
        parsed=parse(f"№\tМероприятие\tСроки\n1\t{school.people_marker}\tмай 2023"),
        title=school.people_marker,
        starts_on=date(2022, 9, 1),
        ends_on=date(2023, 8, 31),
        source_name="",
        mark_reported_done=False,
        text="",
    )


def pair_rows(school):
    mentor, mentee = school.rows["MentorEntry"], school.rows["MenteeEntry"]
    pair = PairFactory(
        institution=school.organization,
        mentor_entry=mentor,
        mentees=[mentee],
        state="active",
        order=registered_order(school),
        title=f"Группа {school.people_marker}",
    )
    meeting = came(MeetingFactory(pair=pair, summary=school.people_marker))
    response = Response.objects.create(
        institution=school.organization,
        questionnaire=Questionnaire.objects.get(code="mentee-satisfaction"),
        person=mentee.person,
        school_year=2022,
        answered_on=date(2023, 5, 20),
        answers={"comfort": 9, "missing": school.people_marker},
        is_satisfied=True,
    )
    for wave in ("entry", "exit"):
        ResponseFactory(
            person=mentee.person,
            questionnaire=Questionnaire.objects.get(code=f"{wave}-mentee-pupil"),
            answers={"mood": 7, "missing": school.people_marker},
            is_satisfied=None,
        )
    return (
        {
            "Pair": pair,
            "PairMember": pair.members.get(),
            "Questionnaire": response.questionnaire,
            **life_rows(school, mentor),
            **meeting_rows(school, pair, meeting),
            "Response": response,
        }
        | program_rows(school, pair)
        | feedback_rows(pair)
        | survey_rows(school)
    )


def life_rows(school, mentor):
    """Pairs before the order: one nobody has been told of, one both sides are asked about."""
    given = {"institution": school.organization, "mentor_entry": mentor}
    draft, proposed = PairFactory(**given), PairFactory(**given, state="proposed")
    curator = MembershipFactory(organization=school.organization)
    person = proposed.members.get().person
    _answer, token = give_link(pair=proposed, member=curator, person=person)
    return {
        "DraftPair": draft,
        "ProposedPair": proposed,
        "ProposedMentee": person,
        "TrialToken": SimpleNamespace(pk=token),
    }


def meeting_rows(school, pair, meeting):
    """A meeting held and one ahead, a direction, and links given out by the curator."""
    curator = MembershipFactory(organization=school.organization)
    tokens = ask_mentees(meeting=meeting, member=curator)
    own = OwnDirectionFactory(institution=school.organization, title=f"Направление {school.marker}")
    return {
        "Meeting": meeting,
        "PlannedMeeting": planned(pair, date(2023, 1, 10), place=school.people_marker),
        "OwnDirection": own,
        "MeetingToken": SimpleNamespace(pk=next(iter(tokens.values()))),
        "FeedToken": SimpleNamespace(pk=FEED.issue(member=curator)),
        "TaskFeedToken": SimpleNamespace(pk=TASK_FEED.issue(member=curator)),
    }


def matching_rows(school):
    """A mentee who waits, with a next action, a suggestion and a ruling about two."""
    person = PersonFactory(
        institution=school.organization, last_name=f"{school.people_marker}ов", consented=True
    )
    mentee = MenteeEntryFactory(institution=school.organization, person=person)
    two = {"mentor_entry": school.rows["MentorEntry"], "mentee_entry": mentee}
    suggestion = SuggestionFactory(run__institution=school.organization, **two)
    return {
        "WaitingMentee": mentee,
        "WaitingStep": WaitingStepFactory(
            entry=mentee, due_on=date(2022, 11, 1), note=school.people_marker
        ),
        "MatchingRun": suggestion.run,
        "Suggestion": suggestion,
        "Ruling": RulingFactory(reason=school.people_marker, **two),
    }


def survey_rows(school):
    """A link out, another one answered about a pupil, and a set of the school's own."""
    curator = MembershipFactory(organization=school.organization)
    waiting, answered = (
        InvitationFactory(
            batch__institution=school.organization,
            batch__questionnaire=questionnaire("about-pupil-parent"),
            batch__created_by=curator,
            about=school.rows["MenteeEntry"].person,
        )
        for _ in range(2)
    )
    reply = ReplyFactory(
        invitation=answered,
        person=answered.about,
        answers={"help": school.people_marker},
    )
    own = QuestionnaireFactory(organization=school.organization, title=school.marker)
    return {
        "InvitationBatch": waiting.batch,
        "SurveyInvitation": waiting,
        "SurveyToken": SimpleNamespace(pk=waiting.token),
        "Reply": reply,
        "OwnSet": own,
        "OpinionSet": QuestionnaireFactory(
            organization=own.organization,
            purpose="satisfaction",
            audience="mentee",
            state="published",
        ),
    }
