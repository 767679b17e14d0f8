import io
from datetime import UTC, date, datetime, timedelta

import docx
import pgtrigger
import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from monitoring.findings import advised
from monitoring.models import Note, NoteVersion
from monitoring.notes import services
from monitoring.notes.advice import advice_for
from monitoring.notes.attention import recommendations_line
from monitoring.notes.blocks import Grid
from monitoring.notes.body import body_of
from monitoring.notes.printing import printout_of_version
from monitoring.notes.services import StaleTextError
from roadmaps.models import Roadmap
from tests.factories.monitoring import RoundFactory, RoundReportFactory
from tests.factories.organizations import (
    HeadcountFactory,
    InstitutionFactory,
    MembershipFactory,
)
from tests.monitoring.figures.world import pair_added
from tests.monitoring.notes.conftest import TODAY, YEAR

SAY = "Наставляемых – {{ figure.mentees_taking_part }}, новых у нас много."


def words(content):
    file = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def test_school_report_tells_its_true_numbers_and_freezes_them(world, head, begun, issue):
    note = begun(head)
    participants = FIGURES["mentees_taking_part"].value(head.organization, YEAR)

    assert body_of(note, TODAY).shown["figure.mentees_taking_part"].value == participants > 0
    version = issue(head, note)
    pair_added(world, TODAY - timedelta(90), 6)
    moved = body_of(note, TODAY).shown["figure.mentees_taking_part"].value
    text = words(printout_of_version(NoteVersion.objects.get(pk=version.pk)).docx())
    assert moved > participants
    assert f"наставляемых – {participants}, наставников" in text
    assert "{{" not in text


def test_issued_version_cannot_be_changed_or_deleted(curator, begun, issue):
    version = issue(curator, begun(curator))

    for change in (lambda: version.delete(), lambda: version.save()):
        with pytest.raises(InternalError), transaction.atomic():
            change()
    with pytest.raises(DomainError, match="Уже выпущено"):
        issue(curator, version.note)


def test_correction_is_a_new_version_with_its_reason(curator, begun, issue, write):
    note = begun(curator)
    first = issue(curator, note)
    with pytest.raises(DomainError, match="Уже выпущено"):
        write(curator, note, "general", SAY)
    services.correct_note(member=curator, note=note, reason="Опечатка в выводах")
    write(curator, note, "general", SAY)

    second = issue(curator, note)

    assert [row.number for row in note.versions.all()] == [2, 1]
    assert (first.reason, second.reason) == ("", "Опечатка в выводах")
    assert "Причина исправления: Опечатка в выводах" in second.body
    assert "новых у нас много" in second.body
    assert "новых у нас много" not in NoteVersion.objects.get(pk=first.pk).body


def test_second_writer_of_a_section_is_refused_with_the_saved_text(curator, begun, write):
    note = begun(curator)
    write(curator, note, "general", "Первый текст", seen=0)

    with pytest.raises(StaleTextError) as refusal:
        write(curator, note, "general", "Второй текст", seen=0)

    assert (refusal.value.saved, refusal.value.number) == ("Первый текст", 1)
    assert note.sections.get(code="general").text == "Первый текст"


def test_older_page_of_a_section_does_not_put_back_what_was_left_out(curator, begun, write):
    """The form is saved whole by itself, so an old tab would undo a colleague's choice."""
    note = begun(curator)
    text = note.sections.get(code="general").text
    write(curator, note, "general", text, seen=0, is_left_out=True)

    with pytest.raises(StaleTextError, match=r"Сохранено и другое: Раздел не входит в отчёт\."):
        write(curator, note, "general", text, seen=0)

    assert note.sections.get(code="general").is_left_out is True


def test_note_changed_since_it_was_looked_at_is_not_issued(curator, begun, write):
    note = begun(curator)
    stamp = services.stamp_of(note)
    write(curator, note, "general", SAY)

    with pytest.raises(DomainError, match="Пока вы смотрели"):
        services.issue_note(member=curator, note=note, today=TODAY, seen=stamp)


def test_other_advice_in_place_of_what_was_looked_at_is_not_issued(methodist, silent, begun):
    note = begun(methodist)
    stamp = services.stamp_of(note)
    row = note.recommendations.get(institution=silent, rule="roadmap_missing")
    row.delete()
    longest = f"indicator_below_plan:{'I' * 20}"
    note.recommendations.create(institution=silent, rule=longest, text="Иначе")

    with pytest.raises(DomainError, match="Пока вы смотрели"):
        services.issue_note(member=methodist, note=note, today=TODAY, seen=stamp)


def test_unknown_mark_is_kept_and_keeps_the_note_from_being_issued(curator, begun, write, issue):
    typed = {
        "Пар – {{ figure.pairs_orderd }}": "Может быть, figure.pairs_ordered?",
        "Пар – {{ figure.pairs_ordered": "Скобки не закрыты",
        "Вот {{ table.indicators }}": "пишутся отдельной строкой",
        "{{ round.asked }}": "в отчёте школы их нет",
    }
    note = begun(curator)
    section = write(curator, note, "general", "\n".join(typed))

    with pytest.raises(DomainError, match="«Общие сведения»") as refusal:
        issue(curator, note)

    assert [said for said in typed.values() if said not in str(refusal.value)] == []
    assert section.text == "\n".join(typed)


def test_above_the_institution_nobody_is_named_and_few_are_not_counted(
    world, city, begun, write, issue
):
    note = begun(city)
    write(city, note, "general", "Отличилась Петрова А. Б. из школы им. А. С. Пушкина.")
    with pytest.raises(DomainError, match=r"имя человека: «Петрова А\. Б\.»"):
        issue(city, note)
    write(city, note, "general", "Отличилась школа им. А. С. Пушкина.")
    pupils = "{{ figure.mentees_taking_part | age=10-19 | form=uchenik-uchenik }}"
    write(city, note, "plans", f"Пар – {pupils}\n{{{{ table.participants }}}}")

    version = issue(city, note)

    assert {state for _text, state, _reason in version.shown.values()} <= {
        "known",
        "hidden",
        "unknown",
    }
    small = FIGURES["mentees_taking_part"].table(
        note.organization, YEAR, ("form",), as_of=YEAR.counted_on(TODAY)
    )
    assert min(small.values()) < 5
    assert "скрыто" in version.body


def test_rules_name_the_silent_school_and_it_reads_its_advice(
    methodist, coordinator, silent, begun, issue
):
    opened = RoundFactory(opened_by=coordinator, due_on=TODAY - timedelta(1))
    RoundReportFactory(round=opened, organization=silent)
    stranger = RoundReportFactory(round=opened, organization=InstitutionFactory())
    note = begun(methodist, opened)

    assert set(note.recommendations.filter(institution=silent).values_list("rule", flat=True)) == {
        "no_report",
        "roadmap_missing",
    }
    dropped = note.recommendations.get(institution=silent, rule="roadmap_missing")
    services.drop_recommendation(member=methodist, recommendation=dropped, is_dropped=True)
    services.refresh_suggestions(member=methodist, note=note, today=TODAY)
    assert advice_for(silent) == []
    version = issue(methodist, note)
    [advice] = advice_for(silent)
    assert advice.texts == (
        f"Представить отчёт в сбор «{opened.title}»; впредь соблюдать установленный срок.",
    )
    line = recommendations_line(MembershipFactory(organization=silent), YEAR, timezone.localdate())
    assert (line.count, line.text) == (1, "рекомендация")
    [found] = advised(Roadmap(organization=silent), YEAR, TODAY)
    assert found.text == f"рекомендация ({note.organization.short_name}): {advice.texts[0]}"
    assert silent.short_name in version.body.replace("\N{NO-BREAK SPACE}", " ")
    assert stranger.organization.short_name not in version.body


def test_edited_recommendation_is_left_alone_and_late_writer_refused(methodist, silent, begun):
    note = begun(methodist)
    row = note.recommendations.get(institution=silent, rule="roadmap_missing")
    services.save_recommendation(member=methodist, recommendation=row, text="Иначе", seen=0)
    services.refresh_suggestions(member=methodist, note=note, today=TODAY)
    row.refresh_from_db()

    assert row.text == "Иначе"
    with pytest.raises(StaleTextError):
        services.save_recommendation(member=methodist, recommendation=row, text="Поздно", seen=0)


def test_empty_year_is_an_honest_draft(curator):
    HeadcountFactory(
        organization=curator.organization,
        category="pupil",
        age_from=10,
        age_to=19,
        as_of=SchoolYear(2019).starts_on,
        value=40,
    )
    note = services.create_note(member=curator, year=SchoolYear(2019), round_=None, today=TODAY)

    body = body_of(note, TODAY)

    read = {row.text for code, row in body.shown.items() if code.startswith("figure.")}
    [grid] = [
        block
        for section in body.sections
        for block in section.blocks
        if isinstance(block, Grid) and block.title == "Целевые показатели"
    ]
    assert body.is_empty
    assert read == {"нет данных"}
    assert grid.rows[0][2] == "за этот учебный год в системе нет участников и пар"
    with pytest.raises(DomainError, match="уже начат"):
        services.create_note(member=curator, year=SchoolYear(2019), round_=None, today=TODAY)


def test_mistaken_draft_is_deleted_and_what_was_issued_stays(curator, methodist, begun, issue):
    mistaken, issued = begun(methodist), begun(curator)
    issue(curator, issued)
    services.correct_note(member=curator, note=issued, reason="Ошибка")

    stamp = services.stamp_of(mistaken)
    services.delete_note(member=methodist, note=mistaken, seen=stamp)

    assert list(Note.objects.in_use()) == [issued]
    with pytest.raises(DomainError, match="Выпущенное не удаляется"):
        services.delete_note(member=curator, note=issued, seen=services.stamp_of(issued))
    with pytest.raises(DomainError, match="Проект удалён"):
        issue(methodist, mistaken)
    with pytest.raises(DomainError, match="Проект удалён"):
        services.correct_note(member=methodist, note=mistaken, reason="Ошибка")
    begun(methodist)
    with pytest.raises(DomainError, match="уже начат"):
        services.restore_note(member=methodist, note=mistaken)


def test_news_are_dated_by_the_day_of_the_region(methodist, silent, begun, issue):
    issue(methodist, begun(methodist))
    late = datetime(2023, 6, 1, 22, 30, tzinfo=UTC)
    with pgtrigger.ignore("monitoring.NoteVersion:stays_as_issued"):
        NoteVersion.objects.update(issued_at=late)

    line = recommendations_line(MembershipFactory(organization=silent), YEAR, date(2023, 6, 2))

    assert line.since == date(2023, 6, 2)
