"""The rules that come with the system (`mentorship/reference/report_checks.json`)."""

from typing import Any

from django.db import transaction

from monitoring.models import CheckRule, ReportForm


@transaction.atomic
def load_checks(rows: list[dict[str, Any]]) -> int:
    """Bring the shipped rules up to date; one whose text changed takes the next revision."""
    forms = {form.code: form for form in ReportForm.objects.filter(organization=None)}
    known = {rule.code: rule for rule in CheckRule.objects.filter(organization=None)}
    for position, row in enumerate(rows):
        told = {"is_active": True} | row | {"position": position, "form": forms[row["form"]]}
        told["words"] = "\n".join(row["words"])
        rule = known.get(row["code"])
        if rule is None:
            CheckRule.objects.create(organization=None, **told)
            continue
        if changed := [name for name, value in told.items() if _plain(rule, name) != str(value)]:
            for name in changed:
                setattr(rule, name, told[name])
            rule.revision += 1
            rule.save()
    shipped = CheckRule.objects.filter(organization=None)
    # What is shipped no more stays for what was made from it, and checks nothing.
    shipped.exclude(code__in=[row["code"] for row in rows]).update(is_active=False)
    return shipped.count()


def _plain(rule: CheckRule, name: str) -> str:
    value = getattr(rule, name)
    return f"{value:g}" if name == "tolerance" else str(value)
