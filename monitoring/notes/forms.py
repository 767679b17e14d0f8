from typing import Any

from django import forms

from mentorship.core.forms import StyledFormMixin
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import NoteSection, Round

NAMELESS = "Без имён и фамилий."


def rounds_for(member: Membership, year: SchoolYear) -> Any:
    """Rounds of the year a note may tell of; an institution has none."""
    if member.organization.is_institution:
        return Round.objects.none()
    rows = Round.objects.visible_to(member).filter(first_year=year.first)
    return rows.order_by("-due_on", "-pk")


class NoteForm(StyledFormMixin, forms.Form):
    """How a note begins; an institution is asked nothing."""

    submit_text = "Составить проект"

    round = forms.ModelChoiceField(
        Round.objects.none(),
        label="Сбор отчётов",
        required=False,
        help_text="О его результатах расскажет раздел справки; выбрать можно и позже.",
    )

    def __init__(self, *args: Any, member: Membership, year: SchoolYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds, fields = rounds_for(member, year), self.fields
        field: Any = fields["round"]
        field.queryset, field.initial = rounds, rounds.first()
        if not rounds:
            del fields["round"]


class SectionForm(StyledFormMixin, forms.Form):
    submit_text = ""

    text = forms.CharField(
        label="Текст раздела",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Строка – абзац. Живые числа стоят в двойных скобках.",
    )
    is_left_out = forms.BooleanField(label="Не включать раздел", required=False)
    round = forms.ModelChoiceField(Round.objects.none(), label="Сбор отчётов", required=False)

    def __init__(self, *args: Any, member: Membership, section: NoteSection, **kwargs: Any) -> None:
        given = {
            "text": section.text,
            "is_left_out": section.is_left_out,
            "round": section.note.round,
        }
        super().__init__(*args, initial=given, **kwargs)
        self.helper.form_tag = False
        if section.code == "round":
            field: Any = self.fields["round"]
            field.queryset = rounds_for(member, section.note.year)
        else:
            del self.fields["round"]

    def clean_text(self) -> str:
        """Line ends of browsers are not a change."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()


class RecommendationForm(StyledFormMixin, forms.Form):
    text = forms.CharField(
        label="Рекомендация",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=NAMELESS,
    )


class NewRecommendationForm(RecommendationForm):
    submit_text = "Добавить рекомендацию"

    institution = forms.ModelChoiceField(Organization.objects.none(), label="Организация")

    field_order = ("institution", "text")

    def __init__(self, *args: Any, member: Membership, year: SchoolYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = Organization.objects.visible_to(member).institutions().open_on(year.starts_on)
        field: Any = self.fields["institution"]
        field.queryset = below.order_by("name", "pk")
        if member.organization.is_institution:
            field.initial = member.organization


class CorrectionForm(StyledFormMixin, forms.Form):
    submit_text = "Начать исправление"

    reason = forms.CharField(
        label="Почему исправляете",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Будет напечатано в новой редакции. {NAMELESS}",
    )
