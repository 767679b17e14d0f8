"""Reference data with source and date of check, read from `reference/*.json` beside this module.

Loading is idempotent: a row is found by its natural key and brought up to date.
"""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from mentorship.bank.consent_texts import load_texts
from mentorship.bank.models import MentoringForm, Topic
from mentorship.bank.topics import take_ready_catalogue
from mentorship.organizations.models import Organization
from mentorship.pairs.models import EndReason, MentoringKind, RoleVariant
from mentorship.programs.library import load_templates
from mentorship.programs.models import ProgramTemplate
from mentorship.surveys.models import Questionnaire
from monitoring.checks.shipped import load_checks
from monitoring.models import Indicator, PlanValue
from monitoring.quality.tables import load_tables
from monitoring.workbooks.services import load_shipped
from monitoring.workbooks.shipped import LAYOUTS
from roadmaps.cycle.services import load_stages
from roadmaps.patterns.library import load_templates as load_roadmap_templates

FOLDER = Path(__file__).parent / "reference"


def _read(name: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / f"{name}.json").read_text())


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Bring all reference data up to date; gives how many rows of each kind there are."""
    for row in _read("forms"):
        MentoringForm.objects.update_or_create(code=row.pop("code"), defaults=row)
    _load_pair_words()
    for row in _read("questionnaires"):
        key = {"organization": None, "code": row.pop("code"), "version": row.pop("version")}
        built_in = Questionnaire.objects.filter(organization=None, code=key["code"])
        # One version is in use; answers keep the one they were given to.
        built_in.filter(version__lt=key["version"]).update(state=Questionnaire.State.ARCHIVED)
        Questionnaire.objects.update_or_create(**key, defaults=row)
    for position, row in enumerate(_read("indicators")):
        plans, source = row.pop("plan_values"), row.pop("plan_source")
        key = {"organization": None, "code": row.pop("code"), "version": row.pop("version")}
        defaults = row | {"position": position}
        indicator, _ = Indicator.objects.update_or_create(**key, defaults=defaults)
        for year, value in plans.items():
            PlanValue.objects.update_or_create(
                indicator=indicator,
                organization=None,
                year=int(year),
                defaults={"value": value, "source": source.get(year, source["*"])},
            )
    for region in Organization.objects.filter(level=Organization.Level.REGION).order_by("pk"):
        take_ready_catalogue(region)
    load_templates(_read("program_templates"))
    report_forms = [row | {"content": LAYOUTS[row["code"]]} for row in _read("report_forms")]
    return {
        "Формы наставничества": MentoringForm.objects.count(),
        "Виды наставничества": MentoringKind.objects.count(),
        "Ролевые модели": RoleVariant.objects.count(),
        "Причины": EndReason.objects.count(),
        "Темы": Topic.objects.count(),
        "Тексты согласий": load_texts(_read("consent_texts")),
        "Анкеты": Questionnaire.objects.count(),
        "Показатели": Indicator.objects.count(),
        "Формы отчётов": load_shipped(report_forms),
        "Таблицы критериев качества": load_tables(_read("quality")),
        "Правила проверки отчётов": load_checks(_read("report_checks")),
        "Шаблоны программ": ProgramTemplate.objects.count(),
        "Этапы годового цикла": load_stages(_read("cycle_stages")),
        "Образцы дорожных карт": load_roadmap_templates(_read("roadmap_templates")),
    }


def _load_pair_words() -> None:
    """Kinds, role variants of the forms loaded before, and reasons of ending."""
    for row in _read("kinds"):
        MentoringKind.objects.update_or_create(code=row.pop("code"), defaults=row)
    forms = {form.code: form for form in MentoringForm.objects.all()}
    for row in _read("role_variants"):
        row["form"] = forms[row["form"]]
        RoleVariant.objects.update_or_create(code=row.pop("code"), defaults=row)
    for row in _read("end_reasons"):
        EndReason.objects.update_or_create(code=row.pop("code"), defaults=row)
