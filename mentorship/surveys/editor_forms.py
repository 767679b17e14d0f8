from django import forms

from mentorship.bank.models import MentoringForm
from mentorship.core.forms import RussianDateField, StyledFormMixin, StyledModelForm
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.purposes import AUDIENCES_OF, FIELDS_OF, kinds_of
from mentorship.surveys.questions import (
    LONGEST_TEXT,
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
        own = [c for c in Questionnaire.Purpose.choices if c[0] != "satisfaction"]
        self.fields["purpose"].choices = own
        self.fields["purpose"].initial = own[0][0]
        self.fields["purpose"].help_text = (
            "Анкеты удовлетворённости меняются новой редакцией имеющихся: "
            "по ним считаются показатели."
        )
        asked = [c for c in Questionnaire.Audience.choices if c[0] not in ("mentee", "mentor")]
        self.fields["audience"].choices = asked

    def clean(self):
        super().clean()
        purpose, audience = self.cleaned_data.get("purpose"), self.cleaned_data.get("audience")
        if purpose and audience and audience not in AUDIENCES_OF[purpose]:
            fitting = ", ".join(str(each.label) for each in AUDIENCES_OF[purpose])
            self.add_error("audience", f"На такую анкету отвечают: {fitting}.")


class HeadingForm(StyledModelForm):
    """What stands around the questions of a draft; `seen` is the moment its editor saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    checked_on = RussianDateField(label="Дата проверки")

    class Meta:
        model = Questionnaire
        fields = ("title", "intro", "source", "checked_on", "needs_check", "satisfied_from")
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "intro": "Зачем анкета и кто её увидит: показывается перед вопросами.",
            "source": "Откуда вопросы: приказ, письмо, методические рекомендации.",
            "needs_check": "Снимите, когда сверите формулировки с официальным текстом.",
            "satisfied_from": "Средняя оценка по шкалам, с которой человек считается довольным.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.changed_at.isoformat()
        if self.instance.purpose != Questionnaire.Purpose.SATISFACTION:
            del self.fields["satisfied_from"]

    def clean_satisfied_from(self):
        value = self.cleaned_data["satisfied_from"]
        if not 1 <= value <= 10:
            raise forms.ValidationError("Порог – от 1 до 10.")
        return value

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

    def clean(self):
        super().clean()
        if self.errors:
            return
        options = self.given_options()
        if self.cleaned_data["kind"] not in WITH_OPTIONS:
            options = ()
        names = ("text", "kind", "required", "field", "hint", "section")
        values = {name: self.cleaned_data.get(name, "") for name in names}
        self.question = Question(code=self.code, options=options, **values)
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
