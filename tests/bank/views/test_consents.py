from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentorship.bank.models import Consent
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
)
from tests.factories.consents import ConsentSheetFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
MOTHER = "Громова Анна Ивановна"
PDF = b"%PDF-1.7\n"


@pytest.fixture
def pupil(curator):
    """Of 2010: a minor in 2022; without a consent."""
    entry = MenteeEntryFactory(
        institution=curator.organization, person__consented=False, person__birth_year=2010
    )
    return entry.person


@pytest.fixture
def teacher(curator):
    return MentorEntryFactory(institution=curator.organization, person__consented=False).person


def people_in(response):
    return [row["person"] for row in response.context["rows"]]


def test_list_counts_like_the_menu_and_names_who_lacks(sign_in, curator, pupil):
    MentorEntryFactory(institution=curator.organization)
    MenteeEntryFactory(person__consented=False)

    response = sign_in(curator, 2022).get("/bank/consents/")

    counts = {
        e["url"]: e["count"] for g in response.context["navigation"].groups for e in g["entries"]
    }
    coverage = response.context["coverage"]
    assert f"{coverage.agreed} из {coverage.everyone}" == counts["/bank/consents/"] == "1 из 2"
    assert people_in(response) == [pupil]


def test_list_asks_as_many_questions_for_more_rows(
    sign_in, curator, pupil, django_assert_max_num_queries
):
    client = sign_in(curator, 2022)
    client.get("/bank/consents/?state=all")
    with django_assert_max_num_queries(40) as before:
        client.get("/bank/consents/?state=all")
    for consented in (True, False, True, False):
        entry = MenteeEntryFactory(institution=curator.organization, person__consented=consented)
        ConsentSheetFactory(person=entry.person)

    with django_assert_max_num_queries(len(before)):
        client.get("/bank/consents/?state=all")


def test_list_is_narrowed_by_class_state_and_name(sign_in, curator, pupil):
    entry = MenteeEntryFactory(
        institution=curator.organization,
        person__category="pupil",
        person__category__place="9 «В»",
        person__last_name="Громов",
    )
    client = sign_in(curator, 2022)

    by_class = client.get("/bank/consents/", {"group": "9 «В»", "state": "all"})
    by_name = client.get("/bank/consents/", {"words": "гром", "state": "agreed"})
    nobody = client.get("/bank/consents/", {"group": "9 «В»"})

    assert people_in(by_class) == people_in(by_name) == [entry.person]
    assert people_in(nobody) == []


def test_list_of_an_empty_year_says_what_comes_first(sign_in, curator):
    page = sign_in(curator, 2022).get("/bank/consents/").content.decode()

    assert ("В базах этого года пока никого нет" in page, "0 из 0" in page) == (True, False)


def test_list_with_all_consents_says_so(sign_in, curator):
    MentorEntryFactory(institution=curator.organization)

    page = sign_in(curator, 2022).get("/bank/consents/").content.decode()

    assert "Все согласия собраны" in page


def test_list_of_a_reader_has_no_buttons(sign_in, pupil):
    member = MembershipFactory(role="psychologist", organization=pupil.institution)

    page = sign_in(member, 2022).get("/bank/consents/").content.decode()

    assert [words for words in ("Напечатать", "Записать", "checkbox") if words in page] == []


def test_list_ticks_everybody_when_asked(sign_in, curator, pupil, teacher):
    response = sign_in(curator, 2022).get("/bank/consents/?tick=all")

    assert [row["is_ticked"] for row in response.context["rows"]] == [True, True]


def test_list_offers_no_tick_where_nothing_is_wanted(sign_in, curator, pupil):
    MentorEntryFactory(institution=curator.organization)

    response = sign_in(curator, 2022).get("/bank/consents/?state=all")

    ticks = {row["person"].pk == pupil.pk: row["may_tick"] for row in response.context["rows"]}
    assert ticks == {True: True, False: False}


def test_record_of_many_at_once(sign_in, curator, pupil, teacher):
    typed = {
        "people": [pupil.pk, teacher.pk],
        "signed_on": "05.09.2022",
        f"representative_{pupil.pk}": MOTHER,
    }

    response = sign_in(curator, 2022).post("/bank/consents/record/?state=lacking", typed)

    rows = Consent.objects.order_by("person").values_list("person", "signed_on", "signer")
    assert response.url == "/bank/consents/?state=lacking"
    assert set(rows) == {
        (pupil.pk, date(2022, 9, 5), "representative"),
        (teacher.pk, date(2022, 9, 5), "self"),
    }


def test_record_keeps_the_purpose_of_the_page(sign_in, curator, teacher):
    typed = {"people": [teacher.pk], "signed_on": "05.09.2022"}

    sign_in(curator, 2022).post("/bank/consents/record/?purpose=publication", typed)

    assert Consent.objects.get().purpose == "publication"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"people": []}, "people"),
        ({"signed_on": ""}, "signed_on"),
        ({"signed_on": "31.12.2099"}, "representative"),
        ({"representative": ""}, "representative"),
    ],
)
def test_record_refuses_and_keeps_what_was_typed(sign_in, curator, pupil, changes, field):
    own = f"representative_{pupil.pk}"
    typed = {"people": [pupil.pk], "signed_on": "05.09.2022", "representative": MOTHER} | changes
    typed[own] = typed.pop("representative")

    response = sign_in(curator, 2022).post("/bank/consents/record/", typed)

    form = response.context["form"]
    assert list(form.errors) == [field.replace("representative", own)]
    assert form.rows[0]["is_ticked"] == bool(typed["people"])
    assert form[own].value() == typed[own]
    assert not Consent.objects.exists()


def test_record_takes_only_own_people(sign_in, curator, pupil):
    foreign = MenteeEntryFactory(person__consented=False).person
    typed = {"people": [foreign.pk], "signed_on": "05.09.2022"}

    response = sign_in(curator, 2022).post("/bank/consents/record/", typed)

    assert list(response.context["form"].errors) == ["people"]


def test_record_opened_by_a_link_leads_to_the_list(sign_in, curator):
    response = sign_in(curator).get("/bank/consents/record/?state=ending")

    assert response.url == "/bank/consents/?state=ending"


def test_record_offers_today_only_while_the_year_runs(sign_in, curator, pupil):
    client = sign_in(curator, 2022)

    assert client.get("/bank/consents/").context["form"].initial == {}

    session = client.session
    del session["school_year"]
    session.save()
    MenteeEntryFactory(institution=curator.organization, entered_on=timezone.localdate())
    initial = client.get("/bank/consents/").context["form"].initial
    assert initial == {"signed_on": timezone.localdate()}


def post_consent(client, person, **changes):
    typed = {
        "purpose": "processing",
        "signed_on": "05.09.2022",
        "representative_name": MOTHER,
    } | changes
    return client.post(f"/bank/people/{person.pk}/consents/new/", typed)


def test_create_stores_the_scan_under_a_made_name(sign_in, curator, pupil):
    scan = SimpleUploadedFile("Громова согласие.jpg", PDF + b"...")

    response = post_consent(sign_in(curator), pupil, scan=scan)

    consent = Consent.objects.get()
    assert response.url == pupil.get_absolute_url()
    with consent.scan.open() as file:
        assert (file.name[-4:], file.read()) == (".pdf", PDF + b"...")
    assert "Громова" not in consent.scan.name


WRONG_SCANS = [
    (b"MZ\x90 not a picture", "Это не PDF, JPG и не PNG"),
    (PDF + b"0" * (10 * 1024 * 1024), "Файл больше 10 МБ"),
]


@pytest.mark.parametrize(("content", "words"), WRONG_SCANS)
def test_create_refuses_a_wrong_scan(sign_in, curator, pupil, content, words):
    scan = SimpleUploadedFile("scan.pdf", content)

    response = post_consent(sign_in(curator), pupil, scan=scan)

    assert response.context["form"].errors["scan"][0].startswith(words)


def test_create_refuses_a_minor_without_representative(sign_in, curator, pupil):
    response = post_consent(sign_in(curator), pupil, representative_name="")

    assert list(response.context["form"].errors) == ["representative_name"]


def test_create_refuses_a_day_to_come(sign_in, curator, teacher):
    tomorrow = timezone.localdate() + timedelta(days=1)

    response = post_consent(sign_in(curator), teacher, signed_on=f"{tomorrow:%d.%m.%Y}")

    assert response.context["form"].errors == {"signed_on": ["Дата подписания ещё не наступила."]}


def test_create_of_a_renewal_is_asked_in_words(sign_in, curator, pupil):
    ConsentFactory(person=pupil)
    client = sign_in(curator)

    refused = post_consent(client, pupil)
    post_consent(client, pupil, replaces="on", paper="own")

    assert list(refused.context["form"].errors) == ["signed_on"]
    assert Consent.objects.filter(person=pupil, text=None, signed_on=date(2022, 9, 5)).exists()


def test_create_begins_with_the_purpose_of_its_link(sign_in, curator, pupil):
    url = f"/bank/people/{pupil.pk}/consents/new/?purpose=publication"

    assert sign_in(curator).get(url).context["form"].initial["purpose"] == "publication"


def test_scan_is_a_download(sign_in, curator, pupil):
    client = sign_in(curator)
    post_consent(client, pupil, scan=SimpleUploadedFile("a.pdf", PDF))

    response = client.get(f"/bank/consents/{Consent.objects.get().pk}/scan/")

    headers = [response[n] for n in ("X-Content-Type-Options", "Content-Type")]
    assert headers == ["nosniff", "application/octet-stream"]
    assert response["Content-Disposition"].startswith("attachment; ")
    assert b"".join(response.streaming_content) == PDF


def test_scan_that_is_not_there_is_404(sign_in, curator, pupil):
    consent = ConsentFactory(person=pupil)

    assert sign_in(curator).get(f"/bank/consents/{consent.pk}/scan/").status_code == 404


def test_scan_is_attached_later(sign_in, curator, pupil):
    consent = ConsentFactory(person=pupil)
    scan = SimpleUploadedFile("Громова.png", b"\x89PNG\r\n\x1a\n...")

    response = sign_in(curator).post(f"/bank/consents/{consent.pk}/scan/attach/", {"scan": scan})

    consent.refresh_from_db()
    assert (response.url, consent.scan.name[-4:]) == (pupil.get_absolute_url(), ".png")


@pytest.mark.parametrize(("content", "words"), WRONG_SCANS)
def test_attach_refuses_a_wrong_scan(sign_in, curator, pupil, content, words):
    consent = ConsentFactory(person=pupil)
    scan = SimpleUploadedFile("scan.pdf", content)

    response = sign_in(curator).post(f"/bank/consents/{consent.pk}/scan/attach/", {"scan": scan})

    assert response.context["form"].errors["scan"][0].startswith(words)


DOORS = [("withdraw", "post"), ("scan", "get"), ("scan/attach", "get")]


@pytest.mark.parametrize(("action", "method"), DOORS)
def test_foreign_consent_is_not_there(sign_in, curator, action, method):
    consent = ConsentFactory(scan="consents/2022/09/a.pdf")

    send = getattr(sign_in(curator), method)
    assert send(f"/bank/consents/{consent.pk}/{action}/").status_code == 404


@pytest.mark.parametrize(("action", "method"), DOORS)
def test_reader_neither_withdraws_nor_sees_scans(sign_in, pupil, action, method):
    consent = ConsentFactory(person=pupil, scan="consents/2022/09/a.pdf")
    member = MembershipFactory(role="psychologist", organization=pupil.institution)

    send = getattr(sign_in(member), method)
    assert send(f"/bank/consents/{consent.pk}/{action}/").status_code == 403


def test_past_year_says_that_a_new_paper_counts_from_its_day(sign_in, curator, pupil):
    client, today = sign_in(curator, 2022), timezone.localdate()
    papers = {"people": [pupil.pk], "signed_on": f"{today:%d.%m.%Y}"}
    papers[f"representative_{pupil.pk}"] = MOTHER

    response = client.post("/bank/consents/record/", papers, follow=True)

    told = [str(message) for message in response.context["messages"]]
    assert told == [
        "Записано согласий: 1. Подписанные после 31.08.2023 действуют с дня подписания и охват "
        "2022/2023 учебного года не меняют: 1."
    ]
    assert response.context["scope"].is_past


def test_running_year_has_no_note_of_a_past_one(sign_in, curator, pupil):
    response = sign_in(curator).get("/bank/consents/")

    assert "прошёл: охват показан" not in response.content.decode()
