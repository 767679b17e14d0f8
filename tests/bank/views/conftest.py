import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.imports import finish_jobs

HEADINGS = ["ФИО наставляемого", "Год рождения", "Класс", "Основной запрос", "Форма наставничества"]
ROWS = [
    ["Громова Полина Сергеевна", 2011, "5 «А»", "адаптация", "ученик – ученик"],
    ["Зимин Кирилл Павлович", 2020, "10 «А»", "профессии", ""],
]


@pytest.fixture
def site(sign_in, curator):
    return sign_in(curator, 2022)


@pytest.fixture
def upload(site, make_sheet):
    """Send a sheet through the page and let the worker read it; gives the answer of the page."""

    def send(content=None, *, bank="", name="база.xlsx", path="/bank/imports/new/"):
        content = make_sheet(HEADINGS, *ROWS) if content is None else content
        file = SimpleUploadedFile(name, content)
        response = site.post(path, {"file": file, "bank": bank, "pasted": ""})
        finish_jobs()
        return response

    return send
