from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.bank import consent_texts as services
from mentorship.bank.consent_forms import ConsentSettingsForm, ConsentTextForm
from mentorship.bank.consent_sheets import SheetContext, sheet_html
from mentorship.bank.models import ConsentText
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

WAY_BACK = {"back_title": "Тексты согласий"}


@require_safe
@member_required(Right.CONSENT_TEXTS)
def text_list(request):
    """The texts in use, where they come from, and what is still to be looked at by a lawyer."""
    organization = request.membership.organization
    context = {
        "texts": list(services.Texts(organization)),
        "operator": services.operator_of(organization) if organization.is_institution else None,
        "settings": services.settings_of(organization) if organization.is_institution else None,
    }
    return render(request, "bank/text_list.html", context)


@require_safe
@member_required(Right.CONSENT_TEXTS)
def text_detail(request, pk):
    """A text as the sheet it makes, with blanks in place of names."""
    text = get_object_or_404(ConsentText.objects.visible_to(request.membership), pk=pk)
    operator = services.operator_of(request.membership.organization)
    context = {"text": text, "sheets": sheet_html(SheetContext(text, operator))}
    return render(request, "bank/text_detail.html", context)


@require_http_methods(["GET", "POST"])
@member_required(Right.CONSENT_TEXTS)
def text_update(request, pk):
    """A new version of a text for one's own organization and those below it."""
    text = get_object_or_404(ConsentText.objects.visible_to(request.membership), pk=pk)
    form = ConsentTextForm(request.POST or None, text=text)
    if form.is_valid():
        try:
            saved = services.save_text(
                member=request.membership,
                base=text,
                parts=form.parts,
                source=form.cleaned_data["source"],
                today=timezone.localdate(),
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Сохранена редакция {saved.version}: её увидят новые листы.")
            return redirect("bank:text_detail", saved.pk)
    context = {
        "title": f"Текст согласия {text.title}",
        "hint": "Подписанные листы остаются при своей редакции: изменение создаёт новую.",
        "form": form,
        "back_url": reverse("bank:text_list"),
    }
    return render(request, "components/form_page.html", context | WAY_BACK)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def consent_settings(request):
    """Who works with the data for the institution, its site, and whether 14-year-olds sign too."""
    organization = request.membership.organization
    if not organization.is_institution:
        raise PermissionDenied
    form = ConsentSettingsForm(request.POST or None, instance=services.settings_of(organization))
    if form.is_valid():
        form.save()
        messages.success(request, "Настройки согласий сохранены.")
        return redirect("bank:text_list")
    context = {
        "title": "Настройки согласий",
        "hint": "Наименование, адрес и ИНН берутся из реквизитов организации.",
        "form": form,
        "back_url": reverse("bank:text_list"),
    }
    return render(request, "components/form_page.html", context | WAY_BACK)
