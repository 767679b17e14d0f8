from django import forms

from mentorship.bank.models import Agreement, Partner
from mentorship.core.forms import RussianDateField, StyledModelForm
from mentorship.core.inn import check_inn
from mentorship.core.scans import SCAN_HELP, checked_scan


class PartnerForm(StyledModelForm):
    class Meta:
        model = Partner
        fields = ("name", "inn", "contacts")

    def clean_inn(self):
        try:
            return check_inn(self.cleaned_data["inn"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class AgreementForm(StyledModelForm):
    signed_on = RussianDateField(label="Дата", required=False)
    valid_until = RussianDateField(
        label="Действует до", required=False, help_text="Пусто – без срока."
    )

    class Meta:
        model = Agreement
        fields = ("number", "signed_on", "valid_until", "subject", "scan")
        help_texts = {
            "subject": "О чём договор: наставничество, экскурсии и пробы, стажировки.",
            "scan": SCAN_HELP,
        }

    def clean_scan(self):
        return checked_scan(self.cleaned_data["scan"])

    def clean(self):
        super().clean()
        if self.errors:
            return
        signed, until = self.cleaned_data["signed_on"], self.cleaned_data["valid_until"]
        if not signed and not self.cleaned_data["number"]:
            self.add_error("number", "Укажите номер или дату: по ним договор отличают от других.")
        if signed and until and until < signed:
            self.add_error("valid_until", "Договор заканчивается раньше, чем заключён.")
