"""Import of a bank of 5,000 rows by the wizard, against calamine + COPY of the same rows."""

import io
import resource
from collections.abc import Callable, Iterator

import openpyxl
from django.db import connection, transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook

from benchmarks.figures import Figure, compare
from mentorship.accounts.models import User
from mentorship.bank.banks import Bank
from mentorship.bank.importing import opening, services
from mentorship.bank.models import ImportRun, Person
from mentorship.core.copying import copy_rows
from mentorship.core.spreadsheets import Column, write_table
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.reference import load_reference

ROWS = 5_000
KNOWN = 20_000
MOST_MEMORY = 300  # MiB
SURNAMES = (
    "Белов",
    "Громов",
    "Ёлкин",
    "Зимин",
    "Котов",
    "Лосев",
    "Орлов",
    "Сомов",
    "Титов",
    "Юдин",
)
HALVES = (
    "Абаев",
    "Вагин",
    "Дугин",
    "Жуков",
    "Ивлев",
    "Мухин",
    "Попов",
    "Рогов",
    "Фадин",
    "Чуев",
)
NAMES = ("Артём", "Борис", "Глеб", "Егор", "Илья", "Кирилл", "Лев", "Марк", "Олег", "Семён")
PATRONYMICS = ("Игоревич", "Олегович", "Павлович", "Петрович", "Юрьевич")


def book() -> bytes:
    """A bank of mentees with invented names, no two of them alike."""
    headings = {
        "ФИО наставляемого": lambda n: (
            f"{SURNAMES[n % 10]}-{HALVES[n // 10 % 10]} {NAMES[n // 100 % 10]} "
            f"{PATRONYMICS[n // 1000 % 5]}"
        ),
        "Год рождения наставляемого": lambda n: 2008 + n % 7,
        "Класс": lambda n: f"{5 + n % 5} «А»",
        "Основной запрос наставляемого": lambda n: "мотивация к учёбе",
        "Форма наставничества": lambda n: "учитель – ученик",
    }
    columns = [Column(heading, value) for heading, value in headings.items()]
    return write_table("База", columns, range(ROWS))


def institution() -> Organization:
    region = Organization.objects.create(level="region", code="r", name="r", short_name="r")
    city = Organization.objects.create(
        level="municipality", parent=region, code="m", name="m", short_name="m"
    )
    return Organization.objects.create(
        level="institution",
        institution_type="school",
        parent=city,
        code="s",
        name="s",
        short_name="s",
    )


def undone(work: Callable[[], object]) -> Callable[[], None]:
    """The work in a transaction that is taken back, so that every run finds the same tables."""

    def run() -> None:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    return run


ROWS_OF_STAGE = """
    WITH people AS (
        INSERT INTO bank_person (institution_id, last_name, first_name, patronymic, sex, birth_year,
            contacts, representative_name, representative_contacts, sort_name, search_text)
        SELECT %(school)s, split_part(c0, ' ', 1), split_part(c0, ' ', 2), split_part(c0, ' ', 3),
            'm', c1::numeric::int, '', '', '', lower(c0), lower(c0) FROM stage
        RETURNING id
    ), standings AS (
        INSERT INTO bank_affiliation (institution_id, person_id, category, place, period)
        SELECT %(school)s, id, 'pupil', '5 «А»', '[2026-09-01,)' FROM people
    )
    INSERT INTO bank_menteeentry (institution_id, person_id, interests, entered_on, outcome,
        case_link, request, completion_mark)
    SELECT %(school)s, id, '', '2026-09-01', '', '', 'мотивация к учёбе', '' FROM people
"""


def bare_copy(content: bytes, school: Organization) -> None:
    """The same rows without the application: calamine, COPY to a stage, INSERT … SELECT."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    lines = "\n".join("\t".join(str(cell) for cell in row) for row in rows[-ROWS:])
    marks = ", ".join(f"c{index} text" for index in range(len(rows[-1])))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE stage ({marks}) ON COMMIT DROP")
        cursor.copy_expert("COPY stage FROM STDIN", io.StringIO(lines))
        cursor.execute(ROWS_OF_STAGE, {"school": school.pk})


def bare_book(content: bytes) -> None:
    """openpyxl alone writing the same cells."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    bare = openpyxl.Workbook(write_only=True)
    sheet = bare.create_sheet()
    for row in rows:
        sheet.append(row)
    bare.save(io.BytesIO())


def curator_of(school: Organization) -> Membership:
    user = User.objects.create(email="bench@example.org", full_name="Проба")
    return Membership.objects.create(
        user=user, organization=school, role=Role.CURATOR, starts_on=timezone.localdate()
    )


def known_people(school: Organization) -> None:
    """People of the bank that no row of the file speaks of: doubles are looked for among them."""
    people = [
        Person(
            institution=school,
            last_name=f"{SURNAMES[n % 10]}ский-{SURNAMES[n // 10 % 10]}енко",
            first_name=NAMES[n // 100 % 10],
            patronymic=PATRONYMICS[n // 1000 % 5],
            birth_year=1950 + n // 400,
        )
        for n in range(KNOWN)
    ]
    for person in people:
        person.fill_keys()
    copy_rows(people)


def previewed(member: Membership, content: bytes) -> ImportRun:
    """The first four steps: the file is read, its columns are mapped, its rows are checked."""
    run = opening.start_import(
        member=member,
        content=content,
        pasted="",
        filename="b.xlsx",
        bank=None,
        year=SchoolYear.containing(timezone.localdate()),
    )
    run = opening.read_source(run=run)
    mapping = {int(place): code or None for place, code in run.layout["mapping"].items()}
    run = opening.map_columns(member=member, run=run, bank=Bank(run.bank), mapping=mapping)
    return services.check_rows(run=run, today=timezone.localdate())


def peak_memory() -> Figure:
    """What this process took at most; the child that reads files has a limit of its own."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ours, limit = f"{peak:.0f} MiB", f"{MOST_MEMORY} MiB"
    return Figure("peak memory of an import", ours, limit, peak / MOST_MEMORY, 1)


def figures() -> Iterator[Figure]:
    """Nothing of it stays: the next benchmark finds an empty database."""
    with transaction.atomic():
        yield from import_figures()
        transaction.set_rollback(True)


def import_figures() -> Iterator[Figure]:
    load_reference()
    school = institution()
    content, member = book(), curator_of(school)
    known_people(school)
    limit = undone(lambda: bare_copy(content, school))
    preview = undone(lambda: previewed(member, content))
    run = previewed(member, content)
    today = timezone.localdate()

    def confirm() -> None:
        services.confirm_import(member=member, run=run, today=today)

    yield compare(f"preview of {ROWS} rows, doubles among {KNOWN} people", preview, limit, 6)
    yield compare(f"confirm of {ROWS} rows", undone(confirm), limit, 8)
    yield peak_memory()
    yield compare(f"writing {ROWS} rows", book, lambda: bare_book(content), 1.2)
