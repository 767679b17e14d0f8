from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.accounts.demo import demo_accounts
from mentorship.accounts.forms import ForgottenForm, NewPasswordForm, OwnPasswordForm, SignInForm
from mentorship.accounts.guessing import WORDS, asks_too_often
from mentorship.accounts.letters import ask_for_password_letter
from mentorship.accounts.link_pages import forget_link, kept_link, link_refused, open_link
from mentorship.accounts.links import LinkRefused
from mentorship.accounts.services import PASSWORD, end_sessions, set_password_by_link

CLEAR_BROWSER = '"cache", "storage"'


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
        response["Clear-Site-Data"] = CLEAR_BROWSER
        return response


class PasswordView(auth_views.PasswordChangeView):
    form_class = OwnPasswordForm
    template_name = "components/form_page.html"
    success_url = reverse_lazy("accounts:account_detail")
    extra_context = {
        "title": "Смена пароля",
        "hint": "Не короче 12 знаков.",
        "back_url": reverse_lazy("accounts:account_detail"),
        "back_title": "Моя учётная запись",
    }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form):
        messages.success(self.request, "Пароль изменён. На других устройствах вход завершён.")
        return super().form_valid(form)


@require_safe
def account_detail(request):
    """Who I am here, in which roles, and how to sign out everywhere."""
    return render(request, "accounts/account_detail.html")


@require_POST
def sessions_end(request):
    end_sessions(user=request.user)
    logout(request)
    messages.success(request, "Вход завершён на всех устройствах. Войдите снова.")
    response = redirect("accounts:sign_in")
    response["Clear-Site-Data"] = CLEAR_BROWSER
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def password_forgotten(request):
    """Whom to ask for a new password; with a mail server the link comes by itself."""
    form = ForgottenForm(request.POST or None)
    if request.method != "POST" or not settings.MAIL_CONFIGURED or not form.is_valid():
        context = {"form": form, "by_mail": settings.MAIL_CONFIGURED}
        return render(request, "accounts/password_forgotten.html", context)
    if asks_too_often(request):
        return link_refused(request, WORDS, status=429)
    ask_for_password_letter(form.cleaned_data["email"])
    # The same words whether there is such an account or not.
    messages.success(request, "Если такая учётная запись есть, ссылка придёт на её почту.")
    return redirect("accounts:sign_in")


@require_safe
@login_not_required
def password_link_open(request, token):
    return open_link(request, purpose=PASSWORD, token=token, page="accounts:password_set")


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def password_set(request):
    """A new password by the link opened in this session."""
    try:
        link = kept_link(request, PASSWORD)
        if link is None:
            return redirect("accounts:password_forgotten")
        user = link.password_link.user
        form = NewPasswordForm(user, request.POST or None)
        if not form.is_valid():
            return render(request, "accounts/password_set.html", {"form": form, "account": user})
        set_password_by_link(link=link, password=form.cleaned_data["new_password1"])
    except LinkRefused as refusal:
        return link_refused(request, str(refusal))
    forget_link(request, PASSWORD)
    messages.success(request, "Новый пароль сохранён, вход на всех устройствах завершён. Войдите.")
    return redirect("accounts:sign_in")


def locked_out(request, credentials, *args, **kwargs):
    """What django-axes shows after five wrong passwords."""
    return render(request, "accounts/locked_out.html", status=429)
