import pytest
from django.utils import timezone

from monitoring.checks.running import check_live, rules_of
from monitoring.models import CheckRule
from monitoring.rounds import reporting
from monitoring.rounds.freezing import fill_report
from tests.factories.monitoring import FormVersionFactory
from tests.factories.organizations import MembershipFactory
from tests.monitoring.checks.conftest import DUE

EVENTS = "встречи = {{ manual.events }}"


def outcomes(report, member):
    return check_live(report, fill_report(report, member, DUE), member, DUE)


@pytest.mark.parametrize(
    ("typed", "state", "message"),
    [
        ({"events": "12"}, "passed", ""),
        ({"events": "7"}, "failed", "Встреч 7, а людей 12: 58,33 %. Ячейки: Лист!B2."),
        ({}, "unknown", "Проверить нельзя: «Сколько встреч»: не заполнено."),
        ({"events": "много"}, "unknown", "Здесь нужно число, а указано «много»."),
    ],
)
def test_rule_holds_breaks_or_says_why_not(
    report, curator, fill, school, rule, type_in, typed, state, message
):
    fill(school, 12)
    words = f"{EVENTS}\nлюди = {{{{ figure.people_here }}}}\nдоля = 100 * встречи / люди"
    rule(
        "встречи = люди",
        words,
        message="Встреч {встречи}, а людей {люди}: {доля} %. Ячейки: {ячейки}.",
    )

    [found] = outcomes(type_in(report, curator, typed), curator)

    assert found.state == state
    assert message in found.message
    assert (found.is_error, found.needs_words) == (False, state == "failed")


@pytest.mark.parametrize(
    ("condition", "tolerance", "held"),
    [
        ("B3 = 100 * B2 / 59", "0.5", True),
        ("B3 = 100 * B2 / 59", "0", False),
        ("B3 ≤ 55,5", "0", False),
        ("B3 <= 55,5", "0.5", True),
        ("B3 <> 56", "0", False),
        ("ИЛИ(B2 > 40; И(НЕ(B2 = 0); ОКРУГЛ(100 * B2 / 59; 0) = B3))", "0", True),
        ("СУММ(A1:XFD4) = 89", "0", True),
        ("СУММ(B2:B3) = 89", "0", True),
        ("МАКС(B2; B3) - МИН(B2; B3) = 23", "0", True),
        ("'Лист'!В3 > B2", "0", True),
        ("ЕСЛИ(B2 = 0; B3 = 0; B3 > 0)", "0", True),
    ],
)
def test_conditions_speak_as_excel_does(report, curator, rule, type_in, condition, tolerance, held):
    rule(condition, tolerance=tolerance)
    typed = {"events": "33", "share": "56"}

    [found] = outcomes(type_in(report, curator, typed), curator)

    assert found.state == ("passed" if held else "failed")


def test_rows_of_a_block_are_summed_or_compared_one_by_one(report, curator, rule, type_in):
    whole = rule("СУММ({{ manual.pairs }}) = {{ manual.events }}", message="Пар {ячейки}")
    total = rule("B6 = B2")
    by_row = rule(
        "закончено <= создано", "создано = B5\nзакончено = C5", message="{закончено}>{создано}"
    )
    form = fill_report(report, curator, DUE)
    rows = [key.partition("@")[2] for key in form.manual if key.startswith("pairs@")]
    typed = {"events": str(len(rows))}
    typed |= {f"pairs@{row}": "1" for row in rows} | {f"ended@{row}": "0" for row in rows}
    typed[f"ended@{rows[2]}"] = "4"

    found = outcomes(type_in(report, curator, typed), curator)

    by_rule = {each.pk: [o for o in found if o.rule == each.pk] for each in (whole, total, by_row)}
    assert [[o.state for o in by_rule[each.pk]] for each in (whole, total)] == [["passed"]] * 2
    failed = [o for o in by_rule[by_row.pk] if o.is_failed]
    assert len(by_rule[by_row.pk]) == len(rows)
    assert [(o.row, o.message, o.key) for o in failed] == [
        (rows[2], "4>1", f"check-{by_row.pk}.1@{rows[2]}")
    ]


def test_cell_of_another_report_of_the_year_is_read(
    report, coordinator, open_round, shipped, curator, rule, type_in, headcounts
):
    rule('{{ manual.events }} = {{ report.targets | cell="Количество участников!B4" }}')
    other = open_round(shipped("targets"))
    report = type_in(report, curator, {"events": "0"})

    [before] = outcomes(report, curator)
    sent = reporting.submit_report(member=curator, report=other, today=DUE)
    [after] = outcomes(report, curator)

    assert before.message == "Проверить нельзя: отчёт по форме «targets» за этот год не отправлен."
    assert (sent.number, after.state) == (1, "passed")
    # A form of the region with the same code is what the rule of the region means from now on.
    FormVersionFactory(
        form__organization=coordinator.organization,
        form__code="targets",
        accepted_at=timezone.now(),
    )
    [nearer] = outcomes(report, curator)
    assert nearer.state == "unknown"


def test_rules_are_those_of_who_asks_and_above_and_a_copy_stands_in_place(
    report, version, open_round, methodist, coordinator, rule
):
    own = rule("B2 > 0")
    city = rule("B2 > 1", organization=methodist.organization, origin=own)
    rule("B2 > 2", organization=MembershipFactory(role="coordinator").organization)
    rule("B2 > 3", archived_at=timezone.now(), archived_by=coordinator)
    rule("B2 > 4", form=None, is_active=False)
    any_form = rule("{{ figure.people_here }} > 0", form=None)
    of_city = open_round(version, member=methodist)

    assert rules_of(report.round) == [own, any_form]
    assert rules_of(of_city.round) == [city, any_form]
    # The region copies what the municipality stands in place of already: the nearest checks.
    rule("B2 > 5", origin=any_form)
    nearest = rule("B2 > 6", organization=methodist.organization, origin=any_form)
    CheckRule.objects.filter(pk=city.pk).update(is_active=False)
    assert rules_of(of_city.round) == [nearest]


def test_rule_that_can_no_longer_be_read_is_unknown(report, curator, rule, type_in):
    rule("{{ manual.gone }} = 1")
    rule("{{ figure.gone }} = 1")
    rule("B9 = 1")
    rule("B2 = СУММА(1)")
    rule("B2 / 0 = 1")

    found = outcomes(type_in(report, curator, {"events": "1"}), curator)

    assert {each.state for each in found} == {"unknown"}


def test_numbers_beyond_measure_are_told_in_words(report, curator, rule, type_in):
    """What is typed is kept before it is checked: the page must open all the same."""
    great = "900000000000000"
    rule("много <= 1", "много = B2 * B2", message="Много: {много}.")
    rule("много <= 1", "много = B2 ^ 20", message="Много: {много}.")

    found = outcomes(type_in(report, curator, {"events": great}), curator)

    assert [each.message for each in found] == ["Много: 8,1e+29.", "Много: 1,21577e+299."]


def test_words_said_by_other_words_are_counted_once(report, curator, rule, type_in):
    """Twenty words that each say the one before them twice: else a million countings."""
    chain = ["а0 = B2", *(f"а{n} = а{n - 1} + а{n - 1}" for n in range(1, 20))]
    rule("а19 = 524288", "\n".join(chain))
    joined = ['а0 = "слово"', *(f"а{n} = а{n - 1} & а{n - 1}" for n in range(1, 20))]
    rule('а19 = ""', "\n".join(joined))
    rule("а = 1", "а = б + 1\nб = а + 1")

    found = outcomes(type_in(report, curator, {"events": "1"}), curator)

    assert [(each.state, each.message) for each in found] == [
        ("passed", "Не сходится."),
        ("unknown", "Проверить нельзя: вместо числа стоит текст."),
        ("unknown", "Проверить нельзя: слово «а» определено через само себя."),
    ]
