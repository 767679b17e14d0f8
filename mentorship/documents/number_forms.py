"""How an organization numbers its documents, series by series: what is set, and what comes next."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from mentorship.core.forms import StyledFormMixin
from mentorship.documents.kinds import ORDERS, Kind, kinds_for
from mentorship.documents.numbering import (
    foreseen_number,
    foreseen_numbers,
    has_counted,
    highest_typed,
    is_taken,
    rules_of,
)
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.number_patterns import LONGEST, check_pattern


@dataclass(frozen=True)
class Series:
    """Kinds that count together in one organization, and the number the next of them gets."""

    code: str
    kinds: tuple[Kind, ...]
    is_own: bool
    pattern: str
    # Empty where the numbers are typed.
    next_number: str

    @property
    def title(self) -> str:
        return "Приказы" if self.code == ORDERS else "; ".join(kind.title for kind in self.kinds)


def series_of(member: Membership) -> list[Series]:
    """Every series the member's organization has kinds of, in the order of the page of kinds."""
    found: dict[str, list[Kind]] = {}
    for kind in kinds_for(member):
        found.setdefault(kind.series, []).append(kind)
    chosen = rules_of(member.organization, [kinds[0] for kinds in found.values()])
    rules = dict(zip(found, chosen, strict=True))
    patterns = {code: rule.pattern for code, rule in rules.items() if rule.is_own}
    numbers = foreseen_numbers(member.organization_id, patterns, timezone.localdate().year)
    return [
        Series(code, tuple(found[code]), rule.is_own, rule.pattern, numbers.get(code, ""))
        for code, rule in rules.items()
    ]


class NumberingForm(StyledFormMixin, forms.Form):
    """Counted or typed, and the pattern of what is counted."""

    numbering = forms.ChoiceField(
        label="Номера документов этого ряда",
        choices=[
            (Organization.Numbering.OWN, "присваивает система, подряд"),
            (Organization.Numbering.EXTERNAL, "вводит сотрудник из своего журнала"),
        ],
        widget=forms.RadioSelect,
    )
    pattern = forms.CharField(
        label="Образец номера",
        max_length=LONGEST,
        help_text="{n} заменяется порядковым номером, {year} – годом: {n}-ОД, {n}/{year}, ПП-{n}. "
        "Счёт идёт дальше и начинается заново с нового года.",
    )
    begins_with = forms.IntegerField(
        label="Начать с номера",
        min_value=1,
        max_value=99999,
        required=False,
        help_text="Для тех, кто передаёт счёт системе среди года: следующий номер после последнего "
        "в вашей книге. Если пусто, счёт пойдёт с 1 мимо занятых номеров.",
    )

    def __init__(self, *args: Any, member: Membership, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization, self.series = member.organization, series.code
        self.initial = {
            "numbering": Organization.Numbering.OWN
            if series.is_own
            else Organization.Numbering.EXTERNAL,
            "pattern": series.pattern,
        }
        self._offer_beginning()

    def _offer_beginning(self) -> None:
        """The number after the highest known; not asked once the system has counted this year."""
        year = timezone.localdate().year
        if has_counted(self.organization, self.series, year):
            del self.fields["begins_with"]
            return
        pattern = self.initial["pattern"]
        if highest := highest_typed(self.organization, self.series, pattern, year):
            self.initial["begins_with"] = highest + 1

    def clean_pattern(self) -> str:
        """A pattern that gives numbers, the next of which no other document holds this year."""
        try:
            pattern = check_pattern(self.cleaned_data["pattern"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        year = timezone.localdate().year
        number = foreseen_number(self.organization.pk, self.series, pattern, year)
        if is_taken(self.organization.pk, self.series, number, year):
            raise forms.ValidationError(
                f"Следующим был бы номер {number}, но в этом году он уже занят: измените образец."
            )
        return pattern
