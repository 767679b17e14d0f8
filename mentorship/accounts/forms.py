from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    SetPasswordForm,
    SetPasswordMixin,
)

from mentorship.accounts.models import User
from mentorship.core.forms import StyledFormMixin


class SignInForm(StyledFormMixin, AuthenticationForm):
    submit_text = "Войти"
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": "Почта или пароль не подходят. Проверьте раскладку и регистр букв.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Электронная почта"
        self.fields["username"].widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autofocus": True}
        )


class OwnPasswordForm(StyledFormMixin, PasswordChangeForm):
    """Wrong tries of the old password count as at the sign-in: an open session is a door too."""

    submit_text = "Сменить пароль"

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self):
        old = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.email, password=old) is None:
            raise forms.ValidationError("Прежний пароль не подходит.")
        return old


class NewPasswordForm(StyledFormMixin, SetPasswordForm):
    """A new password instead of a forgotten one; the link has said whose it is."""

    submit_text = "Сохранить пароль"


class ForgottenForm(StyledFormMixin, forms.Form):
    submit_text = "Прислать ссылку"
    email = forms.EmailField(
        label="Электронная почта", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class NewAccountForm(StyledFormMixin, SetPasswordMixin, forms.Form):
    """The first visit of somebody invited: how to call them, and a password of their own."""

    submit_text = "Создать учётную запись и войти"
    full_name = forms.CharField(
        label="Фамилия, имя, отчество",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password1, password2 = SetPasswordMixin.create_password_fields("Пароль", "Пароль ещё раз")

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password2"].help_text = ""

    def clean(self):
        self.validate_passwords()
        user = User(email=self.email, full_name=self.cleaned_data.get("full_name", ""))
        self.validate_password_for_user(user)
        return super().clean()


class KnownAccountForm(StyledFormMixin, forms.Form):
    """The password of an account that exists already; wrong ones count as at the sign-in (S2)."""

    submit_text = "Войти и принять роль"
    password = forms.CharField(
        label="Пароль",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.email, self.user = request, email, None

    def clean_password(self):
        password = self.cleaned_data["password"]
        self.user = authenticate(self.request, username=self.email, password=password)
        if self.user is None:
            raise forms.ValidationError("Пароль не подходит. Проверьте раскладку и регистр букв.")
        return password


class ConfirmForm(StyledFormMixin, forms.Form):
    """A plain yes of somebody who is signed in already."""

    submit_text = "Принять роль"
