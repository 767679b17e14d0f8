"""Drafts save themselves; nobody's text is lost to another (ecosystem §4, rule 22; C1, C4)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.documents import services
from mentorship.documents.models import Document, DraftSave, TakenNumber
from tests.documents.issuing import director_of
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TYPED = {"basis": "Положением", "programs_due_on": "31.10.2022", "control": "self"}


@pytest.fixture
def director(draft):
    return director_of(draft)


@pytest.fixture
def desk(director, sign_in, year):
    return sign_in(director, year.first)


@pytest.fixture
def colleague(draft):
    return MembershipFactory(role="curator", organization=draft.organization)


def page_of(client, draft):
    """What an opened page sends with every change: its version and its own name."""
    text = client.get(draft.get_absolute_url()).content.decode()
    names = ("seen", "editor")
    return {name: re.search(f'name="{name}" value="([^"]*)"', text)[1] for name in names}


def change(client, draft, page, curator):
    return client.post(f"{draft.get_absolute_url()}preview/", TYPED | page | {"curator": curator})


def curator_of(draft):
    return Document.objects.get(pk=draft.pk).fields["curator"]


def test_change_is_saved_at_once_and_said(desk, draft, director):
    response = change(desk, draft, page_of(desk, draft), "Белова Анна Ильинична")

    save = DraftSave.objects.get()
    assert (curator_of(draft), save.saved_by) == ("Белова Анна Ильинична", director)
    assert f"Сохранено в {timezone.localtime(save.saved_at):%H:%M}" in response.content.decode()


def test_field_with_an_error_does_not_stop_the_others(desk, draft):
    page = page_of(desk, draft) | {"programs_due_on": "когда-нибудь"}

    change(desk, draft, page, "Белова Анна Ильинична")

    draft.refresh_from_db()
    assert draft.fields["curator"] == "Белова Анна Ильинична"
    assert draft.fields["programs_due_on"] == "2022-10-31"


@pytest.mark.parametrize("tail", ["preview/", "edit/"])
def test_page_of_an_odd_name_saves_namelessly(desk, draft, tail):
    sent = TYPED | page_of(desk, draft) | {"editor": "a\x00b", "curator": "Белова Анна Ильинична"}

    desk.post(f"{draft.get_absolute_url()}{tail}", sent)

    assert (curator_of(draft), DraftSave.objects.get().editor) == ("Белова Анна Ильинична", "")


def test_same_text_again_is_no_saving(desk, draft):
    change(desk, draft, page_of(desk, draft), "Белова Анна Ильинична")
    saved_at = DraftSave.objects.get().saved_at

    change(desk, draft, page_of(desk, draft), "Белова Анна Ильинична")

    assert DraftSave.objects.get().saved_at == saved_at


def test_page_that_saved_last_may_come_with_its_first_version(desk, draft):
    page = page_of(desk, draft)
    change(desk, draft, page, "Белова Анна")

    change(desk, draft, page, "Белова Анна Ильинична")

    assert curator_of(draft) == "Белова Анна Ильинична"


def test_older_version_is_refused_with_both_texts(desk, draft, colleague):
    page = page_of(desk, draft)
    theirs = {"curator": "Громова Ольга Петровна"}
    services.update_draft(document=draft, member=colleague, fields=theirs, editor="other")

    text = change(desk, draft, page, "Белова Анна Ильинична").content.decode()

    assert curator_of(draft) == "Громова Ольга Петровна"
    assert "Запись изменена" in text
    assert '<span class="pre">Громова Ольга Петровна</span>' in text
    assert '<span class="pre">Белова Анна Ильинична</span>' in text


def test_refused_page_stays_refused_until_it_chooses(desk, draft, colleague):
    page = page_of(desk, draft)
    services.update_draft(document=draft, member=colleague, fields={"curator": "Белов"}, editor="b")
    sent = change(desk, draft, page, "Алов").content.decode()
    change(desk, draft, page | {"seen": re.search('name="seen" value="(.*?)"', sent)[1]}, "Аникин")
    before = curator_of(draft)

    over = re.search('name="over" value="(.*?)"', sent)[1]
    data = TYPED | page | {"curator": "Антонов", "over": over}
    desk.post(f"{draft.get_absolute_url()}edit/", data)

    assert (before, curator_of(draft)) == ("Белов", "Антонов")


def test_button_of_an_older_page_keeps_what_was_typed(desk, draft, colleague):
    page = page_of(desk, draft)
    services.update_draft(document=draft, member=colleague, fields={"curator": "Белов"}, editor="b")

    response = desk.post(f"{draft.get_absolute_url()}edit/", TYPED | page | {"curator": "Алов"})

    assert response.context["form"]["curator"].value() == "Алов"
    told = {d.label.split(":")[0]: (d.saved, d.typed) for d in response.context["conflict"]}
    assert told["Куратор"] == ("Белов", "Алов")
    assert told["Основание"] == ("Положением о системе наставничества", "Положением")
    assert "Контроль" not in told
    # Enter presses the first button of the form: it must not be «Сохранить моё».
    text = response.content.decode()
    assert text.index('aria-hidden="true">Сохранить<') < text.index('name="over"')


def test_second_editor_is_told_who_edits_for_a_minute(desk, draft, colleague):
    services.update_draft(document=draft, member=colleague, fields={"curator": "Белов"}, editor="b")
    told = f"Сейчас правит {colleague.user.full_name}"
    first = desk.get(draft.get_absolute_url()).content.decode()
    DraftSave.objects.update(saved_at=timezone.now() - timedelta(seconds=61))

    later = desk.get(draft.get_absolute_url()).content.decode()

    assert (told in first, told in later) == (True, False)


def test_one_is_not_told_of_oneself(desk, draft):
    page = page_of(desk, draft)

    assert "Сейчас правит" not in change(desk, draft, page, "Белова").content.decode()


def test_change_of_a_registered_document_reloads_the_page(desk, draft, director, client):
    page = page_of(desk, draft)
    services.register(document=draft, member=director, number="1", dated_on=timezone.localdate())

    response = change(desk, draft, page, "Белова")

    assert (response["HX-Refresh"], curator_of(draft)) == ("true", "Лебедева Мария Ивановна")


@pytest.mark.parametrize("number", ["204-ОД", "205-ОД"])
def test_second_press_of_register_gives_no_second_number(desk, draft, followed, number):
    address = f"{draft.get_absolute_url()}register/"
    sent = {"number": "204-ОД", "dated_on": "03.10.2022"}

    answers = [desk.post(address, sent), desk.post(address, sent | {"number": number})]

    assert [answer.url for answer in answers] == [draft.get_absolute_url()] * 2
    assert list(TakenNumber.objects.values_list("number_key", flat=True)) == ["204ОД"]
    assert followed == [("registered", "204-ОД")]
