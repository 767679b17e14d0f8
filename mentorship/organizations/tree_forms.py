from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledFormMixin, StyledModelForm
from mentorship.core.inn import check_inn
from mentorship.organizations.models import Organization
from mentorship.organizations.time_zones import choices_with
from mentorship.organizations.tree import codes_like, propose_code, types_open_to

CODE_IS_TAKEN = "Этот код занят другой организацией: измените его или оставьте поле пустым."


class NodeForm(StyledModelForm):
    """A node of the tree; its level is set before, and says which fields there are."""

    code = forms.SlugField(
        label="Код",
        max_length=50,
        required=False,
        help_text="Латиницей, для загрузок и команд. Если не указать, составится из названия.",
    )
    time_zone = forms.ChoiceField(label="Часовой пояс", required=False)

    class Meta:
        model = Organization
        fields = (
            "parent",
            "institution_type",
            "name",
            "short_name",
            "short_name_genitive",
            "code",
            "inn",
            "locality",
            "address",
            "contacts",
            "time_zone",
        )
        labels = {"parent": "Муниципалитет", "institution_type": "Тип организации"}
        help_texts = {
            "name": "Как в уставе.",
            "short_name": "Как в списках и документах: МБОУ «СОШ № 5».",
            "short_name_genitive": "Как в приказе: «МБОУ «СОШ № 5»», «МОУ гимназии № 7».",
            "inn": "10 цифр. По нему организация узнаётся при повторной загрузке.",
        }
        error_messages = {"code": {"unique": CODE_IS_TAKEN}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["invalid"] = (
            "Код пишется латинскими буквами, цифрами и дефисами."
        )
        self.fields["time_zone"].choices = choices_with(self.instance.time_zone)
        if not self.instance.is_institution:
            for name in ("parent", "institution_type", "inn"):
                del self.fields[name]
            self.fields["short_name"].help_text = "Как в списках: Мишкинский округ."
        else:
            self.set_place()

    def set_place(self):
        """An institution stays in its municipality; a methodist adds to their own alone."""
        types = types_open_to(self.member)
        if self.instance.pk:
            types = [*types, self.instance.institution_type]
        choices = [choice for choice in Organization.Type.choices if choice[0] in types]
        self.fields["institution_type"].choices = choices
        if self.instance.parent_id:
            del self.fields["parent"]
            return
        open_now = Organization.objects.visible_to(self.member).municipalities()
        self.fields["parent"].queryset = open_now.open_on(timezone.localdate()).order_by("name")
        self.fields["parent"].required = True
        self.fields["parent"].empty_label = "Выберите муниципалитет"

    def clean_inn(self):
        try:
            return check_inn(self.cleaned_data["inn"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_time_zone(self):
        return self.cleaned_data["time_zone"] or self.instance.time_zone

    def clean(self):
        super().clean()
        short_name = self.cleaned_data.get("short_name")
        parent = self.cleaned_data.get("parent") or self.instance.parent
        if short_name and not self.cleaned_data.get("code") and "code" not in self.errors:
            taken = codes_like(short_name, parent) - {self.instance.code}
            self.cleaned_data["code"] = propose_code(short_name, parent, taken)
        if short_name and parent and self.is_there_already(short_name, parent):
            self.add_error("short_name", "Здесь уже есть организация с таким названием.")

    def is_there_already(self, short_name, parent):
        """Two open nodes of one name under one parent would be told apart by nobody."""
        there = parent.children.open_on(timezone.localdate()).exclude(pk=self.instance.pk)
        return there.filter(short_name__iexact=short_name).exists()


class ClosingForm(StyledFormMixin, forms.Form):
    submit_text = "Закрыть организацию"
    closed_on = RussianDateField(
        label="Закрыта с", help_text="С этого дня её сотрудники не входят в систему."
    )
