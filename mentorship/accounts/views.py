from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.shortcuts import render
from django.urls import reverse_lazy

from mentorship.accounts.demo import demo_accounts
from mentorship.accounts.forms import OwnPasswordForm, SignInForm


class SignInView(auth_views.LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        accounts = demo_accounts() if settings.DEMO else []
        return super().get_context_data(**kwargs) | {"demo_accounts": accounts}


class SignOutView(auth_views.LogoutView):
    next_page = settings.LOGIN_URL
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        # The Back button after leaving must not show what was on the screen.
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class PasswordView(auth_views.PasswordChangeView):
    form_class = OwnPasswordForm
    template_name = "components/form_page.html"
    success_url = reverse_lazy("home")
    extra_context = {"title": "Смена пароля", "hint": "Не короче 12 знаков."}

    def form_valid(self, form):
        messages.success(self.request, "Пароль изменён. На других устройствах вход завершён.")
        return super().form_valid(form)


def locked_out(request, credentials, *args, **kwargs):
    """What django-axes shows after five wrong passwords."""
    return render(request, "accounts/locked_out.html", status=429)
