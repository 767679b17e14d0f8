from django import forms

from mentorship.bank.consents import ConsentRow, needs_representative, problems_of
from mentorship.bank.models import Consent, Person
from mentorship.core.forms import RussianDateField, StyledModelForm
from mentorship.core.scans import SCAN_HELP, checked_scan


class ConsentForm(StyledModelForm):
    """One paper of one person, with the scan of it if there is one."""

    submit_text = "Записать согласие"

    signed_on = RussianDateField(label="Дата подписания")
    valid_until = RussianDateField(
        label="Действует до", required=False, help_text="Пусто – до отзыва."
    )

    class Meta:
        model = Consent
        fields = ("purpose", "signed_on", "representative_name", "valid_until", "scan")
        help_texts = {"scan": SCAN_HELP}

    def __init__(self, *args, person, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.today = person, today
        minor = person.needs_representative(today)
        self.initial.setdefault("representative_name", person.representative_name if minor else "")
        self.fields["representative_name"].help_text = (
            "Подписывает за несовершеннолетнего." if minor else "Если подписал представитель."
        )

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
        return ConsentRow(person=self.person, **typed)

    def _post_clean(self):
        """Nothing of the model is checked here: `record_consents` writes the row."""


class ManyConsentsForm(forms.Form):
    """Ticked people, one date of signing, and a representative's name in the row of a minor."""

    people = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        error_messages={"required": "Отметьте хотя бы одного человека."},
    )
    signed_on = RussianDateField(label="Дата подписания")

    def __init__(self, *args, listed, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.listed, self.today = list(listed), today
        pks = [person.pk for person in self.listed]
        self.fields["people"].queryset = Person.objects.filter(pk__in=pks)
        for person in self.listed:
            if needs_representative(person, person.category or "", today):
                self.fields[name_field(person)] = forms.CharField(
                    label=f"Представитель: {person.full_name}",
                    required=False,
                    max_length=200,
                    initial=person.representative_name,
                    widget=forms.TextInput(attrs={"class": "form-control form-control-sm"}),
                )
        self.fields["signed_on"].widget.attrs["class"] = "form-control"

    def clean(self):
        super().clean()
        if not self.errors:
            for pk, problem in problems_of(self.papers, self.today).items():
                own = name_field(pk) in self.fields
                self.add_error(name_field(pk) if own else "signed_on", self.worded(pk, problem))

    def worded(self, pk, problem):
        """An error under the common date names the person it is about."""
        person = next(person for person in self.listed if person.pk == pk)
        return f"{person.full_name}: {problem.text}"

    @property
    def papers(self):
        return [
            ConsentRow(
                person=person,
                signed_on=self.cleaned_data["signed_on"],
                representative_name=self.cleaned_data.get(name_field(person), ""),
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
                "is_ticked": str(person.pk) in ticked,
                "name": self[name_field(person)] if name_field(person) in self.fields else None,
            }
            for person in self.listed
        ]


def name_field(person):
    return f"representative_{getattr(person, 'pk', person)}"
