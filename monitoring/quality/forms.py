from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from mentorship.core.forms import StyledFormMixin
from monitoring.models import QualitySheet
from monitoring.quality.content import CONCLUSION, LONGEST, MARK, WORDS
from monitoring.quality.evidence import Proposal
from monitoring.quality.results import SWOT
from monitoring.quality.tables import MARKS

CHOICES = [(str(mark), f"{mark} – {words}") for mark, words in MARKS.items()]
OWN = forms.Textarea(attrs={"rows": 2})
HINTS_OF_DATA = '{% include "monitoring/quality/_hints.html" %}'
LONG = forms.Textarea(attrs={"rows": 4})
HINTS = {
    "strengths": "Внутренние, позитивные: что у организации получается.",
    "weaknesses": "Внутренние, негативные: что мешает самой организации.",
    "opportunities": "Внешние, позитивные: на что можно опереться снаружи.",
    "threats": "Внешние, негативные: что снаружи может помешать.",
}


class SheetForm(StyledFormMixin, forms.Form):
    """Marks with words, the four fields of SWOT, a conclusion; nothing is required in a draft."""

    submit_text = ""

    def __init__(
        self,
        *args: Any,
        sheet: QualitySheet,
        proposals: Mapping[str, Proposal] = MappingProxyType({}),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        parts = []
        for section in sheet.table.sections:
            keys = [key for row in section["criteria"] for key in self._criterion(row, proposals)]
            parts.append(Fieldset(section["title"], *keys, css_class="part"))
        for key, title in SWOT.items():
            self.fields[key] = _text(title, HINTS[key], LONG)
        self.fields[CONCLUSION] = _text("Выводы и что сделать в следующем году", "", LONG)
        parts.append(Fieldset("SWOT-анализ", *SWOT, css_class="part quarters"))
        parts += [HTML(HINTS_OF_DATA), Fieldset("Выводы", CONCLUSION, css_class="part")]
        self.helper.layout = Layout(*parts)
        self.helper.form_tag = False

    def _criterion(
        self, criterion: Mapping[str, str], proposals: Mapping[str, Proposal]
    ) -> Sequence[str]:
        code = criterion["code"]
        mark, words = MARK.format(code), WORDS.format(code)
        self.fields[mark] = forms.ChoiceField(
            label=criterion["text"],
            choices=CHOICES,
            widget=forms.RadioSelect,
            required=False,
            help_text=told(proposals.get(code)),
        )
        self.fields[words] = _text("Пояснение", "", OWN)
        return mark, words


def told(proposal: Proposal | None) -> str:
    """The evidence beside a criterion, with the proposed mark."""
    if proposal is None or not proposal.words:
        return ""
    mark = "" if proposal.mark is None else f" Предложение: {proposal.mark}."
    return f"Что известно: {proposal.words}.{mark}"


def _text(label: str, hint: str, widget: forms.Widget) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, widget=widget, required=False, max_length=LONGEST
    )


class CorrectionForm(StyledFormMixin, forms.Form):
    submit_text = "Начать исправление"

    reason = forms.CharField(
        label="Почему исправляете",
        widget=LONG,
        max_length=2000,
        help_text="Останется при новой редакции листа, без имён и фамилий.",
    )
