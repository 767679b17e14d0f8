"""The search from the keyboard alone, and the tabs of a card, with axe on every page."""

import pytest

from tests.browser.steps import PASSWORD
from tests.factories.bank import MenteeEntryFactory
from tests.factories.organizations import MembershipFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def person(visitor):
    """Ёлкин in the school of the curator who is signed in."""
    member = MembershipFactory(organization__short_name="Школа № 5")
    member.user.set_password(PASSWORD)
    member.user.save()
    entry = MenteeEntryFactory(institution=member.organization, person__last_name="Ёлкин")
    visitor.sign_in(member, PASSWORD)
    return entry.person


def test_search_is_walked_by_keys(visitor, person):
    page = visitor.page
    page.keyboard.press("/")
    page.keyboard.type("`kr")
    page.locator("#suggestions:not([hidden])").wait_for()
    visitor.look()
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#search-box", "aria-activedescendant")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert (chosen, page.url) == ("suggestion-1", f"{visitor.address}{person.get_absolute_url()}")
    assert (visitor.violations, visitor.complaints) == ([], [])


def test_escape_puts_suggestions_away_and_enter_opens_all_results(visitor, person):
    page = visitor.page
    page.keyboard.press("/")
    page.keyboard.type("елкин")
    page.locator("#suggestions:not([hidden])").wait_for()
    page.keyboard.press("Escape")
    hidden = page.locator("#suggestions").is_hidden()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    visitor.look()

    assert (hidden, visitor.sees("Ёлкин Артём Игоревич")) == (True, True)
    assert (visitor.violations, visitor.complaints) == ([], [])


@pytest.mark.parametrize("path", ["history/", "readings/"])
def test_tabs_of_a_card_fit_everybody(visitor, person, path):
    visitor.open(f"{person.get_absolute_url()}{path}")

    assert (visitor.fits_a_phone(), visitor.violations) == (True, [])


@pytest.mark.parametrize(
    "path", ["/audit/readings/", "/audit/incidents/?since=x", "/search/?q=елктн"]
)
def test_logs_and_results_fit_everybody(visitor, person, path):
    visitor.open(path)

    assert (visitor.fits_a_phone(), visitor.violations) == (True, [])
