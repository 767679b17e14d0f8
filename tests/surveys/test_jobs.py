import pytest
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.progress import Progress
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys import shown_secrets
from mentorship.surveys.inviting import Order, issue_invitations
from mentorship.surveys.jobs import MOST_AT_ONCE, SHEET, print_sheet, show_or_print
from tests.conftest import wait_until
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import BatchFactory, InvitationFactory, questionnaire


def give_out(curator, count, manner="sheet"):
    order = Order(questionnaire("mentee-pupil"), manner, 14, count=count)
    batch, tokens = issue_invitations(
        member=curator, order=order, year=SchoolYear(2022), today=timezone.localdate()
    )
    show_or_print(member=curator, batch=batch, tokens=tokens)
    return batch, tokens


def run(job):
    return print_sheet(job.params, Progress(job.pk))


@pytest.fixture
def job(curator):
    """A big sheet on its way, its job taken by a worker."""
    batch, _ = give_out(curator, MOST_AT_ONCE + 1)
    batch.job.state = Job.State.RUNNING
    batch.job.save()
    return batch.job


def test_links_are_shown_for_a_while(curator):
    batch, tokens = give_out(curator, 2, "links")

    assert shown_secrets.links_of(batch) == tokens
    assert shown_secrets.sheet_of(batch) is None


def test_small_sheet_is_printed_at_once(curator):
    batch, _ = give_out(curator, 2)

    assert shown_secrets.sheet_of(batch).startswith(b"%PDF-")
    assert (batch.job, shown_secrets.links_of(batch)) == (None, {})


def test_big_sheet_is_a_job_without_secrets(job):
    assert (job.kind, job.title) == (SHEET, "Лист QR-кодов: Анкета наставляемого: обучающийся")
    assert set(job.params) == {"membership", "batch"}


def test_worker_prints_with_secrets_of_its_own(curator, job):
    batch = curator.organization.invitation_batches.get()
    before = set(batch.invitations.values_list("link__digest", flat=True))

    result, url = run(job)

    after = set(batch.invitations.values_list("link__digest", flat=True))
    assert (result, url) == ({"cards": MOST_AT_ONCE + 1}, f"/surveys/invitations/{batch.pk}/")
    assert before.isdisjoint(after)
    assert shown_secrets.sheet_of(batch).startswith(b"%PDF-")


def test_second_run_ends_the_first_sheet(curator, job):
    batch = curator.organization.invitation_batches.get()
    run(job)
    first = set(batch.invitations.values_list("link__digest", flat=True))

    run(job)

    states = {invitation.state for invitation in batch.invitations.select_related("link")}
    assert first.isdisjoint(batch.invitations.values_list("link__digest", flat=True))
    assert states == {"open"}


def test_rights_are_asked_again_when_it_runs(curator, job):
    curator.role = "director"
    curator.save()

    with pytest.raises(DomainError, match="возможно, сменилась роль"):
        run(job)


@pytest.mark.django_db
def test_foreign_batch_is_not_printed():
    invitation = InvitationFactory(batch=BatchFactory(manner="sheet"))
    stranger = MembershipFactory()
    job = Job.objects.create(
        kind=SHEET, title="лист", organization=stranger.organization, requested_by=stranger
    )
    job.params = {"membership": stranger.pk, "batch": invitation.batch_id}

    with pytest.raises(DomainError, match="Приглашения не найдены"):
        run(job)


@pytest.mark.django_db(transaction=True)
def test_real_worker_leaves_the_sheet_where_the_site_finds_it(worker, settings, broker_url):
    # The worker has keys of its own; the site looks where it writes.
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": "cache"}}
    batch, _ = give_out(MembershipFactory(), MOST_AT_ONCE + 1)

    wait_until(lambda: Job.objects.get().state == Job.State.DONE, "the sheet is printed")

    assert shown_secrets.sheet_of(batch).startswith(b"%PDF-")
