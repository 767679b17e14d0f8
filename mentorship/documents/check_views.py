"""The page behind the QR code: confirms a paper to whoever holds it, and names nobody."""

import contextlib
import hashlib

from axes.helpers import get_client_ip_address
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentorship.accounts.guessing import WORDS, count_wrong, is_guessing
from mentorship.core.forms import StyledFormMixin
from mentorship.core.outages import able_without_valkey
from mentorship.documents.issued import is_in_force
from mentorship.documents.journal import title_of
from mentorship.documents.models import CheckCode, Document, DocumentLink

LARGEST = 20 * 1024 * 1024
# A clerk checks a folder of papers, nobody checks a hundred in ten minutes.
MOST_FILES, WAIT_SECONDS = 60, 600
HURRY = "С вашего адреса проверяли слишком много файлов. Повторите через 10 минут."
UNKNOWN = "Такого документа нет. Проверьте, что адрес с бумаги набран полностью."


class FileCheckForm(StyledFormMixin, forms.Form):
    submit_text = "Сравнить"

    file = forms.FileField(
        label="Файл документа (PDF или Word)",
        help_text="До 20 МБ. Файл не сохраняется: сравнивается только его контрольная сумма.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Файл больше 20 МБ.")
        return file


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def document_check(request, code):
    """Kind, number, date, state, organization and hashes; never the title, it may name a person."""
    if is_guessing(request):
        return _refused(request, WORDS, 429)
    found = CheckCode.objects.select_related("document__organization").filter(code=code).first()
    if found is None:
        count_wrong(request)
        return _refused(request, UNKNOWN, 404)
    document, form = found.document, FileCheckForm(request.POST or None, request.FILES or None)
    context = _told(document) | {"form": form}
    if request.method == "POST" and _is_hurrying(request):
        form.add_error(None, HURRY)
    elif request.method == "POST" and form.is_valid():
        context["is_same"] = _hash(form.cleaned_data["file"]) in context["hashes"].values()
        context["was_checked"] = True
    return _unlisted(render(request, "documents/check.html", context))


def _told(document):
    files = document.files.filter(role__in=["pdf", "docx"]).order_by("-role")
    return {
        "kind_title": title_of(document),
        "number": document.number,
        "dated_on": document.dated_on,
        "organization": document.organization.name,
        "is_cancelled": document.state == Document.State.CANCELLED,
        "is_in_force": is_in_force(document),
        "amended_by": _amending(document),
        "hashes": {file.get_role_display(): file.sha256 for file in files},
    }


def _amending(document):
    """«№ 76-ОД от 10.10.2022»: registered orders that have changed the document by today."""
    links = document.followers.filter(
        kind=DocumentLink.Kind.AMENDS,
        document__state=Document.State.REGISTERED,
        document__dated_on__lte=timezone.localdate(),
    )
    orders = links.select_related("document").order_by("document__dated_on", "pk")
    return [f"№ {link.document.number} от {link.document.dated_on:%d.%m.%Y}" for link in orders]


def _hash(file):
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _is_hurrying(request):
    key = f"document-checks:{get_client_ip_address(request)}"
    with able_without_valkey("papers are checked"), contextlib.suppress(ValueError):
        return not cache.add(key, 1, WAIT_SECONDS) and int(cache.incr(key)) > MOST_FILES
    return False


def _refused(request, words, status):
    response = render(request, "documents/check_refused.html", {"reason": words}, status=status)
    return _unlisted(response)


def _unlisted(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
