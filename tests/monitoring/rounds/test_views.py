import re
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.models import Reading
from mentorship.bank.models import Person
from mentorship.organizations.figures import FIGURES, Facts
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import ReportVersion, Round, RoundReport
from monitoring.rounds import reporting, services
from monitoring.rounds.attention import to_review_line, to_send_line
from monitoring.workbooks import filling
from tests.factories.monitoring import RoundReportFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.monitoring.rounds.conftest import DUE
from tests.monitoring.workbooks.conftest import YEAR


def url(name, *args):
    return reverse(f"monitoring:{name}", args=args)


def test_coordinator_opens_a_round_and_the_school_is_told(sign_in, coordinator, version, curator):
    given = {
        "version": version.pk,
        "period": "school",
        "first_year": "2022",
        "due_on": "25.11.2022",
        "audience": "types",
        "types": ["school"],
    }
    client, address = sign_in(coordinator), url("round_create")
    past = client.post(address, given).context["form"]
    response = client.post(address, given | {"due_on": "25.11.2099"})
    twice = client.post(address, given | {"due_on": "25.11.2099"})

    opened = Round.objects.get()
    assert past.errors["due_on"] == ["Этот день уже прошёл: все организации сразу опоздали бы."]
    assert twice.context["form"].non_field_errors() == [
        f"Такой сбор уже открыт: «{opened.title}», срок 25.11.2099. "
        "Закройте его или назначьте другой срок."
    ]
    line = to_send_line(curator, YEAR, date(2022, 11, 20))
    assert response["Location"] == opened.get_absolute_url()
    assert (line.count, line.text, line.tag) == (1, "отчёт ждёт отправки", "до 25.11")


def test_form_without_its_audience_keeps_what_was_typed(sign_in, coordinator, version):
    given = {"version": version.pk, "audience": "types", "title": "За год"}

    form = sign_in(coordinator).post(url("round_create"), given).context["form"]

    assert form.errors["types"] == ["Отметьте хотя бы один тип."]
    assert form["title"].value() == "За год"


def test_school_fills_sends_and_the_methodist_accepts(
    sign_in, curator, methodist, report, school, fill
):
    fill(school, 7)
    client = sign_in(curator)
    given = {"events": "12", "seen": "0", "then": "submit"}
    sent = client.post(url("round_report_fill", report.pk), given)
    report.refresh_from_db()
    page = sign_in(methodist).get(report.get_absolute_url())
    sign_in(methodist).post(url("round_report_accept", report.pk), {"number": "1"})

    values = [(cell.shows, cell.value) for cell in page.context["cells"]]
    assert (sent["Location"], report.state) == (report.get_absolute_url(), "submitted")
    assert values == [("Люди организации", "7"), ("Сколько встреч", "12")]
    assert RoundReport.objects.get().state == "accepted"


def test_small_count_is_hidden_from_the_methodist_and_open_to_the_school(
    sign_in, curator, methodist, report, school, fill, send
):
    fill(school, 3)
    send(report, curator)

    seen = {
        member.role: sign_in(member).get(report.get_absolute_url()).context["cells"][0].value
        for member in (curator, methodist)
    }
    assert seen == {"curator": "3", "methodist": "скрыто"}


def test_neighbour_of_a_small_count_is_hidden_too(
    sign_in, open_round, school, curator, methodist, neighbor, fill, send
):
    other = neighbor(9)
    fill(school, 3)
    opened = open_round(school, other)
    send(opened.reports.get(organization=school), curator)
    send(opened.reports.get(organization=other), MembershipFactory(organization=other))
    shown = opened.reports.get(organization=other)

    page = sign_in(methodist).get(shown.get_absolute_url())

    assert page.context["cells"][0].value == "скрыто"


def test_conflict_shows_both_texts_until_one_chooses(sign_in, curator, director, report):
    reporting.save_manual(member=director, report=report, typed={"events": "15"}, seen=0)
    client, address = sign_in(curator), url("round_report_fill", report.pk)

    page = client.post(address, {"events": "12", "seen": "0"})
    again = client.post(address, {"events": "12", "seen": str(page.context["seen"])})
    client.post(address, {"events": "12", "seen": "0", "over": "1"})

    # Enter presses the first button of the form: it must not be «Сохранить моё».
    shown = again.content.decode()
    assert shown.index('aria-hidden="true">Сохранить<') < shown.index('name="over"')
    [(label, row)] = again.context["differences"]
    assert (label, row.saved, row.typed) == ("Сколько встреч", "15", "12")
    assert page.context["form"]["events"].value() == "12"
    assert RoundReport.objects.get().manual == {"events": "12"}


def test_autosave_answers_with_the_saving_alone(sign_in, curator, report):
    answer = sign_in(curator).post(
        url("round_report_fill", report.pk),
        {"events": "12", "seen": "0", "then": "submit"},
        headers={"HX-Request": "true"},
    )

    kept = RoundReport.objects.get()
    assert (kept.manual, kept.state) == ({"events": "12"}, "draft")
    assert answer.content.decode().count('name="seen" value="1"') == 1
    assert "<h1>" not in answer.content.decode()


def test_closed_round_says_so_and_keeps_the_typed(sign_in, curator, coordinator, report):
    services.close_round(member=coordinator, opened=report.round)
    given = {"events": "12", "seen": "0", "then": "submit"}

    page = sign_in(curator).post(url("round_report_fill", report.pk), given)

    assert page.context["refusal"].startswith("Сбор закрыт")
    assert page.context["form"]["events"].value() == "12"
    assert RoundReport.objects.get().manual == {"events": "12"}


def test_late_list_names_who_has_not_sent(sign_in, methodist, open_round, school):
    late = open_round(school, due_on=date(2022, 11, 1))

    page = sign_in(methodist).get(f"{late.get_absolute_url()}?state=late")
    line = to_review_line(methodist, YEAR, DUE)

    assert [row.organization for row in page.context["page_obj"]] == [school]
    assert (line.count, line.since) == (1, date(2022, 11, 1))


def test_sent_report_waits_in_the_methodists_attention(methodist, curator, report, send):
    send(report, curator)

    line = to_review_line(methodist, SchoolYear(2022), DUE)
    assert (line.count, line.text) == (1, "отчёт ждёт проверки")
    assert line.url == report.get_absolute_url()


def test_foreign_report_is_not_there(sign_in, curator):
    foreign = RoundReportFactory()

    assert sign_in(curator).get(foreign.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["round_list", "round_detail"])
def test_queries_do_not_grow_with_institutions(sign_in, coordinator, open_round, school, name):
    opened = open_round(school)
    client = sign_in(coordinator)
    address = url(name, *([opened.pk] if name == "round_detail" else []))
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _ in range(2):
        RoundReportFactory(round=opened, organization=InstitutionFactory(parent=school.parent))
    with CaptureQueriesContext(connection) as three:
        client.get(address)

    assert len(one) == len(three)


def test_a_whole_municipality_is_asked_by_one_tick(sign_in, coordinator, version, school):
    beside, away = InstitutionFactory(parent=school.parent), InstitutionFactory()
    away.parent.parent = coordinator.organization
    away.parent.save()
    third = InstitutionFactory(parent=away.parent)
    client, address = sign_in(coordinator), reverse("monitoring:round_create")
    given = {
        "version": version.pk,
        "period": "school",
        "first_year": YEAR.first,
        "due_on": "25.11.2099",
        "audience": "listed",
        "places": [school.parent_id],
        "institutions": [third.pk],
    }

    client.post(address, given)
    asked = Round.objects.get().reports.values_list("organization", flat=True)

    assert set(asked) == {school.pk, beside.pk, third.pk}
    page = client.get(address).content.decode()
    assert f'<optgroup label="{school.parent}">' in page


def test_what_a_colleague_typed_since_is_not_sent_under_ones_name(
    sign_in, curator, director, report
):
    reporting.save_manual(member=curator, report=report, typed={"events": "12"}, seen=0)
    client, address = sign_in(director), url("round_report_submit", report.pk)
    page = client.get(report.get_absolute_url()).content.decode()
    reporting.save_manual(member=curator, report=report, typed={"events": "99"}, seen=1)

    told = client.post(address, {"seen": "1"}, follow=True)

    assert page.count('name="seen" value="1"') == 1
    assert [str(words) for words in told.context["messages"]] == [reporting.CHANGED]
    assert not report.versions.exists()
    client.post(address, {"seen": "2"})
    assert report.versions.get().manual == {"events": "99"}


def test_remarks_to_one_version_do_not_fall_on_the_next(sign_in, curator, methodist, report, send):
    send(report, curator)
    client, address = sign_in(methodist), url("round_report_return", report.pk)
    opened = client.get(address).context["form"]
    reporting.recall_report(member=curator, report=report, today=DUE)
    send(report, curator, "20")

    given = {"remarks": "Мало встреч", "number": str(opened["number"].value())}
    form = client.post(address, given).context["form"]

    assert form.non_field_errors()[0].startswith("Пока вы смотрели, организация отправила реда")
    assert (form["remarks"].value(), form["number"].value()) == ("Мало встреч", "2")
    assert RoundReport.objects.get().state == "submitted"
    client.post(address, given | {"number": "2"})
    assert report.versions.first().remarks == "Мало встреч"


def test_odd_bytes_and_endless_digits_are_no_server_error(
    sign_in, curator, methodist, coordinator, report
):
    endless, client = "9" * 5000, sign_in(curator)
    fill, words = url("round_report_fill", report.pk), {"events": "1\x002", "check-1.1": "Так\x00"}

    assert client.post(fill, words | {"seen": "0"}).status_code == 302
    report.refresh_from_db()
    assert report.manual == {"events": "12", "check-1.1": "Так"}
    assert client.post(fill, {"events": "3", "seen": endless}).status_code == 200
    assert client.post(url("quality_create"), {"form": "a\x00"}).status_code == 404
    for address in ("round_report_accept", "round_report_return"):
        given = {"number": endless, "remarks": "Мало"}
        status = sign_in(methodist).post(url(address, report.pk), given).status_code
        assert status in (200, 302)
    opened = sign_in(coordinator)
    assert opened.get(url("check_create"), {"form": endless}).status_code == 200
    assert opened.get(url("round_detail", report.round_id), {"page": endless}).status_code == 200


def test_round_of_a_calendar_year_says_what_it_counts(sign_in, coordinator, open_round, school):
    opened = open_round(school, period="calendar")
    page = sign_in(coordinator).get(opened.get_absolute_url()).content.decode()
    year = SchoolYear.containing(timezone.localdate())
    given = {"period": "calendar", "first_year": str(year.first + 1)}

    form = sign_in(coordinator, year.first).post(url("round_create"), given).context["form"]

    assert "2022 календарный год: числа 2022/2023 учебного года на 31.12.2022" in page
    [told] = form.errors["first_year"]
    assert told == f"Считать нечего: {SchoolYear(year.first + 1)} учебный год ещё не начался."


def test_number_opens_as_those_it_counted_when_it_was_sent(
    sign_in, curator, methodist, report, school, fill, send, people_figure, monkeypatch
):
    """Who came later is not among them; who has left since, or withdrawn the consent, still is."""
    fill(school, 3, consented=True)
    address = f"{url('round_report_rows', report.pk)}?cell=Лист!B1"
    client = sign_in(curator)
    first = client.get(address).context["page_obj"]
    version = send(report, curator)
    gone, unnamed, kept = Person.objects.filter(institution=school).order_by("pk")
    fill(school, 2, consented=True)
    unnamed.consents.update(withdrawn_on=date(2022, 11, 1))
    staying = replace(
        people_figure, facts=lambda year, day: [Facts(Person.objects.exclude(pk=gone.pk))]
    )
    monkeypatch.setitem(FIGURES._entries, "people_here", staying)

    page = client.get(f"{address}&version={version.number}")

    rows = list(page.context["page_obj"])
    assert [len(first), len(rows), page.context["found"].cell.value] == [3, 3, "3"]
    assert [row.person for row in rows] == [gone.pk, None, kept.pk]
    noted = Reading.objects.latest("pk")
    assert "Люди организации" in noted.selection
    link = f"cell={quote('Лист!B1', safe='')}&amp;version={version.number}"
    assert link in client.get(report.get_absolute_url()).content.decode()
    assert client.get(f"{address}&version=9").status_code == 404
    assert client.get(address.replace("B1", "C1")).status_code == 404
    assert sign_in(methodist).get(f"{address}&version=1").status_code == 404


def test_whole_round_is_given_a_later_day(sign_in, coordinator, methodist, report):
    opened, page = report.round, reverse("monitoring:round_extend", args=[report.round_id])
    today = timezone.localdate()
    Round.objects.filter(pk=opened.pk).update(due_on=today - timedelta(days=1))
    own = RoundReport.objects.filter(pk=report.pk).with_due()
    own.update(due_until=today + timedelta(days=2), due_reason="карантин")

    def asked(member, day):
        return sign_in(member).post(page, {"until": f"{day:%d.%m.%Y}"})

    refused = asked(coordinator, today - timedelta(days=1))
    asked(coordinator, today + timedelta(days=5))

    assert refused.context["form"].errors == {
        "until": [f"Новый срок должен быть позже {today:%d.%m.%Y}."]
    }
    kept = own.get()
    assert (kept.due, kept.due_on) == (today + timedelta(days=5),) * 2
    # The own day outlives the closing of the round, with its reason.
    assert (kept.due_until, kept.due_reason) == (today + timedelta(days=2), "карантин")
    assert to_review_line(methodist, YEAR, today + timedelta(days=3)) is None
    assert asked(methodist, today + timedelta(days=9)).status_code == 404


def test_return_of_an_accepted_correction_says_which_edition_counts_then(
    sign_in, curator, methodist, accepted, send
):
    reporting.correct_report(member=curator, report=accepted, reason="Забыли класс", today=DUE)
    send(accepted, curator, "20")
    reporting.accept_report(member=methodist, report=accepted, number=2, today=DUE)
    client, address = sign_in(methodist), url("round_report_return", accepted.pk)
    said = "Редакция 2 выйдет из свода, и до новой в нём снова будут числа редакции 1"

    before = client.get(address).content.decode()
    after = client.post(address, {"remarks": "Мало", "number": "2"}, follow=True)

    assert said in before
    assert [str(words) for words in after.context["messages"]] == [
        f"Отчёт возвращён организации. {said}"
    ]
    [counted] = ReportVersion.objects.in_force().filter(report=accepted)
    assert counted.number == 1


def test_form_that_cannot_be_filled_by_now_keeps_what_was_typed(
    sign_in, curator, report, monkeypatch
):
    reporting.save_manual(member=curator, report=report, typed={"events": "12"}, seen=0)
    monkeypatch.setattr(filling, "MOST_ROWS", -1)
    client, address = sign_in(curator), url("round_report_fill", report.pk)

    opened = client.get(address, follow=True)
    client.post(address, {"events": "13", "seen": "1"})

    assert "Строк больше" in opened.content.decode()
    report.refresh_from_db()
    assert report.manual == {"events": "13"}


def test_long_list_of_institutions_offers_a_search(sign_in, coordinator, version, neighbor):
    page = sign_in(coordinator).get(reverse("monitoring:round_create")).content.decode()

    [choice] = re.findall(r'<select name="institutions"[^>]*>', page)
    assert 'data-filter="Найти по названию или муниципалитету"' in choice
