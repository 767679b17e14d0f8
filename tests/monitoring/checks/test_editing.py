from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from monitoring.checks import services
from monitoring.checks.looking import look_through
from monitoring.checks.running import rules_of
from monitoring.models import CheckRule, ReportForm
from monitoring.rounds import reporting
from tests.factories.monitoring import CheckRuleFactory, FormVersionFactory
from tests.factories.organizations import MembershipFactory
from tests.monitoring.checks.conftest import DUE
from tests.monitoring.workbooks.conftest import asked, drawn


def url(name, *args):
    return reverse(f"monitoring:{name}", args=args)


@pytest.fixture
def written(version):
    """A rule as it is typed on the page."""
    return {
        "form": version.form.pk,
        "title": "Встреч не больше, чем людей",
        "severity": "error",
        "words": "встречи = {{ manual.events }}\nлюди = {{ figure.people_here }}",
        "condition": "встречи ≤ люди",
        "tolerance": "0,5",
        "message": "Встреч {встречи}, людей {люди}.",
        "source": "пример",
    }


def test_coordinator_writes_tries_and_saves_a_rule_that_then_blocks(
    sign_in, coordinator, curator, report, school, fill, type_in, written
):
    fill(school, 7)
    type_in(report, curator, {"events": "12"})
    sent = reporting.submit_report(member=curator, report=report, today=DUE)
    client = sign_in(coordinator)
    trial = {"round": report.round_id, "organization": school.short_name, "try": "1"}

    tried = client.post(url("check_create"), written | trial)
    assert not CheckRule.objects.owned_by(coordinator).exists()
    saved = client.post(url("check_create"), written | {"save": "1"})

    [outcome] = tried.context["trial"].outcomes
    assert (outcome.state, outcome.message) == ("failed", "Встреч 12, людей 7.")
    assert outcome.reads == ("«Сколько встреч»: 12", "figure.people_here: 7")
    rule = CheckRule.objects.owned_by(coordinator).get()
    assert (saved["Location"], rule.revision) == (rule.get_absolute_url(), 1)
    assert rule.tolerance == Decimal("0.5")
    reporting.recall_report(member=curator, report=report, today=DUE)
    with pytest.raises(DomainError, match=r"Встреч 12, людей 7\."):
        reporting.submit_report(member=curator, report=report, today=DUE)
    sent.refresh_from_db()
    assert sent.checks == []


def test_trial_tells_no_hidden_number(
    sign_in, coordinator, curator, report, school, fill, type_in, written
):
    fill(school, 3)
    type_in(report, curator, {"events": "12"})
    reporting.submit_report(member=curator, report=report, today=DUE)
    trial = {"round": report.round_id, "organization": school.short_name, "try": "1"}
    probe = written | {"words": "", "condition": "B1 = 3", "message": "Не три."}

    for given in (written, probe, probe | {"condition": "{{ figure.people_here }} = 3"}):
        page = sign_in(coordinator).post(url("check_create"), given | trial)
        [outcome] = page.context["trial"].outcomes
        assert outcome.state == "unknown"
        assert "меньше 5 человек" in outcome.message
    unsent = written | trial | {"organization": "нет такой"}
    page = sign_in(coordinator).post(url("check_create"), unsent)
    assert page.context["trial_form"].errors["organization"] == [
        "В этом сборе такой организации нет: проверьте название."
    ]


WRONG = [
    ({"words": "встречи {{ manual.events }}"}, "Слова, строка 1: пишется «слово ="),
    ({"words": "а = {{ manual.evens }}"}, "Слова, строка 1: Ячейки manual.evens в форме нет."),
    ({"words": "а = {{ figure.peple_here }}"}, "Может быть, figure.people_here?"),
    ({"condition": "втречи = 1"}, "Условие: слова «втречи» нет. Может быть, «встречи»?"),
    ({"condition": "встречи + люди"}, "Условие: здесь нужно сравнение"),
    ({"condition": "(встречи = люди"}, "Условие: Скобки не закрыты"),
    ({"condition": "СУМА(встречи) = 1"}, "Условие: действия «СУМА» нет. Есть: СУММ"),
    ({"condition": "МАКС(встречи, люди) = 1"}, "разделяются точкой с запятой «;»"),
    ({"condition": "Z9 = 1"}, "Условие: ячейка Лист!Z9 не заполняется. Заполняются: Лист!A1"),
    ({"condition": "Другой!B1 = 1"}, "листа «другой» в форме нет. Есть: «Лист»."),
    ({"message": "Встреч {втречи}"}, "Сообщение: слова «втречи» в правиле нет. Может быть"),
    ({"words": "а = {{ report.tagets | cell=D4 }}"}, "Принятой формы с кодом «tagets» нет."),
    ({"words": "а = {{ report.targets | cell=Z99 }}"}, "ячейка Z99 не заполняется"),
    ({"condition": "(" * 60 + "1=1" + ")" * 60}, "скобок больше 40"),
    ({"form": None}, "выберите форму"),
    ({"words": "а = а + 1"}, "Слова, строка 1: слово «а» определено через само себя."),
    ({"condition": f"{'-' * 900}1 = 1"}, "Условие: Скобки не закрыты или чего-то не хватает"),
]


def test_what_is_written_wrong_is_told_with_its_place(version, written):
    told = written | {"form": version.form, "tolerance": 0}
    found = {
        expected: " ".join(look_through(CheckRule(**(told | change))).problems)
        for change, expected in WRONG
    }

    assert [expected for expected, problems in found.items() if expected not in problems] == []


def test_page_keeps_what_was_typed_beside_the_problem(sign_in, coordinator, written):
    page = sign_in(coordinator).post(
        url("check_create"), written | {"condition": "втречи = 1", "save": "1"}
    )

    assert page.context["form"]["condition"].value() == "втречи = 1"
    assert page.context["form"].errors["condition"][0].startswith("Условие: слова «втречи» нет.")


def test_older_page_of_a_rule_is_refused_with_what_it_says_now(sign_in, coordinator, rule, written):
    own = rule("B2 > 0")
    services.save_rule(member=coordinator, fields={"condition": "B2 > 1"}, before=own, seen=1)

    page = sign_in(coordinator).post(
        url("check_update", own.pk), written | {"revision": "1", "save": "1"}
    )

    [error] = page.context["form"].non_field_errors()
    assert "Сейчас в нём: «B2 > 1»" in error
    own.refresh_from_db()
    assert (own.condition, own.revision) == ("B2 > 1", 2)
    history = sign_in(coordinator).get(own.get_absolute_url()).context["history"]
    assert [(row.revision, row.condition) for row in history] == [(2, "B2 > 1"), (1, "B2 > 0")]
    assert page.context["form"]["condition"].value() == "встречи ≤ люди"
    over = written | {"revision": "1", "over": str(page.context["newer"])}
    sign_in(coordinator).post(url("check_update", own.pk), over)
    own.refresh_from_db()
    assert (own.condition, own.revision) == ("встречи ≤ люди", 3)


def test_shipped_rule_is_copied_switched_off_and_comes_back(
    sign_in, coordinator, methodist, open_round, shipped
):
    report = open_round(shipped("targets"))
    shipped_rule = CheckRule.objects.get(organization=None, code="targets-i1-part")
    client = sign_in(coordinator)
    assert shipped_rule in rules_of(report.round)

    client.post(url("check_switch", shipped_rule.pk), {"active": "0"})
    copy = CheckRule.objects.owned_by(coordinator).get()
    assert {shipped_rule, copy} & set(rules_of(report.round)) == set()
    client.post(url("check_switch", copy.pk), {"active": "1"})
    assert copy in rules_of(report.round)
    client.post(url("check_archive", copy.pk))
    assert shipped_rule in rules_of(report.round)
    services.copy_rule(member=coordinator, rule=shipped_rule)
    with pytest.raises(DomainError, match="уже есть новое"):
        services.restore_rule(member=coordinator, rule=copy)
    with pytest.raises(PermissionDenied):
        services.archive_rule(member=methodist, rule=copy)


def test_list_takes_the_same_statements_for_more_rules(sign_in, curator, coordinator, rule):
    rule("B2 > 0")
    client = sign_in(curator)
    client.get(url("check_list"))
    with CaptureQueriesContext(connection) as one:
        client.get(url("check_list"))
    for _ in range(2):
        CheckRuleFactory(organization=coordinator.organization)
    with CaptureQueriesContext(connection) as three:
        page = client.get(url("check_list"))

    assert len(one) == len(three)
    shown = [row.rule for group in page.context["groups"] for row in group.rules]
    assert sum(rule.organization_id is not None for rule in shown) == 3
    foreign = CheckRuleFactory()
    assert client.get(foreign.get_absolute_url()).status_code == 404


def test_form_of_another_region_with_the_code_is_not_read(version, written, coordinator):
    """Codes are unique in an organization: elsewhere the same code is another form."""
    content = drawn({"A1": "{{ figure.people_here }}"})
    away = FormVersionFactory(
        form__organization=MembershipFactory(role="coordinator").organization,
        form__code="special",
        form__title="Чужая форма",
        content=content,
        layout=asked("scan", content, {}),
        accepted_at=timezone.now(),
        accepted_by=coordinator,
    )
    words = {"words": "а = {{ report.special | cell=A1 }}", "condition": "а = 1", "message": "Нет"}
    words |= {"form": version.form, "tolerance": 0}

    def look(owner):
        return look_through(CheckRule(**(written | words), organization=owner))

    [told] = look(coordinator.organization).problems
    assert "Принятой формы с кодом «special» нет." in told
    assert "Чужая форма" in " ".join(look(away.form.organization).shows.values())
    own = ReportForm.objects.filter(pk=away.form_id)
    own.update(organization=coordinator.organization)
    saved = services.save_rule(member=coordinator, fields=written | words)
    assert saved.organization == coordinator.organization
