"""Words and addresses of the pages of an upload, by what is loaded."""

from dataclasses import dataclass

from mentorship.core.spreadsheets.lists import ListColumn
from mentorship.organizations.importing.columns import HEADCOUNT_COLUMNS, ORGANIZATION_COLUMNS
from mentorship.organizations.models import ListImport


@dataclass(frozen=True)
class Page:
    """`prefix` begins the names of the addresses."""

    prefix: str
    title: str
    hint: str
    columns: tuple[ListColumn, ...]
    sample_name: str

    @property
    def create(self) -> str:
        return f"organizations:{self.prefix}_import_create"

    @property
    def detail(self) -> str:
        return f"organizations:{self.prefix}_import_detail"

    @property
    def confirm(self) -> str:
        return f"organizations:{self.prefix}_import_confirm"

    @property
    def sample(self) -> str:
        return f"organizations:{self.prefix}_import_sample"


PAGES = {
    ListImport.Kind.ORGANIZATIONS: Page(
        prefix="organization",
        title="Загрузка организаций",
        hint="Муниципалитеты, которых ещё нет, добавятся вместе с организациями.",
        columns=ORGANIZATION_COLUMNS,
        sample_name="Организации_образец.xlsx",
    ),
    ListImport.Kind.HEADCOUNTS: Page(
        prefix="headcount",
        title="Загрузка численности",
        hint="Численность – знаменатель показателей. На ту же дату новое число заменит прежнее. "
        "Подойдёт и таблица, где категории – столбцы: «Обучающиеся 10–19 лет», «Педагоги».",
        columns=HEADCOUNT_COLUMNS,
        sample_name="Численность_образец.xlsx",
    ),
}
