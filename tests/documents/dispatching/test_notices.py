from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.documents.dispatching.notices import NOTICES, send_notices
from mentorship.documents.dispatching.services import open_received, send_document, withdraw
from mentorship.documents.models import Dispatch
from mentorship.jobs.models import Job
from mentorship.jobs.progress import Progress
from tests.factories.letters import IssuedLetterFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letter(nobody_listens):
    return IssuedLetterFactory(title="О награждении Кузнецовой Ольги Викторовны")


@pytest.fixture
def school(letter):
    return InstitutionFactory(parent=letter.organization, short_name="Гимназия № 7")


def send(letter, *schools, due_on=None):
    member = letter.created_by
    send_document(document=letter, member=member, recipients=schools, due_on=due_on)
    return Job.objects.filter(kind=NOTICES).last()


def work(job):
    Job.objects.filter(pk=job.pk).update(state="running")
    return send_notices(job.params, Progress(job.pk))[0]["mailed"]


@pytest.fixture
def mail(settings, mailoutbox):
    settings.MAIL_CONFIGURED, settings.SITE_URL = True, "https://nastavnik.example"
    return mailoutbox


def test_those_who_may_open_it_are_told_once(letter, school, mail):
    people = [MembershipFactory(organization=school, role=r) for r in ("director", "curator")]
    MembershipFactory(organization=school, role="council")
    MembershipFactory(organization=school, user=UserFactory(is_active=False), role="director")
    MembershipFactory()

    job = send(letter, school)

    assert (work(job), work(job)) == (2, 0)
    assert sorted(mail_.to[0] for mail_ in mail) == sorted(m.user.email for m in people)


def test_mail_names_organizations_and_the_term_and_nobody(letter, school, mail):
    member = MembershipFactory(organization=school, role="director")
    term = timezone.localdate() + timedelta(days=5)
    work(send(letter, school, due_on=term))

    [sent] = mail
    dispatch = Dispatch.objects.get()
    assert sent.subject == "Новый документ во «Входящих»: Гимназия № 7"
    assert f"Ознакомиться нужно до {term:%d.%m.%Y}." in sent.body
    assert f"https://nastavnik.example/documents/incoming/{dispatch.pk}/" in sent.body
    names = ("Кузнецов", member.user.full_name, letter.created_by.user.full_name)
    assert [name in sent.subject + sent.body for name in names] == [False] * 3


def test_opened_and_withdrawn_need_no_mail(letter, school, mail):
    member = MembershipFactory(organization=school, role="director")
    other = InstitutionFactory(parent=letter.organization)
    job = send(letter, school, other)
    open_received(dispatch=Dispatch.objects.get(organization=school), member=member)
    withdraw(dispatch=Dispatch.objects.get(organization=other), member=letter.created_by)

    assert (work(job), mail) == (0, [])


def test_without_a_mail_server_nothing_is_asked_for(letter, school, mail, settings):
    settings.MAIL_CONFIGURED = False

    assert (send(letter, school), mail) == (None, [])
