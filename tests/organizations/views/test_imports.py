from datetime import date
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from mentorship.core.spreadsheets import read_workbook
from mentorship.organizations.headcounts import needed_headcounts
from mentorship.organizations.importing import forms
from mentorship.organizations.models import Headcount, Invitation, ListImport, Organization
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TABLE = (
    "Муниципалитет\tТип\tПолное наименование\n"
    "Заозёрный округ\tшкола\tСредняя школа № 5\n"
    "\tзавод\tЗавод\n"
)
HEADCOUNTS = "На дату\tКатегория\tВозраст\tЧисленность\n01.09.2022\tученики\t10–19\t108\n"
NEW = "/organizations/imports/new/"


@pytest.fixture
def coordinator():
    return MembershipFactory(role="coordinator")


def test_pasted_list_is_shown_before_it_is_written(sign_in, coordinator):
    client = sign_in(coordinator)

    page = client.post(NEW, {"text": TABLE}, follow=True)

    run = ListImport.objects.get()
    assert page.redirect_chain[-1][0] == f"/organizations/imports/{run.pk}/"
    assert [(group.column, group.is_error) for group in page.context["report"].groups] == [
        ("Тип", True),
        ("Муниципалитет", False),
    ]
    assert (Organization.objects.institutions().count(), run.state) == (0, "previewed")
    assert [row.outcome for row in page.context["report"].rows] == [
        "новая запись",
        "не загрузится",
    ]


def test_confirmed_list_is_written(sign_in, coordinator):
    client = sign_in(coordinator)
    client.post(NEW, {"text": TABLE})

    page = client.post(
        f"/organizations/imports/{ListImport.objects.get().pk}/confirm/", follow=True
    )

    assert [str(message) for message in page.context["messages"]] == [
        "Загружено: новых 1, изменено 0."
    ]
    assert Organization.objects.institutions().get().name == "Средняя школа № 5"
    assert [row.outcome for row in page.context["report"].rows] == ["добавлено", "не загружено"]


def test_file_is_taken_like_a_paste(sign_in, coordinator):
    file = SimpleUploadedFile("школы.csv", TABLE.replace("\t", ";").encode())

    sign_in(coordinator).post(NEW, {"file": file})

    run = ListImport.objects.get()
    assert (run.file_name, run.counts["created"]) == ("школы.csv", 1)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"text": TABLE, "file": SimpleUploadedFile("школы.csv", b"x")},
        {"text": "просто слова"},
        {"file": SimpleUploadedFile("школы.xlsx", b"PK\x03\x04 broken")},
    ],
)
def test_list_that_is_not_taken_is_refused_at_the_field(sign_in, coordinator, given):
    page = sign_in(coordinator).post(NEW, given)

    assert list(page.context["form"].errors) == ["file"]
    assert ListImport.objects.count() == 0


def test_file_too_large_is_refused(sign_in, coordinator, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST_FILE", 3)

    page = sign_in(coordinator).post(NEW, {"file": SimpleUploadedFile("школы.csv", b"1234")})

    assert page.context["form"].errors["file"] == ["Файл больше 10 МБ. Оставьте в книге один лист."]


def test_methodist_of_listed_institutions_loads_none(sign_in):
    member = MembershipFactory(role="methodist")
    member.institutions.add(InstitutionFactory(parent=member.organization))

    assert sign_in(member).get(NEW).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_upload_of_a_colleague_is_not_there(sign_in, coordinator, method):
    sign_in(coordinator).post(NEW, {"text": TABLE})
    colleague = MembershipFactory(role="coordinator", organization=coordinator.organization)
    path = f"/organizations/imports/{ListImport.objects.get().pk}/"

    response = getattr(sign_in(colleague), method)(path + ("confirm/" if method == "post" else ""))

    assert response.status_code == 404


def test_upload_of_another_kind_is_not_there(sign_in, coordinator):
    sign_in(coordinator).post(NEW, {"text": TABLE})
    pk = ListImport.objects.get().pk

    page = sign_in(coordinator).get(f"/organizations/headcounts/imports/{pk}/")

    assert page.status_code == 404


def test_curator_loads_headcounts_of_their_school(sign_in):
    member = MembershipFactory()
    client = sign_in(member)
    client.post("/organizations/headcounts/imports/new/", {"text": HEADCOUNTS})

    client.post(f"/organizations/headcounts/imports/{ListImport.objects.get().pk}/confirm/")

    written = Headcount.objects.get()
    assert (written.organization, written.as_of, written.value, written.source) == (
        member.organization,
        date(2022, 9, 1),
        108,
        "вставленный список",
    )


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("coordinator", "imports"),
        ("methodist", "imports"),
    ],
)
def test_sample_is_taken_by_its_own_import(sign_in, role, path):
    member = MembershipFactory(role=role)
    client = sign_in(member)
    content = client.get(f"/organizations/{path}/sample/").content
    file = SimpleUploadedFile("образец.xlsx", content)

    client.post(f"/organizations/{path}/new/", {"file": file})

    assert len(read_workbook(content).sheets[0].rows) == 2
    counts = ListImport.objects.get().counts
    assert (counts["created"], counts["refused"]) == (1, 0)


@pytest.mark.parametrize("role", ["coordinator", "curator"])
def test_sample_of_headcounts_is_loaded_once_its_numbers_are_written(sign_in, role):
    member = MembershipFactory(role=role)
    if role == "coordinator":
        InstitutionFactory(parent__parent=member.organization)
    client = sign_in(member)
    content = client.get("/organizations/headcounts/imports/sample/").content
    book = load_workbook(BytesIO(content))
    for number in range(2, book.active.max_row + 1):
        book.active.cell(number, 8, 10)
    filled = BytesIO()
    book.save(filled)
    file = SimpleUploadedFile("образец.xlsx", filled.getvalue())

    client.post("/organizations/headcounts/imports/new/", {"file": file})

    counts = ListImport.objects.get().counts
    assert (counts["created"], counts["refused"]) == (len(needed_headcounts()), 0)


@pytest.mark.parametrize("count", [1, 30])
def test_look_costs_the_same_whatever_the_length(
    sign_in, coordinator, django_assert_max_num_queries, count
):
    rows = "".join(f"Округ {n % 3}\tшкола\tШкола № {n}\n" for n in range(count))
    client = sign_in(coordinator)

    with django_assert_max_num_queries(15):
        client.post(NEW, {"text": "Муниципалитет\tТип\tПолное наименование\n" + rows})

    assert ListImport.objects.get().counts["created"] == count


STAFF = (
    "Муниципалитет\tТип\tПолное наименование\tФИО методиста\tПочта методиста\n"
    "Округ\tшкола\tШкола № 5\tПанов Лев Ильич\tpanov@example.org\n"
)


def confirmed(client):
    client.post(NEW, {"text": STAFF})
    path = f"/organizations/imports/{ListImport.objects.get().pk}/"
    client.post(f"{path}confirm/")
    return path


def test_invited_from_the_list_is_shown_a_link_once(sign_in, coordinator, client):
    path = confirmed(sign_in(coordinator))
    (person,) = client.get(path).context["people"]

    page = client.post(f"{path}invite/", {"people": person.key})

    (slip,) = page.context["slips"]
    assert client.get(urlsplit(slip["address"]).path).status_code == 302
    assert Invitation.objects.get().email == "panov@example.org"
    assert client.get(path).context["may_invite"] is False


def test_invitation_of_nobody_is_a_message(sign_in, coordinator, client):
    path = confirmed(sign_in(coordinator))

    page = client.post(f"{path}invite/", follow=True)

    assert [str(message) for message in page.context["messages"]][
        -1
    ] == "Отметьте, кого пригласить."


def test_nobody_is_invited_before_the_list_is_loaded(sign_in, coordinator, client):
    sign_in(coordinator).post(NEW, {"text": STAFF})

    page = client.get(f"/organizations/imports/{ListImport.objects.get().pk}/")

    assert page.context["people"] == []
