from datetime import date

from django.core.files.base import ContentFile

from mentorship.bank.models import ImportRun
from mentorship.jobs.models import Job
from mentorship.programs.models import Activity, Program
from mentorship.surveys.models import Questionnaire, Response
from roadmaps.models import Evidence
from tests.factories.bank import (
    MenteeEntryFactory,
    MentorEntryFactory,
    PartnerFactory,
    PersonFactory,
)
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import HeadcountFactory, MembershipFactory, SignatoryFactory
from tests.factories.pairs import MeetingFactory, PairFactory
from tests.factories.roadmaps import TaskFactory


def make_rows(school, mentor_user):
    """One row of every model, each with the school's marker in its words."""
    school.rows |= bank_rows(school, mentor_user)
    school.rows |= paper_rows(school)
    return school.rows | roadmap_rows(school) | pair_rows(school)


def bank_rows(school, mentor_user):
    organization, surname = school.organization, f"{school.people_marker}ов"
    SignatoryFactory(organization=organization, full_name=f"{surname} Пётр Ильич")
    HeadcountFactory(organization=organization)
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
    run = ImportRun.objects.create(
        institution=organization,
        bank="mentees",
        file_name=f"{school.people_marker}.xlsx",
        file_sha256="0" * 64,
        school_year=2022,
    )
    return {
        "MentorEntry": mentor,
        "MenteeEntry": mentee,
        "WithoutConsent": without,
        "Person": mentee.person,
        "Consent": with_scan(mentee.person.consents.get()),
        "Partner": PartnerFactory(institution=organization, name=f"ООО «{school.people_marker}»"),
        "ImportRun": run,
    }


def with_scan(consent):
    consent.scan.save("scan.pdf", ContentFile(b"%PDF-1.4 scan"))
    return consent


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
    return {"Document": document, "Job": job}


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
    return {"Task": task, "Roadmap": task.section.roadmap, "Evidence": evidence}


def pair_rows(school):
    mentor, mentee = school.rows["MentorEntry"], school.rows["MenteeEntry"]
    pair = PairFactory(
        institution=school.organization,
        mentor_entry=mentor,
        mentees=[mentee],
        state="active",
        order=school.rows["Document"],
        title=f"Группа {school.people_marker}",
    )
    meeting = MeetingFactory(pair=pair, summary=school.people_marker)
    program = Program.objects.create(
        institution=school.organization,
        pair=pair,
        goal=school.people_marker,
        starts_on=date(2022, 10, 1),
        ends_on=date(2023, 5, 31),
    )
    activity = Activity.objects.create(program=program, title=school.people_marker)
    response = Response.objects.create(
        institution=school.organization,
        questionnaire=Questionnaire.objects.get(code="mentee-satisfaction"),
        person=mentee.person,
        school_year=2022,
        answered_on=date(2023, 5, 20),
        answers={"comfort": 9, "missing": school.people_marker},
        is_satisfied=True,
    )
    return {
        "Pair": pair,
        "Meeting": meeting,
        "Program": program,
        "Activity": activity,
        "Response": response,
    }
