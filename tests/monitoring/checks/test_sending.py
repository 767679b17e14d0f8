import pgtrigger
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from monitoring.checks.pages import sent_outcomes
from monitoring.checks.running import ChecksRefusedError
from monitoring.models import CheckRule, ReportVersion
from monitoring.rollup.explained import explanations_of
from monitoring.rollup.totals import Rollup
from monitoring.rounds import reporting
from tests.factories.organizations import HeadcountFactory
from tests.monitoring.checks.conftest import DUE


def url(name, report):
    return reverse(f"monitoring:{name}", args=[report.pk])


def test_error_blocks_and_a_warning_asks_for_words_that_are_frozen(
    sign_in, curator, methodist, report, rule, type_in
):
    wrong = rule("доля <= 50", "доля = B3", severity="error", message="Доля {доля} %: {ячейки}.")
    asks = rule("B2 = 10", "встречи = B2", message="Встреч {встречи}.")
    client, page = sign_in(curator), url("round_report_fill", report)
    typed = {"events": "12", "share": "60", "seen": "0", "then": "submit"}

    blocked = client.post(page, typed)
    asked = client.post(page, typed | {"share": "40", "seen": "1"})
    sent = client.post(page, typed | {"share": "40", "seen": "2", f"check-{asks.pk}.1": "Карантин"})

    assert blocked.context["refusal"].startswith("Доля 60 %: Лист!B3. Исправьте")
    assert blocked.content.decode().count('href="#id_share"') == 1
    assert asked.context["refusal"].startswith("Встреч 12. Исправьте числа или напишите")
    assert sent["Location"] == report.get_absolute_url()
    kept = ReportVersion.objects.get()
    assert kept.explanations == {f"check-{asks.pk}.1": "Карантин"}
    assert (kept.warnings, kept.unchecked, kept.manual) == (1, 0, {"events": "12", "share": "40"})
    assert [(row["rule"], row["state"]) for row in kept.checks] == [
        (wrong.pk, "passed"),
        (asks.pk, "failed"),
    ]
    shown = sign_in(methodist).get(report.get_absolute_url()).context["cells"]
    [note] = [note for cell in shown for note in cell.notes if cell.place == "Лист!B2"]
    assert (note.message, note.explanation) == ("Встреч 12.", "Карантин")
    table = sign_in(methodist).get(report.round.get_absolute_url()).content.decode()
    assert "1 предупреждение" in table


def test_words_stay_while_others_save_and_are_proposed_in_a_correction(
    sign_in, curator, methodist, report, rule, type_in
):
    asks = rule("B2 = 11", origin=rule("B2 = 10"))
    key = f"check-{asks.pk}.1"
    type_in(report, curator, {"events": "12", key: "Карантин"})
    client, page = sign_in(curator), url("round_report_fill", report)
    client.post(page, {"events": "13", "seen": "1"}, headers={"HX-Request": "true"})
    report.refresh_from_db()
    assert report.manual == {"events": "13", key: "Карантин"}

    reporting.submit_report(member=curator, report=report, today=DUE)
    reporting.accept_report(member=methodist, report=report, number=1, today=DUE)
    reporting.correct_report(member=curator, report=report, reason="Забыли класс", today=DUE)

    with pytest.raises(ChecksRefusedError):
        reporting.submit_report(member=curator, report=report, today=DUE)
    [shown] = client.get(page).context["checks"].warnings
    assert (shown.explanation, shown.is_former) == ("Карантин", True)


def test_words_kept_before_keys_had_a_revision_are_read_everywhere(
    sign_in, curator, methodist, report, rule, type_in
):
    asks = rule("B2 = 11", origin=rule("B2 = 10"))
    type_in(report, curator, {"events": "12", (key := f"check-{asks.pk}.1"): "Карантин"})
    reporting.submit_report(member=curator, report=report, today=DUE)
    reporting.accept_report(member=methodist, report=report, number=1, today=DUE)
    with pgtrigger.ignore("monitoring.ReportVersion:numbers_stay"):
        ReportVersion.objects.update(explanations={f"check-{asks.root}": "Карантин"})
    assert key != f"check-{asks.root}"

    [version] = ReportVersion.objects.all()
    [sent] = sent_outcomes(version, methodist, frozenset())
    [told] = explanations_of(Rollup(report.round, methodist))
    reporting.correct_report(member=curator, report=report, reason="Забыли класс", today=DUE)
    page = sign_in(curator).get(url("round_report_fill", report))
    [proposed] = page.context["checks"].warnings
    assert [sent.explanation, told.words, proposed.explanation] == ["Карантин"] * 3


def test_rule_rewritten_while_a_school_types_asks_for_its_words_anew(
    sign_in, curator, report, rule, type_in
):
    asks = rule("B2 = 10")
    type_in(report, curator, {"events": "12", f"check-{asks.pk}.1": "Карантин"})
    CheckRule.objects.filter(pk=asks.pk).update(condition="B2 = 11", revision=2)
    client, page = sign_in(curator), url("round_report_fill", report)
    # The page of the former rule is still open and saves itself.
    older = {"events": "12", f"check-{asks.pk}.1": "Карантин!", "seen": "1"}
    client.post(page, older, headers={"HX-Request": "true"})

    with pytest.raises(ChecksRefusedError):
        reporting.submit_report(member=curator, report=report, today=DUE)
    [shown] = client.get(page).context["checks"].warnings
    assert (shown.explanation, shown.is_former) == ("Карантин!", True)
    assert shown.outcome.key == f"check-{asks.pk}.2"


def test_what_cannot_be_checked_neither_blocks_nor_passes(report, curator, rule, type_in):
    rule("B3 > 0", severity="error")
    rule("B2 > 0", severity="error")
    type_in(report, curator, {"events": "5"})

    sent = reporting.submit_report(member=curator, report=report, today=DUE)

    assert (sent.warnings, sent.unchecked) == (0, 1)
    assert [row["state"] for row in sent.checks] == ["unknown", "passed"]


def test_version_keeps_the_rules_it_was_checked_by(report, curator, rule, type_in):
    one = rule("B2 > 0", title="Встречи были")
    type_in(report, curator, {"events": "5"})
    sent = reporting.submit_report(member=curator, report=report, today=DUE)
    CheckRule.objects.filter(pk=one.pk).update(title="Другое", condition="B2 > 9", revision=2)

    sent.refresh_from_db()
    [kept] = sent.checks
    assert (kept["title"], kept["condition"], kept["revision"]) == ("Встречи были", "B2 > 0", 1)
    for field in ({"checks": []}, {"explanations": {"a": "b"}}, {"warnings": 3}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ReportVersion.objects.filter(pk=sent.pk).update(**field)


@pytest.mark.parametrize(("people", "beside", "children"), [(3, 0, 50), (7, 2, 50), (7, 0, 3)])
def test_hidden_count_is_not_in_the_message_above(
    sign_in, curator, methodist, report, rule, type_in, fill, school, neighbor,
    people, beside, children,
):  # fmt: skip
    """1–4 people of its own, of its neighbour, of one headcount of two."""
    fill(school, people, headcount=children)
    HeadcountFactory(organization=school, age_from=None, age_to=None, value=167)
    neighbor(beside)
    words = (
        "люди = {{ figure.people_here }}\nдети = {{ headcount.pupil | age=10-19 }}\n"
        "все = {{ headcount.pupil }}\nвстречи = {{ manual.events }}"
    )
    asks = rule("люди + дети + все = встречи", words, message="{люди}, {дети}, {все}, {встречи}.")
    type_in(report, curator, {"events": "5", f"check-{asks.pk}.1": "Все пришли"})
    reporting.submit_report(member=curator, report=report, today=DUE)

    inside, above = (
        sign_in(member).get(report.get_absolute_url()) for member in (curator, methodist)
    )
    listed = sign_in(methodist).get(report.round.get_absolute_url()).context["page_obj"][0]
    [told] = inside.context["checks"].warnings
    assert told.message == f"{people}, {children}, 167, 5."
    assert (above.context["checks"].warnings, len(above.context["checks"].closed)) == ([], 1)
    assert "Все пришли" not in above.content.decode()
    assert (listed.warnings, listed.unchecked, listed.closed) == (0, 0, 1)


@pytest.mark.parametrize("form", ["{{ figure.people_here }}", "B1"])
def test_no_row_of_rules_names_a_hidden_number_above(
    sign_in, curator, methodist, report, rule, type_in, fill, school, form
):
    """«Not 1», «not 2» … of a true number: above, the broken one looks like the others."""
    fill(school, 3)
    asks = [rule(f"{form} <> {number}", title="Правило") for number in range(1, 5)]
    words = {f"check-{each.pk}.1": "Так и есть" for each in asks}
    type_in(report, curator, {"events": "5"} | words)
    reporting.submit_report(member=curator, report=report, today=DUE)

    page = sign_in(methodist).get(report.get_absolute_url())

    shown = page.context["checks"]
    assert (shown.errors, shown.warnings, shown.unknown, shown.passed) == ([], [], [], [])
    told = {(each.message, each.explanation, tuple(each.links)) for each in shown.closed}
    assert (len(shown.closed), len(told)) == (4, 1)
    assert [note for cell in page.context["cells"] for note in cell.notes] == []


def test_sending_from_the_report_leads_to_the_checks(sign_in, curator, report, rule, type_in):
    rule("B2 > 9")
    type_in(report, curator, {"events": "5"})

    answer = sign_in(curator).post(url("round_report_submit", report), {"seen": "1"})

    assert answer["Location"] == f"{url('round_report_fill', report)}?check=1#checks"
    assert not report.versions.exists()
