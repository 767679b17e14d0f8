import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from mentorship.audit.models import Reading
from mentorship.documents.models import Dispatch
from tests.factories.letters import DispatchFactory, IssuedLetterFactory
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    """A letter of a municipality with two schools and a kindergarten."""
    city = MunicipalityFactory()
    InstitutionFactory.create_batch(2, parent=city)
    InstitutionFactory(parent=city, institution_type="kindergarten")
    return IssuedLetterFactory(organization=city)


@pytest.fixture
def methodist(sign_in, letter):
    return sign_in(letter.created_by, 2022)


def offered(page):
    return [node.institution_type for node, _ in page.context["nodes"]]


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("", ["school", "school", "kindergarten"]),
        ("?who=kindergarten", ["kindergarten"]),
        ("?who=school", ["school", "school"]),
        ("?who=participants", ["school"]),
        ("?who=municipalities", ["school", "school", "kindergarten"]),
    ],
)
def test_recipients_are_narrowed_by_type_and_participation(methodist, letter, query, types):
    school = letter.organization.children.filter(institution_type="school").first()
    school.participations.create(year=2022)

    page = methodist.get(f"/documents/{letter.pk}/dispatches/new/{query}")

    assert sorted(offered(page)) == sorted(types)


def test_region_offers_municipalities_and_their_institutions(sign_in, letter):
    region = letter.organization.parent
    member = MembershipFactory(role="coordinator", organization=region)
    order = IssuedLetterFactory(organization=region, created_by=member)
    client = sign_in(member, 2022)
    path = f"/documents/{order.pk}/dispatches/new/"

    counts = [
        len(offered(client.get(f"{path}{query}")))
        for query in ("", "?who=municipalities", f"?municipality={letter.organization.pk}")
    ]

    assert counts == [4, 1, 3]


def test_chosen_organizations_get_the_letter(methodist, letter):
    chosen = list(letter.organization.children.values_list("pk", flat=True))[:2]
    term = timezone.localdate() + timedelta(days=3)

    answer = methodist.post(
        f"/documents/{letter.pk}/dispatches/new/",
        {"chosen": [*chosen, "x"], "due_on": f"{term:%d.%m.%Y}"},
    )

    assert answer["Location"] == f"/documents/{letter.pk}/dispatches/"
    rows = Dispatch.objects.values_list("organization", "due_on").order_by("organization")
    assert list(rows) == [(pk, term) for pk in sorted(chosen)]


def test_refusal_keeps_what_was_chosen(methodist, letter):
    chosen = letter.organization.children.first()

    page = methodist.post(
        f"/documents/{letter.pk}/dispatches/new/", {"chosen": chosen.pk, "due_on": "01.09.2022"}
    )

    assert page.context["form"].non_field_errors() == [
        "Срок ознакомления не может быть раньше сегодняшнего дня."
    ]
    assert {node.pk for node, is_chosen in page.context["nodes"] if is_chosen} == {chosen.pk}


def test_tabs_count_what_they_show(methodist, letter):
    schools = list(letter.organization.children.all())
    late = timezone.localdate() - timedelta(days=1)
    DispatchFactory(document=letter, organization=schools[0], opened=True, due_on=late)
    DispatchFactory(document=letter, organization=schools[1])

    path = f"/documents/{letter.pk}/dispatches/"
    page = methodist.get(path)
    shown = [
        len(methodist.get(f"{path}?show={code}").context["lines"])
        for code, *_ in page.context["tabs"]
    ]

    assert [count for *_, count in page.context["tabs"]] == shown == [2, 1, 1, 1]


def test_sent_documents_are_listed_with_their_numbers(methodist, letter):
    schools = list(letter.organization.children.all())
    late = timezone.localdate() - timedelta(days=1)
    DispatchFactory(document=letter, organization=schools[0], opened=True, due_on=late)
    DispatchFactory(document=letter, organization=schools[1], due_on=late)

    (row,) = methodist.get("/documents/sent/").context["page_obj"]

    assert (row.sent, row.read, row.acknowledged, row.late) == (2, 1, 0, 2)


def test_workbook_holds_the_rows_of_the_tab(methodist, letter):
    schools = list(letter.organization.children.all())
    late = timezone.localdate() - timedelta(days=4)
    DispatchFactory(document=letter, organization=schools[0], due_on=late)
    DispatchFactory(document=letter, organization=schools[1])

    answer = methodist.get(f"/documents/{letter.pk}/dispatches/export/?show=late")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)

    assert [(row[0], row[8]) for row in rows[2:]] == [(schools[0].short_name, 4)]


def test_unread_letter_is_taken_back_and_a_read_one_is_not(methodist, letter):
    schools = list(letter.organization.children.all())
    unread = DispatchFactory(document=letter, organization=schools[0])
    read = DispatchFactory(document=letter, organization=schools[1], opened=True)

    for row in (unread, read):
        methodist.post(f"/documents/dispatches/{row.pk}/delete/")

    assert list(Dispatch.objects.all()) == [read]


def test_letter_is_read_only_after_it_was_opened(sign_in):
    dispatch = DispatchFactory()
    client = sign_in(MembershipFactory(role="director", organization=dispatch.organization))
    path = dispatch.get_absolute_url()

    closed = client.get(path)
    answer = client.post(f"{path}open/")
    opened = client.get(path)

    assert "Текст письма" not in closed.content.decode()
    assert answer["Location"] == path
    assert "Текст письма" in opened.content.decode()
    assert Reading.objects.filter(subject_pk=dispatch.document_id).count() == 1


def test_acknowledgement_is_sent_with_its_day(sign_in):
    dispatch = DispatchFactory(opened=True)
    client = sign_in(MembershipFactory(role="curator", organization=dispatch.organization))
    path = f"{dispatch.get_absolute_url()}acknowledge/"

    client.post(path, {"day": "32.13.2022"})
    before = Dispatch.objects.get().acknowledged_on
    client.post(path, {"day": f"{timezone.localdate():%d.%m.%Y}", "note": "вх. № 7"})

    dispatch.refresh_from_db()
    assert (before, dispatch.acknowledged_on, dispatch.note) == (
        None,
        timezone.localdate(),
        "вх. № 7",
    )


@pytest.mark.parametrize("path", ["", "open/", "acknowledge/", "files/docx/", "layout.css"])
def test_letter_of_another_school_is_not_there(sign_in, path):
    dispatch = DispatchFactory(opened=True)
    client = sign_in(MembershipFactory(role="director"))
    ask = client.post if path in ("open/", "acknowledge/") else client.get

    assert ask(f"{dispatch.get_absolute_url()}{path}").status_code == 404


def test_file_of_an_unopened_letter_is_not_given(sign_in):
    dispatch = DispatchFactory()
    client = sign_in(MembershipFactory(role="director", organization=dispatch.organization))

    answer = client.get(f"{dispatch.get_absolute_url()}files/docx/")

    assert answer["Location"] == dispatch.get_absolute_url()


@pytest.mark.parametrize("path", ["/documents/incoming/", "/documents/sent/"])
def test_lists_ask_the_same_number_of_queries_for_one_and_three(sign_in, path):
    dispatch = DispatchFactory()
    member = dispatch.sent_by
    if "incoming" in path:
        member = MembershipFactory(role="director", organization=dispatch.organization)
    client = sign_in(member, 2022)
    client.get(path)

    counts = []
    for more in (0, 2):
        DispatchFactory.create_batch(more, organization=dispatch.organization)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))

    assert counts[0] == counts[1]
