from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

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
    submit_text = "Сменить пароль"
