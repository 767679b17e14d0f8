from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.organizations.cards import CARDS
from mentorship.organizations.granting import grants_in
from mentorship.organizations.invitations import Offer
from mentorship.organizations.models import Organization
from mentorship.organizations.roles import Role

TYPES_HELP = "Ничего не отмечено – все типы."
LIST_HELP = "Ничего не отмечено – все организации муниципалитета."


class WhoForm(StyledFormMixin, forms.Form):
    """Whom an invitation is for."""

    submit_text = "Выпустить приглашение"
    full_name = forms.CharField(label="Фамилия, имя, отчество", max_length=200)
    email = forms.EmailField(
        label="Электронная почта",
        help_text="С этой почтой человек будет входить. Письмо на неё не обязательно:"
        " ссылку можно передать на бумаге.",
    )


class LimitsForm(StyledFormMixin, forms.Form):
    """Which institutions of the municipality a methodist answers for (S001: Surgut)."""

    institution_types = forms.MultipleChoiceField(
        label="Только типы организаций",
        choices=Organization.Type,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=TYPES_HELP,
    )
    institutions = forms.ModelMultipleChoiceField(
        label="Только эти организации",
        queryset=Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=LIST_HELP,
    )

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        below = organization.children.open_on(timezone.localdate()).order_by("name", "pk")
        self.fields["institutions"].queryset = below


class InvitationForm(WhoForm):
    """A role of an organization; only those roles that the member gives out there."""

    field_order = ["role", "full_name", "email", "card"]
    role = forms.ChoiceField(label="Роль", widget=forms.RadioSelect)
    card = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Нужна роли «наставник»: человек увидит пары этой карточки.",
    )

    def __init__(self, *args, member, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.organization, today = organization, timezone.localdate()
        roles = grants_in(member, organization, today).roles
        self.fields["role"].choices = [
            (role.value, role.label.capitalize()) for role in Role if role in roles
        ]
        if len(roles) == 1:
            self.initial["role"] = next(iter(roles)).value
        self.offer_cards(roles, today)
        if Role.METHODIST in roles:
            self.fields |= LimitsForm(organization=organization).fields

    def offer_cards(self, roles, today):
        source = CARDS[Role.MENTOR] if Role.MENTOR in roles and Role.MENTOR in CARDS else None
        if source is None:
            del self.fields["card"]
            return
        free = source.free(self.organization, today)
        self.fields["card"].label = source.title
        self.fields["card"].choices = [("", "не выбрана"), *free]

    def clean(self):
        super().clean()
        chosen, card = self.cleaned_data.get("role"), self.cleaned_data.get("card")
        if chosen == Role.MENTOR and "card" in self.fields and not card:
            self.add_error(
                "card",
                "Выберите карточку наставника. Если её нет в списке, внесите человека в базу"
                " наставников и запишите его согласие.",
            )
        elif chosen != Role.MENTOR:
            self.cleaned_data["card"] = None

    def offer(self):
        return Offer(**self.cleaned_data | {"role": Role(self.cleaned_data["role"])})


class TermForm(WhoForm):
    """Somebody in the place of a member: for a time, or from a day on."""

    starts_on = RussianDateField(label="С какого дня")

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.membership = membership
        self.initial.setdefault("starts_on", timezone.localdate())

    def clean_starts_on(self):
        starts_on = self.cleaned_data["starts_on"]
        if starts_on < timezone.localdate():
            raise forms.ValidationError("Роль начинается не раньше сегодняшнего дня.")
        return starts_on

    def offer(self):
        return Offer(
            role=Role(self.membership.role), **self.cleaned_data | {self.place: self.membership}
        )


class SuccessorForm(TermForm):
    place = "replaces"
    field_order = ["full_name", "email", "starts_on"]


class DeputyForm(TermForm):
    place = "acts_for"
    ends_on = RussianDateField(label="По какой день")
    field_order = ["full_name", "email", "starts_on", "ends_on"]

    def clean(self):
        super().clean()
        starts_on, ends_on = (self.cleaned_data.get(name) for name in ("starts_on", "ends_on"))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Срок замещения заканчивается раньше, чем начинается.")


class EndForm(StyledFormMixin, forms.Form):
    submit_text = "Завершить роль"
    ends_on = RussianDateField(
        label="Последний день работы",
        help_text="Сегодняшнее число – доступ до конца дня; вчерашнее – закрыть доступ сейчас.",
    )
