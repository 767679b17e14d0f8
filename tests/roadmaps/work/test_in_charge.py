"""A member put in charge of a task reports on it, and on nothing else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roadmaps.models import Evidence, Occurrence, TaskResponsible
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db
DONE = {"progress": "done", "done_on": "01.10.2022", "report_text": "Проведено"}


@pytest.fixture
def psychologist():
    return MembershipFactory(role="psychologist")


@pytest.fixture
def tasks(psychologist):
    """One the psychologist is in charge of, and one of the same plan that is nobody's."""
    own = TaskFactory(organization=psychologist.organization)
    other = TaskFactory(organization=psychologist.organization, section=own.section)
    curator = MembershipFactory(organization=psychologist.organization)
    TaskResponsible.objects.create(task=own, membership=psychologist, confirmed_by=curator)
    return own, other


def post(client, name, row, data=None):
    return client.post(reverse(f"roadmaps:{name}", args=[row.pk]), data or {}).status_code


def test_own_task_is_reported_with_a_file_and_its_page_offers_that(client, sign_in, tasks):
    own, _ = tasks
    sign_in(own.responsibles.get().membership)
    scan = SimpleUploadedFile("акт.pdf", b"%PDF-1.7 ")

    page = client.get(own.get_absolute_url())
    codes = [
        post(client, "task_report", own, DONE),
        post(client, "evidence_create", own, {"name": "Акт", "file": scan}),
        post(client, "evidence_delete", Evidence.objects.get()),
        post(client, "evidence_restore", Evidence.objects.get()),
    ]

    own.refresh_from_db()
    assert (codes, own.progress, own.report_text) == ([302] * 4, "done", "Проведено")
    assert (page.context["may_report"], page.context["may_keep"]) == (True, False)


def test_turn_of_an_own_task_is_ticked_off(client, sign_in, tasks):
    own, _ = tasks
    sign_in(own.responsibles.get().membership)
    days = {"starts_on": own.due_on, "due_on": own.due_on}
    turn = Occurrence.objects.create(organization=own.organization, task=own, **days)

    done = {f"turn-{turn.pk}-done_on": "01.10.2022", "action": "done"}
    codes = [post(client, "occurrence_report", turn, done), post(client, "occurrence_reopen", turn)]

    assert codes == [302, 302]


def test_other_tasks_and_the_text_of_the_own_one_stay_closed(client, sign_in, tasks):
    own, other = tasks
    sign_in(own.responsibles.get().membership)

    codes = [
        post(client, "task_report", other, DONE),
        post(client, "evidence_create", other),
        post(client, "task_update", own),
        post(client, "task_responsible", own),
        post(client, "task_bulk", own.section.roadmap),
        post(client, "progress_bind", own),
    ]

    assert codes == [403] * 6
    assert not client.get(other.get_absolute_url()).context["may_report"]
