"""What several stories of the browser do in the same way."""

import re

from playwright.sync_api import expect

PASSWORD = "осенний-лист-над-рекой"


def wait_for_heading(visitor, text):
    """The page comes by itself once the work of the worker is done."""
    heading = visitor.page.get_by_role("heading", level=1, name=re.compile(f"^{re.escape(text)}"))
    expect(heading).to_be_visible(timeout=20_000)
    visitor.look()


def import_table(visitor, content, *, only_good=False):
    """A workbook without doubles, from the first step to the bank."""
    visitor.open("/bank/imports/new/")
    file = {"name": "база.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    visitor.page.get_by_label("Файл").first.set_input_files(file)
    visitor.press("Дальше: столбцы")
    wait_for_heading(visitor, "Столбцы")
    visitor.press("Всё верно – дальше")
    wait_for_heading(visitor, "Проверка")
    visitor.press("Загрузить только годные строки" if only_good else "Дальше")
    wait_for_heading(visitor, "Итог")
    visitor.press("Загрузить")
    wait_for_heading(visitor, "Загружено")
