import pytest
from django.core.exceptions import PermissionDenied

from mentorship.bank.banks import Bank
from mentorship.bank.importing import opening
from mentorship.bank.models import ColumnMapping, ImportRun, ImportSource
from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.organizations.school_year import SchoolYear
from tests.factories.imports import GROMOVA, HEADINGS, LOSEV, mapped_run, previewed_run, sheet
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)
MENTOR_HEADINGS = ("ФИО наставника", "Место работы", "Основные компетенции")
MENTOR = ("Бехтина Ольга Владимировна", "учитель физики", "олимпиады")
PASTED = "ФИО наставляемого\tГод рождения\nГромова Полина Сергеевна\t2011\n"


def begin(member, content=None, pasted="", bank=None, name="база.xlsx"):
    return opening.start_import(
        member=member, content=content, pasted=pasted, filename=name, bank=bank, year=YEAR
    )


def mapping_of(run):
    return {int(position): code or None for position, code in run.layout["mapping"].items()}


def test_start_keeps_the_bytes_until_they_are_read(curator, make_sheet):
    run = begin(curator, make_sheet(HEADINGS, GROMOVA))
    assert (run.state, bytes(run.source.content[:2])) == ("reading", b"PK")

    run = opening.read_source(run=run)

    source = ImportSource.objects.get()
    assert (run.state, run.bank, source.content) == ("mapping", "mentees", None)
    assert [t["people"] for t in run.tables] == [1]
    assert opening.workbook_of(run).sheets[0].rows[1][0] == GROMOVA[0]


def test_pasted_table_is_read_and_stays_for_another_try(curator):
    run = opening.read_source(run=begin(curator, pasted=PASTED))

    assert (run.state, run.title, run.source.pasted) == ("mapping", "Вставленная таблица", PASTED)
    assert run.layout["mapping"] == {"0": "name", "1": "birth"}


def test_file_that_is_none_ends_with_its_reason(curator):
    run = begin(curator, b"no workbook at all")

    with pytest.raises(DomainError) as refusal:
        opening.read_source(run=run)

    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", str(refusal.value))
    assert run.source.content is None


@pytest.mark.parametrize(
    ("content", "pasted", "words"),
    [
        (b"", "", "Выберите файл"),
        (None, " \n", "Выберите файл"),
        (b"0" * (10 * 2**20 + 1), "", "10 МБ"),
    ],
)
def test_nothing_and_too_much_are_refused_at_once(curator, content, pasted, words):
    with pytest.raises(DomainError, match=words):
        begin(curator, content, pasted)

    assert not ImportRun.objects.exists()


def test_another_file_takes_the_place_of_the_first(curator, make_sheet):
    run = previewed_run(curator)

    run = opening.replace_source(
        member=curator, run=run, content=make_sheet(MENTOR_HEADINGS, MENTOR), pasted="",
        filename="наставники.xlsx", bank=None,
    )  # fmt: skip
    run = opening.read_source(run=run)

    assert (run.bank, run.file_name, run.rows.count()) == ("mentors", "наставники.xlsx", 0)
    assert ImportRun.objects.count() == 1


def test_reading_that_comes_too_late_changes_nothing(curator, make_sheet):
    late = begin(curator, make_sheet(HEADINGS, GROMOVA))
    opening.replace_source(
        member=curator, run=late, content=None, pasted=PASTED, filename="", bank=None
    )

    run = opening.read_source(run=late)

    assert run.state == "reading"


def test_of_several_tables_one_is_chosen_by_hand(curator):
    sheets = [sheet(GROMOVA), sheet(MENTOR, headings=MENTOR_HEADINGS, name="Наставники")]
    run = mapped_run(curator, sheets=sheets)

    run = opening.choose_table(member=curator, run=run, sheet=1, bank=None)

    assert (run.bank, run.layout["sheet"]) == ("mentors", 1)
    assert run.get_absolute_url().endswith("/columns/")
    with pytest.raises(DomainError, match="Такой таблицы"):
        opening.choose_table(member=curator, run=run, sheet=5, bank=None)


def test_headings_may_stand_where_a_person_points(curator):
    rows = [("Список", "", "", ""), HEADINGS, GROMOVA]
    run = mapped_run(curator, sheets=[sheet(*rows, headings=("а", "б", "в", "г"))])

    run = opening.choose_table(member=curator, run=run, sheet=0, bank=Bank.MENTEES, header_row=3)

    run.refresh_from_db()
    assert run.layout["header"] == {"rows": [2], "first_row": 3, "headings": list(HEADINGS)}


def test_mapping_is_remembered_for_the_institution_and_the_bank(curator):
    headings = ("ФИО наставляемого", "Год рождения", "Заметки педагога", "Класс")
    run = mapped_run(curator, (*GROMOVA[:2], "адаптация", "5 «А»"), headings=headings)
    assert run.layout["mapping"]["2"] == ""

    mapping = mapping_of(run) | {2: "request", 3: None}
    opening.map_columns(member=curator, run=run, bank=Bank.MENTEES, mapping=mapping)

    kept = ColumnMapping.objects.get()
    assert (kept.bank, kept.codes["заметки педагога"], kept.codes["класс"]) == (
        "mentees", "request", "",
    )  # fmt: skip
    again = mapped_run(curator, (*GROMOVA[:2], "адаптация", "5 «А»"), headings=headings)
    assert (again.layout["mapping"]["2"], again.layout["mapping"]["3"]) == ("request", "")
    strange = mapped_run(MembershipFactory(), (*GROMOVA[:2], "", ""), headings=headings)
    assert strange.layout["mapping"]["2"] == ""


def test_mapping_without_a_name_is_refused_and_nothing_kept(curator):
    run = mapped_run(curator, GROMOVA)

    with pytest.raises(DomainError):
        opening.map_columns(member=curator, run=run, bank=Bank.MENTEES, mapping={1: "birth"})

    run.refresh_from_db()
    assert (run.state, ColumnMapping.objects.count()) == ("mapping", 0)


def test_special_column_is_neither_read_nor_kept(curator, make_sheet):
    headings = (*HEADINGS, "Группа здоровья")
    run = opening.read_source(
        run=begin(curator, make_sheet(headings, (*GROMOVA, "вторая-секретная")))
    )

    assert run.layout["refused"] == [4]
    assert "вторая-секретная" not in repr(opening.kept_workbook(run)) + repr(run.tables)


def test_busy_run_is_left_alone(curator):
    run = previewed_run(curator, GROMOVA, LOSEV)
    run.job = Job.objects.create(
        kind="bank.import", organization=curator.organization, requested_by=curator
    )
    run.save()

    with pytest.raises(DomainError, match="подождите"):
        opening.choose_table(member=curator, run=run, sheet=0, bank=None)


def test_foreign_run_is_denied(curator):
    with pytest.raises(PermissionDenied):
        opening.choose_table(
            member=MembershipFactory(), run=mapped_run(curator, GROMOVA), sheet=0, bank=None
        )


def test_job_is_called_without_the_name_of_the_file(curator):
    run = mapped_run(curator, GROMOVA, name="Громова Полина.xlsx")

    assert opening.title_of(run) == f"Загрузка № {run.pk}: база наставляемых"
