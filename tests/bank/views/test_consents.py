from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentorship.bank.models import Consent
from tests.factories.bank import ConsentFactory, MenteeEntryFactory, MentorEntryFactory
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


def test_list_counts_like_the_menu_and_names_who_lacks(sign_in, curator, pupil):
    MentorEntryFactory(institution=curator.organization)
    MenteeEntryFactory(person__consented=False)

    response = sign_in(curator, 2022).get("/bank/consents/")

    counts = {
        e["url"]: e["count"] for g in response.context["navigation"].groups for e in g["entries"]
    }
    coverage = response.context["coverage"]
    assert f"{coverage.agreed} из {coverage.everyone}" == counts["/bank/consents/"] == "1 из 2"
    assert [row["person"] for row in response.context["form"].rows] == [pupil]


def test_list_asks_as_many_questions_for_more_rows(
    sign_in, curator, pupil, django_assert_max_num_queries
):
    client = sign_in(curator, 2022)
    client.get("/bank/consents/")
    with django_assert_max_num_queries(25) as before:
        client.get("/bank/consents/")
    for consented in (True, False, True, False):
        MenteeEntryFactory(institution=curator.organization, person__consented=consented)

    with django_assert_max_num_queries(len(before) + 1):
        client.get("/bank/consents/")


def test_record_of_many_at_once(sign_in, curator, pupil, teacher):
    typed = {
        "people": [pupil.pk, teacher.pk],
        "signed_on": "05.09.2022",
        f"representative_{pupil.pk}": MOTHER,
    }

    response = sign_in(curator, 2022).post("/bank/consents/record/", typed)

    rows = Consent.objects.order_by("person").values_list("person", "signed_on", "signer")
    assert response.status_code == 302
    assert set(rows) == {
        (pupil.pk, date(2022, 9, 5), "representative"),
        (teacher.pk, date(2022, 9, 5), "self"),
    }


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


def test_record_offers_today_only_while_the_year_runs(sign_in, curator, pupil):
    client = sign_in(curator, 2022)

    assert client.get("/bank/consents/").context["form"].initial == {}

    session = client.session
    del session["school_year"]
    session.save()
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


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90 not a picture", "Это не PDF, JPG и не PNG"),
        (PDF + b"0" * (10 * 1024 * 1024), "Файл больше 10 МБ"),
    ],
)
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


def test_withdraw_hides_the_person_today(sign_in, curator, pupil):
    consent = ConsentFactory(person=pupil)
    client = sign_in(curator)

    client.post(f"/bank/consents/{consent.pk}/withdraw/")
    client.post(f"/bank/consents/{consent.pk}/withdraw/")

    consent.refresh_from_db()
    card = client.get(f"/bank/people/{pupil.pk}/").context["card"]
    assert (consent.withdrawn_on, card.is_disclosed) == (timezone.localdate(), False)


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


@pytest.mark.parametrize(("action", "method"), [("withdraw", "post"), ("scan", "get")])
def test_foreign_consent_is_not_there(sign_in, curator, action, method):
    consent = ConsentFactory(scan="consents/2022/09/a.pdf")

    send = getattr(sign_in(curator), method)
    assert send(f"/bank/consents/{consent.pk}/{action}/").status_code == 404


@pytest.mark.parametrize(("action", "method"), [("withdraw", "post"), ("scan", "get")])
def test_reader_neither_withdraws_nor_sees_scans(sign_in, pupil, action, method):
    consent = ConsentFactory(person=pupil, scan="consents/2022/09/a.pdf")
    member = MembershipFactory(role="psychologist", organization=pupil.institution)

    send = getattr(sign_in(member), method)
    assert send(f"/bank/consents/{consent.pk}/{action}/").status_code == 403
