import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": CHROMIUM, "args": QUIET.split()}


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "ru-RU", "viewport": {"width": 1280, "height": 900}}


class Visitor:
    """A person at the browser: speaks in labels and buttons, and looks at every page with axe."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.violations, self.complaints, self.hosts = [], [], set()
        page.set_default_timeout(15_000)
        page.on("console", self.hear)
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))

    def hear(self, message):
        if message.type == "error":
            self.complaints.append(message.text)

    def open(self, path):
        self.page.goto(f"{self.address}{path}")
        self.look()

    def look(self):
        """Nothing on the page is a barrier (WCAG 2.1 AA), and it fits a narrow phone."""
        found = Axe().run(self.page).response["violations"]
        self.violations += [(self.page.url, v["id"], v["nodes"][0]["html"]) for v in found]

    def fits_a_phone(self):
        usual = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 800})
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(usual)
        return width <= 320

    def fill(self, label, text):
        self.page.get_by_label(label, exact=False).first.fill(text)

    def press(self, name):
        """Click a button or a link by its words, and look at the page that comes."""
        words = re.compile(f"^{re.escape(name)}")
        button = self.page.get_by_role("button", name=words)
        target = button if button.count() else self.page.get_by_role("link", name=words)
        with self.page.expect_navigation():
            target.first.click()
        self.look()

    def choose_section(self, name):
        """A line of the side navigation."""
        menu = self.page.get_by_role("navigation", name="Разделы")
        line = menu.get_by_text(name, exact=True)
        if not line.is_visible():
            menu.locator(".menu-group").filter(has_text=name).locator("summary").click()
        with self.page.expect_navigation():
            line.click()
        self.look()

    def download(self, name):
        with self.page.expect_download() as download:
            words = re.compile(f"^{re.escape(name)}")
            self.page.get_by_role("link", name=words).first.click()
        return download.value.path().read_bytes()

    def sees(self, text):
        return self.page.get_by_role("main").get_by_text(text).first.is_visible()

    def sign_in(self, member, password):
        self.open("/account/sign-in/")
        self.fill("Электронная почта", member.user.email)
        self.fill("Пароль", password)
        self.press("Войти")

    def sign_out(self):
        self.page.locator(".who summary").click()
        self.press("Выйти")


@pytest.fixture
def visitor(page, live_server):
    return Visitor(page, live_server.url)
