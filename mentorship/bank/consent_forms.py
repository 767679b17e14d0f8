from django import forms

from mentorship.bank.affiliations import standing_on
from mentorship.bank.consent_texts import Audience, audience_for
from mentorship.bank.consents import ConsentRow, problems_of
from mentorship.bank.models import Consent, ConsentSettings, ConsentText, Person
from mentorship.core.forms import RussianDateField, StyledFormMixin, StyledModelForm
from mentorship.core.scans import SCAN_HELP, checked_scan

OURS, OWN_FORM = "ours", "own"


class ConsentForm(StyledModelForm):
    """One paper of one person, with the scan of it if there is one."""

    submit_text = "Записать согласие"

    signed_on = RussianDateField(label="Дата подписания")
    valid_until = RussianDateField(
        label="Действует до", required=False, help_text="Пусто – до отзыва."
    )
    signed_by_both = forms.BooleanField(label="Участник подписал тоже", required=False)
    paper = forms.ChoiceField(
        label="Бланк",
        choices=[
            (OURS, "лист, напечатанный в системе"),
            (OWN_FORM, "бланк организации, напечатан не здесь"),
        ],
        widget=forms.RadioSelect,
        initial=OURS,
        required=False,
    )
    replaces = forms.BooleanField(label="Взамен действующего согласия", required=False)

    class Meta:
        model = Consent
        fields = ("purpose", "signed_on", "representative_name", "valid_until", "scan")
        help_texts = {"scan": f"{SCAN_HELP} Можно приложить позже."}

    field_order = (
        "purpose",
        "signed_on",
        "representative_name",
        "signed_by_both",
        "paper",
        "valid_until",
        "replaces",
        "scan",
    )

    def __init__(self, *args, person, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.today = person, today
        standing = standing_on(person, today)
        minor = person.needs_representative(today, standing.category if standing else "")
        self.initial.setdefault("representative_name", person.representative_name if minor else "")
        self.fields["representative_name"].help_text = words_of_signing(person, minor=minor)
        if audience_for(person, "", today, asks_joint=True) != Audience.JOINT:
            del self.fields["signed_by_both"]
        if not Consent.objects.in_force_on(today).filter(person=person).exists():
            del self.fields["replaces"]

    def clean_scan(self):
        return checked_scan(self.cleaned_data["scan"])

    def clean(self):
        super().clean()
        if not self.errors:
            for problem in problems_of([self.row], self.today).values():
                self.add_error(problem.field, problem.text)

    @property
    def row(self):
        typed = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return ConsentRow(
            person=self.person,
            **typed,
            signed_by_both=self.cleaned_data.get("signed_by_both", False),
            is_own_form=self.cleaned_data["paper"] == OWN_FORM,
            replaces=self.cleaned_data.get("replaces", False),
        )

    def _post_clean(self):
        """Nothing of the model is checked here: `record_consents` writes the row."""


def words_of_signing(person, *, minor):
    """Who signs, and what to do where the year of birth alone cannot tell."""
    if not minor:
        return "Если подписал представитель."
    by_day = "Подписывает за несовершеннолетнего."
    if person.born_on:
        return by_day
    return (
        f"{by_day} Точной даты рождения нет, поэтому до конца года 18-летия подписывает "
        "представитель; если 18 лет уже исполнилось, укажите полную дату в карточке."
    )


class ScanForm(StyledFormMixin, forms.Form):
    """The signed sheet of a consent that is recorded already."""

    submit_text = "Приложить скан"
    scan = forms.FileField(label="Скан", help_text=SCAN_HELP)

    def clean_scan(self):
        return checked_scan(self.cleaned_data["scan"])


class ManyConsentsForm(forms.Form):
    """Ticked people, one date of signing, and a representative's name in the row of a minor.

    `listed` are people of the page (`consent_people.listed`), `wanted` the pks of those a paper
    may be recorded for.
    """

    people = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        error_messages={
            "required": "Отметьте хотя бы одного человека.",
            "invalid_choice": "Список изменился: проверьте отметки и повторите.",
        },
    )
    signed_on = RussianDateField(label="Дата подписания у всех отмеченных")

    def __init__(self, *args, listed, wanted, scope, everyone_ticked=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.listed, self.wanted, self.scope = list(listed), set(wanted), scope
        self.everyone_ticked = everyone_ticked
        self.fields["people"].queryset = Person.objects.filter(pk__in=self.wanted)
        self.audiences = {person.pk: self.audience_of(person) for person in self.listed}
        for person in self.listed:
            if person.pk in self.wanted and self.audiences[person.pk] != Audience.ADULT:
                self.fields[name_field(person)] = forms.CharField(
                    label=f"Представитель: {person.full_name}",
                    required=False,
                    max_length=200,
                    initial=person.representative_name,
                    widget=forms.TextInput(attrs={"class": "form-control form-control-sm"}),
                )
        self.fields["signed_on"].widget.attrs["class"] = "form-control"

    def audience_of(self, person):
        scope = self.scope
        return audience_for(person, person.category or "", scope.today, asks_joint=scope.asks_joint)

    def clean(self):
        super().clean()
        if not self.errors:
            for pk, problem in problems_of(self.papers, self.scope.today).items():
                own = name_field(pk) in self.fields
                self.add_error(name_field(pk) if own else "signed_on", self.worded(pk, problem))

    def worded(self, pk, problem):
        """An error under the common date names the person it is about."""
        person = next(person for person in self.listed if person.pk == pk)
        return f"{person.full_name}: {problem.text}"

    @property
    def papers(self):
        known = {person.pk: person for person in self.listed}
        return [
            ConsentRow(
                person=person,
                purpose=self.scope.purpose,
                signed_on=self.cleaned_data["signed_on"],
                representative_name=self.cleaned_data.get(name_field(person), ""),
                signed_by_both=self.audiences[person.pk] == Audience.JOINT,
                replaces=known[person.pk].is_agreed,
            )
            for person in self.cleaned_data["people"]
        ]

    @property
    def rows(self):
        """What the template shows: the person, whether ticked, and the field of the name."""
        ticked = set(self.data.getlist("people")) if self.is_bound else set()
        return [
            {
                "person": person,
                "may_tick": person.pk in self.wanted,
                "is_ticked": self.everyone_ticked or str(person.pk) in ticked,
                "signs_too": self.audiences[person.pk] == Audience.JOINT,
                "name": self[name_field(person)] if name_field(person) in self.fields else None,
            }
            for person in self.listed
        ]


def name_field(person):
    return f"representative_{getattr(person, 'pk', person)}"


class WithdrawForm(StyledFormMixin, forms.Form):
    """The person's statement: when it came in and under which number."""

    submit_text = "Отозвать и остановить обработку"
    received_on = RussianDateField(label="Заявление получено")
    basis = forms.CharField(
        label="Основание",
        max_length=300,
        required=False,
        help_text="Например: заявление, вх. № 15. Необязательно.",
    )


class UndoForm(StyledFormMixin, forms.Form):
    """Why a withdrawal was a mistake."""

    submit_text = "Снять отзыв"
    reason = forms.CharField(label="Почему отзыв снимается", max_length=300)


class FinishForm(StyledFormMixin, forms.Form):
    """When the duty after a withdrawal was fulfilled, and what shows it."""

    submit_text = "Отметить исполненным"
    done_on = RussianDateField(label="Исполнено")
    how = forms.CharField(
        label="Чем подтверждается",
        max_length=300,
        required=False,
        help_text="Например: страница удалена, снимок экрана в деле.",
    )


class ConsentSettingsForm(StyledModelForm):
    """What the institution says in its consents."""

    class Meta:
        model = ConsentSettings
        fields = ("processor", "site", "asks_joint")
        help_texts = {
            "processor": "Наименование и адрес того, кто обслуживает систему или хранит данные "
            "(152-ФЗ, ст. 9, ч. 4, п. 6). Пусто – строка для заполнения от руки.",
            "site": "Адрес сайта для согласия на распространение.",
            "asks_joint": "С 14 лет предлагается совместный лист; прежнее согласие представителя "
            "остаётся в силе, куратор увидит напоминание.",
        }


class ConsentTextForm(StyledFormMixin, forms.Form):
    """The variable parts of a text; saving makes a new version."""

    submit_text = "Сохранить новую редакцию"

    def __init__(self, *args, text, **kwargs):
        initial = text.parts | {"data": "\n".join(text.parts["data"])}
        super().__init__(*args, initial=initial, **kwargs)
        for name in text.parts:
            self.fields[name] = forms.CharField(
                label=ConsentText.PARTS[name],
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 7 if name == "data" else 3}),
            )
        self.fields["data"].help_text = "Каждый вид данных с новой строки."
        self.fields["source"] = forms.CharField(
            label="Откуда текст",
            max_length=600,
            help_text="Например: форма управления образования от 01.09.2026, проверил юрист.",
        )

    def clean_data(self):
        lines = (line.strip(" ;.") for line in self.cleaned_data["data"].splitlines())
        return [line for line in lines if line]

    @property
    def parts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "source"}
