"""Pages of programs, templates, practices and routes: axe on each, and the width of a phone."""

import pytest

from tests.browser.steps import PASSWORD
from tests.factories.organizations import MembershipFactory
from tests.factories.programs import (
    ActivityFactory,
    DifficultyFactory,
    PracticeFactory,
    ProgramFactory,
    ProgramTemplateFactory,
    RouteFactory,
    RouteStageFactory,
    approve,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def curator(visitor):
    member = MembershipFactory()
    member.user.set_password(PASSWORD)
    member.user.save()
    visitor.sign_in(member, PASSWORD)
    return member


@pytest.fixture
def pages(curator):
    """Addresses of every page, each with something on it."""
    school = curator.organization
    program = ProgramFactory(pair__institution=school)
    difficulty = DifficultyFactory(program=program)
    activity = ActivityFactory(program=program, difficulty=difficulty, mark="done")
    approve(program, "running")
    template = ProgramTemplateFactory(organization=school)
    own = ProgramTemplateFactory(organization=school, derived_from=template, published=True)
    practice = PracticeFactory(organization=school)
    route = RouteStageFactory(route=RouteFactory(institution=school)).route
    verbs = ["", "edit/", "changes/", "report/", "results/", "practice/"]
    return [
        *(f"/programs/{program.pk}/{verb}" for verb in verbs),
        f"/programs/activities/{activity.pk}/",
        "/programs/new/",
        "/programs/templates/",
        own.get_absolute_url(),
        f"/programs/templates/{template.pk}/edit/",
        "/programs/practices/",
        practice.get_absolute_url(),
        "/programs/routes/",
        route.get_absolute_url(),
    ]


def test_pages_of_programs_are_open_to_everybody(visitor, pages):
    too_wide = []
    for path in pages:
        visitor.open(path)
        if not visitor.fits_a_phone():
            too_wide.append(path)

    assert (visitor.violations, visitor.complaints, too_wide) == ([], [], [])
