import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.urls import reverse

from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from monitoring.findings import weak_criteria
from monitoring.models import SheetVersion
from monitoring.quality.comparing import levels_below
from monitoring.quality.results import result_of
from monitoring.quality.services import correct_sheet, finish_sheet, save_sheet
from tests.factories.monitoring import QualitySheetFactory
from tests.factories.organizations import InstitutionFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.monitoring.quality.conftest import DAY, marks

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)


def url(name, *args):
    return reverse(f"monitoring:{name}", args=args)


@pytest.fixture
def finished(sheet, curator):
    typed = marks("2") | {"mark-goals": "0", "mark-climate": "1", "strengths": "Опытные наставники"}
    save_sheet(member=curator, sheet=sheet, typed=typed, seen=0)
    return finish_sheet(member=curator, sheet=sheet, seen=1, today=DAY)


def test_school_begins_takes_proposals_and_finishes(sign_in, curator, school):
    client = sign_in(curator, school_year=2022)
    begun = client.post(url("quality_create"), {"form": ""})
    again = client.post(url("quality_create"), {"form": ""})
    fill = begun["Location"]

    taken = client.post(fill, {"seen": "0", "take": "marks"})
    proposed = school.quality_sheets.get().typed
    refused = client.post(fill, proposed | {"seen": "1", "then": "finish"})
    client.post(fill, marks("1") | {"seen": "1", "then": "finish"})

    sheet = school.quality_sheets.get()
    assert (again["Location"], taken["Location"]) == (fill, f"{fill}#id_marks")
    # Nothing is there: only what the model asks of the organization can be said, and that is 0.
    assert proposed == {"mark-principles": "0"}
    assert refused.context["refusal"].startswith("Поставьте оценку по каждому критерию.")
    assert (sheet.state, sheet.versions.get().level_title) == ("finished", "допустимый")


def test_older_page_is_refused_with_both_texts(sign_in, curator, director, sheet):
    fill = url("quality_fill", sheet.pk)
    sign_in(director).post(fill, {"seen": "0", "strengths": "Слова руководителя"})

    page = sign_in(curator).post(fill, {"seen": "0", "strengths": "Слова куратора"})

    sheet.refresh_from_db()
    (told,) = [(label, row.saved, row.typed) for label, row in page.context["differences"]]
    assert told == ("Сильные стороны", "Слова руководителя", "Слова куратора")
    assert sheet.typed == {"strengths": "Слова руководителя"}
    assert page.context["form"]["strengths"].value() == "Слова куратора"


def test_finished_sheet_stays_while_it_is_corrected(finished, sheet, curator, answered, school):
    frozen = finished.content
    answered(school, [(3, 5)] * 6)
    correct_sheet(member=curator, sheet=sheet, reason="Пришли анкеты")
    sheet.refresh_from_db()
    while_open = result_of(school, YEAR, curator)
    save_sheet(member=curator, sheet=sheet, typed=marks("2"), seen=1)
    second = finish_sheet(member=curator, sheet=sheet, seen=2, today=DAY)

    finished.refresh_from_db()
    assert (while_open.score, while_open.level_title) == (15, "оптимальный")
    assert finished.content == frozen
    assert (frozen["growth"], second.content["growth"][0]["lines"][0]["count"]) == ([], 6)
    assert (second.number, second.reason, second.score) == (2, "Пришли анкеты", 18)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        SheetVersion.objects.filter(pk=finished.pk).update(score=1)


def test_criterion_marked_nought_is_a_finding_for_the_next_plan(finished, sheet, school):
    roadmap = RoadmapFactory(organization=school)

    found = weak_criteria(roadmap, YEAR, DAY)

    assert [(row.code, row.text) for row in found] == [
        (
            "quality-goals",
            "качество программы, 0 баллов: Соответствие наставнической деятельности цели и "
            "задачам, по которым она осуществляется",
        )
    ]
    assert weak_criteria(roadmap, SchoolYear(2021), DAY) == []


def test_two_finish_at_once_and_one_looks_again(sheet, curator, director):
    save_sheet(member=curator, sheet=sheet, typed=marks("1"), seen=0)
    save_sheet(member=director, sheet=sheet, typed=marks("2"), seen=1)

    with pytest.raises(DomainError, match="лист сохранил кто-то ещё"):
        finish_sheet(member=curator, sheet=sheet, seen=1, today=DAY)


def test_above_the_school_there_are_levels_and_no_words(
    sign_in, finished, school, methodist, coordinator
):
    other = InstitutionFactory(parent=school.parent)
    QualitySheetFactory(institution=other)

    rows = levels_below(methodist, YEAR).rows
    page = sign_in(coordinator, school_year=2022).get(url("quality_list"))
    result = result_of(school, YEAR, methodist)

    told = {row.institution.pk: row.result and row.result.words for row in rows}
    assert told == {school.pk: "15 из 18 баллов – оптимальный уровень", other.pk: None}
    assert page.context["counts"] == [("оптимальный", 1)]
    assert (result.swot, result.conclusion) == ({}, "")
    assert "Опытные наставники" not in page.content.decode()
    assert sign_in(methodist).get(url("quality_sheet", finished.sheet_id)).status_code == 404


def test_sheet_compares_years_and_goes_to_a_file(sign_in, finished, sheet, curator):
    earlier = QualitySheetFactory(institution=sheet.institution, school_year=2021)
    save_sheet(member=curator, sheet=earlier, typed=marks("1"), seen=0)
    finish_sheet(member=curator, sheet=earlier, seen=1, today=DAY)
    client = sign_in(curator)

    years = client.get(sheet.get_absolute_url()).context["years"]
    book = client.get(url("quality_file", sheet.pk, "xlsx"))
    word = client.get(url("quality_file", sheet.pk, "docx"))

    assert [str(year) for year in years.years] == ["2021/2022", "2022/2023"]
    assert years.rows[0][1] == (1, 0)
    assert years.results == ("9 из 18, допустимый", "15 из 18, оптимальный")
    assert (book.status_code, word.status_code) == (200, 200)
