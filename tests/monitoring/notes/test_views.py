import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.core.exceptions import DomainError
from monitoring.models import Note
from monitoring.notes import services
from monitoring.notes.body import body_of
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.monitoring.notes.conftest import TODAY


def url(name, *args):
    return reverse(f"monitoring:{name}", args=args)


def test_curator_writes_and_issues_the_report(sign_in, curator):
    client = sign_in(curator, 2022)
    client.post(url("note_create"), {})
    note = Note.objects.get()
    address = url("note_section", note.pk, "general")
    page = client.get(address)
    sealed = page.context["shown"]
    typed = {"text": "Наставников у нас 15.\r\n{{ figure.oops }}", "seen": "0", "shown": sealed}
    saved = client.post(address, typed, headers={"hx-request": "true"})

    assert "Имени figure.oops нет" in saved.content.decode()
    section = note.sections.get(code="general")
    assert section.text == "Наставников у нас 15.\n{{ figure.oops }}"
    assert "figure.mentors_taking_part" in section.remembered
    stale = client.post(address, typed | {"text": "Иначе", "seen": "0"}).content.decode()
    assert stale.count("Наставников у нас 15.") == 1
    assert "Сохранить моё" in stale
    client.post(address, typed | {"text": "Наставников – 15.", "over": "1"})
    issued = client.post(
        url("note_issue", note.pk),
        {"stamp": client.get(note.get_absolute_url()).context["stamp"]},
        follow=True,
    )
    assert "Выпущено, редакция 1" in issued.content.decode()
    file = client.get(url("note_file", note.pk, 1, "docx"))
    assert file.content[:2] == b"PK"


def test_number_written_by_hand_is_told_when_it_moves(sign_in, curator, begun):
    note = begun(curator)
    section = note.sections.get(code="satisfaction")
    section.text = "Анкет разослано много."
    section.remembered = {"figure.surveys_sent": "1000"}
    section.save()

    page = sign_in(curator, 2022).get(section.get_absolute_url())

    moved = [row.code for row in page.context["numbers"] if row.needs_a_look]
    assert moved == ["figure.surveys_sent"]
    assert "когда вы писали, было 1000" in page.content.decode()
    draft = sign_in(curator, 2022).get(note.get_absolute_url()).content.decode()
    assert "показателей изменилось: 1" in draft


def test_pages_ask_as_often_for_many_institutions(sign_in, methodist, begun):
    note, client = begun(methodist), sign_in(methodist, 2022)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(note.get_absolute_url()).status_code == 200
        return len(queries)

    asked()
    before = asked()
    InstitutionFactory.create_batch(5, parent=methodist.organization)
    assert asked() == before


def test_methodist_of_a_part_of_the_municipality_writes_of_this_part_alone(
    sign_in, methodist, begun, silent
):
    """What the narrowed one's own pages do not show is neither summed nor named nor advised."""
    whole = begun(methodist)
    garden = InstitutionFactory(parent=silent.parent, institution_type="kindergarten")
    narrow, colleague = MembershipFactory.create_batch(
        2,
        role="methodist",
        organization=methodist.organization,
        institution_types=["kindergarten"],
    )
    client = sign_in(narrow, 2022)
    row = whole.recommendations.get(institution=silent, rule="roadmap_missing")
    for address in (whole.get_absolute_url(), row.get_absolute_url()):
        assert client.get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        services.drop_recommendation(member=narrow, recommendation=row, is_dropped=True)

    client.post(url("note_create"), {})
    [part] = Note.objects.visible_to(colleague)
    assert list(Note.objects.visible_to(methodist)) == [whole]
    assert {each.institution for each in part.recommendations.all()} == {garden}
    page = client.get(part.get_absolute_url()).content.decode()
    assert page.count("по организациям: детские сады") == 1
    assert "Аналитическая справка (детские сады) за 2022/2023 учебный год" in page
    with pytest.raises(DomainError, match="уже начат"):
        begun(colleague)
    with pytest.raises(PermissionDenied):
        services.add_recommendation(member=narrow, note=part, institution=silent, text="Чужой")


def test_note_of_a_part_counts_this_part(world, city, begun):
    whole = begun(city)
    narrow = MembershipFactory(role="methodist", organization=city.organization)
    narrow.institutions.set([world.schools[0]])
    part = begun(narrow)

    read = {
        note.pk: body_of(note, TODAY).shown["figure.institutions_with_pairs"].text
        for note in (whole, part)
    }

    assert read == {whole.pk: "2", part.pk: "1"}


def test_deleted_draft_keeps_what_a_colleague_is_typing_and_is_put_back(
    sign_in, curator, begun, write
):
    """A section is open when the note is deleted: neither its text nor a saved one is lost."""
    note, client = begun(curator), sign_in(curator, 2022)
    seen = client.get(note.get_absolute_url()).context["stamp"]
    write(curator, note, "general", "Сохранено минуту назад.")
    section = note.sections.get(code="general")

    refused = client.post(url("note_delete", note.pk), {"stamp": seen}, follow=True)
    assert "Пока вы смотрели, текст изменили" in refused.content.decode()
    stamp = refused.context["stamp"]
    deleted = client.post(url("note_delete", note.pk), {"stamp": stamp}, follow=True)
    assert "Удалённые проекты" in deleted.content.decode()
    typed = {"text": "Пишу дальше.", "seen": str(section.draft)}
    page = client.post(section.get_absolute_url(), typed).content.decode()
    assert "Проект удалён. Верните его" in page
    assert "Пишу дальше." in page
    assert "Вернуть проект" in client.get(note.get_absolute_url()).content.decode()
    back = client.post(url("note_restore", note.pk), follow=True)

    assert "Сохранено минуту назад." in back.content.decode()
    assert Note.objects.get().is_draft
