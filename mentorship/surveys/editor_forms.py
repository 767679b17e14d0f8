from django import forms

from mentorship.bank.models import MentoringForm
from mentorship.core.forms import RussianDateField, StyledFormMixin, StyledModelForm
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.purposes import (
    AUDIENCES_OF,
    FIELDS_OF,
    OF_OPINION,
    OF_YEAR,
    WAVES,
    kinds_of,
)
from mentorship.surveys.questions import (
    LONGEST_TEXT,
    SCALE,
    WITH_OPTIONS,
    Field,
    Kind,
    Question,
    question_problems,
)


class SetForm(StyledModelForm):
    """A new set: for what and for whom; both are fixed with the first version."""

    submit_text = "Создать и перейти к вопросам"

    class Meta:
        model = Questionnaire
        fields = ("title", "purpose", "audience")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = [c for c in Questionnaire.Purpose.choices if c[0] not in OF_YEAR]
        self.fields["purpose"].choices = own
        self.fields["purpose"].initial = own[0][0]
        self.fields["purpose"].help_text = (
            "Анкеты удовлетворённости, входные и итоговые меняются новой редакцией имеющихся: "
            "по ним считаются показатели и изменения."
        )
        asked = [c for c in Questionnaire.Audience.choices if c[0] not in ("mentee", "mentor")]
        self.fields["audience"].choices = asked

    def clean(self):
        super().clean()
        purpose, audience = self.cleaned_data.get("purpose"), self.cleaned_data.get("audience")
        if purpose and audience and audience not in AUDIENCES_OF[purpose]:
            fitting = ", ".join(str(each.label) for each in AUDIENCES_OF[purpose])
            self.add_error("audience", f"На такую анкету отвечают: {fitting}.")


SATISFACTION_HINTS = {
    "counts_satisfaction": "Иначе показатель считается по другим анкетам.",
    "satisfied_from": (
        "Средняя оценка по шкалам от 1 до 10, с которой человек считается довольным; "
        "шкалы «до и после» не учитываются."
    ),
    "satisfied_source": "Кто и чем установил порог: приказ, решение совета, методика.",
}


def threshold(value):
    if value not in SCALE:
        raise forms.ValidationError("Порог – от 1 до 10.")
    return value


class SatisfactionForm(StyledModelForm):
    """Who counts as satisfied by a set in use, and whether it feeds the figure."""

    submit_text = "Сохранить"

    class Meta:
        model = Questionnaire
        fields = tuple(SATISFACTION_HINTS)
        help_texts = SATISFACTION_HINTS

    def clean_satisfied_from(self):
        return threshold(self.cleaned_data["satisfied_from"])


class HeadingForm(StyledModelForm):
    """What stands around the questions of a draft; `seen` is the moment its editor saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    checked_on = RussianDateField(label="Дата проверки")

    class Meta:
        model = Questionnaire
        fields = (
            "title",
            "intro",
            "source",
            "checked_on",
            "needs_check",
            "counts_satisfaction",
            "satisfied_from",
            "satisfied_source",
        )
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "intro": "Зачем анкета и кто её увидит: показывается перед вопросами.",
            "source": "Откуда вопросы: приказ, письмо, методические рекомендации.",
            "needs_check": "Снимите, когда сверите формулировки с официальным текстом.",
            **SATISFACTION_HINTS,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.changed_at.isoformat()
        if self.instance.purpose not in OF_OPINION:
            for name in SATISFACTION_HINTS:
                del self.fields[name]

    def clean_satisfied_from(self):
        return threshold(self.cleaned_data["satisfied_from"])

    @property
    def values(self):
        return {n: v for n, v in self.cleaned_data.items() if n != "seen"}


class QuestionForm(StyledFormMixin, forms.Form):
    """One question; what may not be asked is refused with its reason."""

    submit_text = "Сохранить вопрос"

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label="Вопрос", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label="Вид ответа")
    options = forms.CharField(
        label="Варианты ответа",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Каждый с новой строки. Нужны для видов «один из списка» и «несколько».",
    )
    required = forms.BooleanField(label="Отвечать обязательно", required=False)
    is_compared = forms.BooleanField(
        label="Сравнивать до и после",
        required=False,
        help_text="Тот же вопрос стоит во входной и в итоговой анкете: видно, что изменилось.",
    )
    field = forms.ChoiceField(
        label="Записать в поле базы",
        required=False,
        help_text="Куда ответ попадёт при внесении в базу; пусто – останется только в ответе.",
    )
    hint = forms.CharField(label="Пояснение под вопросом", required=False, max_length=300)
    section = forms.CharField(
        label="Заголовок раздела перед вопросом", required=False, max_length=100
    )

    def __init__(self, *args, questionnaire, question=None, **kwargs):
        self.code = question.code if question else ""
        initial = {"seen": questionnaire.changed_at.isoformat(), "kind": Kind.TEXT}
        if question:
            initial |= question.as_kept() | {"options": "\n".join(question.options)}
        super().__init__(*args, initial=initial, **kwargs)
        kinds = kinds_of(questionnaire.purpose)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        fields = FIELDS_OF[questionnaire.purpose]
        self.fields["field"].choices = [
            ("", "никуда"),
            *((field.value, field.label) for field in fields),
        ]
        if not fields:
            del self.fields["field"]
        if questionnaire.purpose not in WAVES:
            del self.fields["is_compared"]

    def clean(self):
        super().clean()
        if self.errors:
            return
        options = self.given_options()
        if self.cleaned_data["kind"] not in WITH_OPTIONS:
            options = ()
        names = ("text", "kind", "required", "field", "hint", "section")
        values = {name: self.cleaned_data.get(name, "") for name in names}
        compared = self.cleaned_data.get("is_compared", False)
        self.question = Question(code=self.code, options=options, is_compared=compared, **values)
        for part, problem in question_problems(self.question).items():
            self.add_error(part, problem)
        self.check_options()

    def given_options(self):
        lines = self.cleaned_data["options"].splitlines()
        given = tuple(clean for line in lines if (clean := " ".join(line.split())))
        if not given and self.cleaned_data.get("field") == Field.FORMS:
            return tuple(MentoringForm.objects.values_list("title", flat=True))
        return given

    def check_options(self):
        """Fields that are no free text take only what they know."""
        question, known = self.question, None
        if question.field == Field.FORMS:
            known = set(MentoringForm.objects.values_list("title", flat=True))
        elif question.field == Field.CAPACITY:
            known = {str(number) for number in range(1, 101)}
        if known is not None and (strange := [o for o in question.options if o not in known]):
            self.add_error("options", f"В это поле не записать: {', '.join(strange)}.")
