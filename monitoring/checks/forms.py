from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from mentorship.core.forms import StyledModelForm
from mentorship.organizations.models import Membership
from monitoring.checks.looking import RuleLook, look_through
from monitoring.models import CheckRule, FormVersion, ReportForm, Round

# Where a problem of a rule is shown, by the words its text begins with.
_FIELDS = {"Слова": "words", "Условие": "condition", "Сообщение": "message"}


class CheckRuleForm(StyledModelForm):
    """A rule as a coordinator writes it; looked through whole before it is tried or saved."""

    submit_text = ""
    look = RuleLook()

    tolerance = forms.DecimalField(
        label="Допуск",
        min_value=0,
        max_digits=7,
        decimal_places=2,
        localize=True,
        required=False,
        help_text="На сколько могут расходиться числа; для целых процентов – 0,5.",
    )

    class Meta:
        model = CheckRule
        fields = (
            "form", "title", "severity", "words", "condition", "tolerance", "message", "source",
        )  # fmt: skip
        widgets = {
            "words": forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
            "condition": forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
            "message": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "words": "По строке на слово: «указано = {{ manual.share }}», "
            "«получается = ОКРУГЛ(100 * опрошены / численность; 0)».",
            "condition": "Например: указано = получается. Если не выполняется, школа увидит "
            "сообщение.",
            "message": "В фигурных скобках – слова: «Указано {указано} %, а получается "
            "{получается} %. Проверьте ячейки: {ячейки}.»",
            "source": "Письмо, приказ или пример: почему так должно быть.",
        }

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = member.organization
        chosen: Any = self.fields["form"]
        forms_in_use = ReportForm.objects.shared_with(member).in_use()
        accepted = FormVersion.objects.filter(form=OuterRef("pk"), accepted_at__isnull=False)
        chosen.queryset = forms_in_use.filter(Exists(accepted)).order_by("title", "pk")
        chosen.empty_label = "любая форма"
        if self.instance.tolerance:
            self.initial["tolerance"] = Decimal(f"{self.instance.tolerance.normalize():f}")
        else:
            self.initial["tolerance"] = None

    def clean_tolerance(self) -> Any:
        return self.cleaned_data["tolerance"] or 0

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            self.look = look_through(self.draft)
            for problem in self.look.problems:
                name = next((n for start, n in _FIELDS.items() if problem.startswith(start)), None)
                self.add_error(name, problem)
        return told

    @property
    def draft(self) -> CheckRule:
        """The rule as written in the form, not saved."""
        return CheckRule(organization=self.organization, **self.rule_fields)

    @property
    def rule_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class TrialForm(forms.Form):
    """On whose report of which round a rule is tried."""

    round = forms.ModelChoiceField(label="Сбор", queryset=Round.objects.none(), required=False)
    organization = forms.CharField(
        label="Организация: часть названия", max_length=100, required=False
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["round"]
        chosen.queryset = Round.objects.visible_to(member).order_by("-due_on", "-pk")
        chosen.empty_label = "выберите"
