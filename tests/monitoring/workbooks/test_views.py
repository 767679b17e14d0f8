from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from mentorship.audit.models import Reading
from monitoring.models import FormVersion, ReportForm
from monitoring.workbooks import services
from tests.monitoring.workbooks.conftest import YEAR, drawn

CELLS = {
    "A1": "{{ organization.name }}",
    "B1": "{{ figure.people_here }}",
    "C1": '{{ manual.events | integer | min=0 | hint="сколько встреч" }}',
}


@pytest.fixture
def accepted(coordinator, people_figure):
    version = services.create_form(
        member=coordinator,
        title="Форма министерства",
        source="письмо № 1",
        year=YEAR,
        content=drawn(CELLS),
        filename="форма.xlsx",
    )
    return services.accept_version(member=coordinator, version=version)


def url(name, *args):
    return reverse(f"monitoring:{name}", args=args)


def upload(client, content, **kwargs):
    file = SimpleUploadedFile("форма.xlsx", content)
    given = {"title": "Новая", "source": "приказ", "year": "2022", "file": file} | kwargs
    return client.post(url("form_create"), given)


def test_form_is_uploaded_looked_through_and_accepted(sign_in, coordinator, people_figure):
    client = sign_in(coordinator)

    response = upload(client, drawn(CELLS))
    version = FormVersion.objects.get(form__title="Новая")
    page = client.get(response["Location"]).content.decode()

    assert response["Location"] == version.get_absolute_url()
    assert "Лист!B1" in page
    assert "Принять форму" in page
    client.post(url("version_accept", version.pk))
    version.refresh_from_db()
    assert version.accepted_by == coordinator


def test_form_with_an_unknown_name_cannot_be_accepted(sign_in, coordinator):
    client = sign_in(coordinator)
    upload(client, drawn({"A1": "{{ organisation.name }}", "A2": "{{ manual.a | целок }}"}))
    version = FormVersion.objects.get(form__title="Новая")

    page = client.get(version.get_absolute_url()).content.decode()

    assert "Может быть, organization.name?" in page
    assert "Тип «целок» не описан." in page
    assert "Принять форму" not in page


def test_refused_file_keeps_what_was_typed(sign_in, coordinator):
    response = upload(sign_in(coordinator), b"%PDF-1.7", title="Моя форма")

    form = response.context["form"]
    assert form.errors["file"][0].startswith("Это документ PDF.")
    assert form["title"].value() == "Моя форма"


def test_school_fills_a_form_of_its_region(sign_in, curator, accepted, fill):
    fill(curator.organization, 7)

    response = sign_in(curator).post(url("form_fill", accepted.form.pk), {"events": "12"})

    sheet = load_workbook(BytesIO(response.content))["Лист"]
    assert [cell.value for cell in sheet[1]] == [curator.organization.short_name, 7, 12]


def test_wrong_value_is_told_and_kept(sign_in, curator, accepted):
    response = sign_in(curator).post(url("form_fill", accepted.form.pk), {"events": "много"})

    form = response.context["form"]
    assert form.errors["events"] == ["Здесь нужно число, а указано «много»."]
    assert form["events"].value() == "много"


def test_form_without_a_version_for_the_year_says_so(sign_in, curator, accepted):
    client = sign_in(curator)
    session = client.session
    session["school_year"] = 2019
    session.save()

    response = client.get(url("form_fill", accepted.form.pk), follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "На 2019/2020 учебный год у формы нет принятой редакции."
    ]


def test_version_is_tried_on_another_organization(sign_in, coordinator, accepted, school, fill):
    fill(school, 8)
    client = sign_in(coordinator)

    found = client.get(accepted.get_absolute_url(), {"q": school.short_name}).context["found"]
    look = client.get(accepted.get_absolute_url(), {"organization": school.pk}).context["look"]

    assert found == [school]
    assert [cell.filled[0].value for cell in look.cells] == [school.short_name, 8, ""]


def test_shipped_forms_are_listed_in_constant_queries(
    sign_in, curator, accepted, django_assert_max_num_queries
):
    client = sign_in(curator)
    client.get(url("form_list"))

    with django_assert_max_num_queries(20):
        rows = client.get(url("form_list")).context["forms"]

    assert [row.form.title for row in rows if row.form.organization_id] == ["Форма министерства"]
    assert len(rows) == ReportForm.objects.filter(organization=None).count() + 1


def test_names_are_listed_with_their_filters(sign_in, curator):
    themes = sign_in(curator).get(url("form_names")).context["themes"]

    (participants,) = [each for each in themes["Величины"] if each.written == "figure.participants"]
    assert {"form", "role", "age", "sex", "category"} <= set(participants.filters)


def test_archived_form_leaves_the_list_and_comes_back(sign_in, coordinator, accepted):
    client = sign_in(coordinator)

    client.post(url("form_archive", accepted.form.pk))
    assert [row.form for row in client.get(url("form_list")).context["archived"]] == [accepted.form]

    client.post(url("form_restore", accepted.form.pk))
    assert client.get(url("form_list")).context["archived"] == []


def test_new_version_without_a_file_copies_the_last(sign_in, coordinator, accepted):
    client = sign_in(coordinator)

    client.post(url("version_create", accepted.form.pk), {"year": "2023"})

    copied = accepted.form.versions.get(number=2)
    assert (copied.sha256, copied.first_year) == (accepted.sha256, 2023)


def test_pending_file_is_thrown_away(sign_in, coordinator):
    client = sign_in(coordinator)
    upload(client, drawn({"A1": "{{ period }}"}))
    version = FormVersion.objects.get(form__title="Новая")

    response = client.post(url("version_discard", version.pk))

    assert response["Location"] == url("form_list")
    assert not FormVersion.objects.filter(pk=version.pk).exists()


def test_filling_without_people_notes_no_reading(sign_in, curator, accepted):
    sign_in(curator).post(url("form_fill", accepted.form.pk), {"events": "1"})

    assert not Reading.objects.filter(kind="export").exists()


def test_archived_form_is_not_filled(sign_in, coordinator, curator, accepted):
    services.archive_form(member=coordinator, form=accepted.form)

    response = sign_in(curator).get(url("form_fill", accepted.form.pk), follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "Форма в архиве: по ней отчёты больше не собирают."
    ]
