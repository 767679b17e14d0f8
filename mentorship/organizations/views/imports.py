"""Uploads of the two lists: the same pages, told apart by the kind and the right it needs."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.accounts.addresses import link_address, qr_image
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets import read_paste, read_workbook
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.organizations.access import member_required
from mentorship.organizations.emails import send_invitation
from mentorship.organizations.importing import services
from mentorship.organizations.importing.forms import ListForm
from mentorship.organizations.importing.pages import PAGES
from mentorship.organizations.importing.people import Standing, invite_people, people_of
from mentorship.organizations.importing.report import report_of
from mentorship.organizations.importing.samples import sample
from mentorship.organizations.models import ListImport
from mentorship.organizations.roles import Right

Kind = ListImport.Kind


@require_http_methods(["GET", "POST"])
@member_required(Right.ORGANIZATIONS_EDIT)
def organization_import_create(request):
    return take(request, Kind.ORGANIZATIONS)


@require_safe
@member_required(Right.ORGANIZATIONS_EDIT)
def organization_import_detail(request, pk):
    return show(request, Kind.ORGANIZATIONS, pk)


@require_POST
@member_required(Right.ORGANIZATIONS_EDIT)
def organization_import_confirm(request, pk):
    return confirm(request, Kind.ORGANIZATIONS, pk)


@require_POST
@member_required(Right.ORGANIZATIONS_EDIT)
def organization_import_invite(request, pk):
    """Invitations for those chosen; their links are in this answer and nowhere else."""
    run = run_of(request, Kind.ORGANIZATIONS, pk)
    issued = invite_people(
        run=run,
        member=request.membership,
        keys=request.POST.getlist("people"),
        today=timezone.localdate(),
    )
    if not issued:
        messages.warning(request, "Отметьте, кого пригласить.")
        return redirect("organizations:organization_import_detail", run.pk)
    for one in issued:
        if one.invitation:
            send_invitation(one.invitation, one.token)
    context = {"run": run, "slips": slips_of(issued), "is_mailed": settings.MAIL_CONFIGURED}
    return render(request, "organizations/organization_import_invited.html", context)


def slips_of(issued):
    """Each with its address and the QR code of it, or the refusal."""
    return [
        {
            "person": one.person,
            "refusal": one.refusal,
            "address": address,
            "qr": qr_image(address) if address else "",
        }
        for one in issued
        for address in [
            link_address("organizations:invitation_open", one.token) if one.token else ""
        ]
    ]


@require_safe
@member_required(Right.ORGANIZATIONS_EDIT)
def organization_import_sample(request):
    return download(request, Kind.ORGANIZATIONS)


@require_http_methods(["GET", "POST"])
@member_required(Right.HEADCOUNTS_IMPORT)
def headcount_import_create(request):
    return take(request, Kind.HEADCOUNTS)


@require_safe
@member_required(Right.HEADCOUNTS_IMPORT)
def headcount_import_detail(request, pk):
    return show(request, Kind.HEADCOUNTS, pk)


@require_POST
@member_required(Right.HEADCOUNTS_IMPORT)
def headcount_import_confirm(request, pk):
    return confirm(request, Kind.HEADCOUNTS, pk)


@require_safe
@member_required(Right.HEADCOUNTS_IMPORT)
def headcount_import_sample(request):
    return download(request, Kind.HEADCOUNTS)


def take(request, kind):
    """Take a list and look at it; nothing is written before «Загрузить»."""
    member = request.membership
    if not services.can_import(member, kind):
        raise PermissionDenied
    sent = request.method == "POST"
    form = ListForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        try:
            return redirect(PAGES[kind].detail, look_at(member, kind, form).pk)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
    runs = ListImport.objects.visible_to(member).filter(kind=kind).defer("rows")
    context = {"form": form, "page": PAGES[kind], "runs": runs[:5]} | place_of(kind, member)
    return render(request, "organizations/organization_import_create.html", context)


def place_of(kind, member):
    """Where the result is seen: own headcounts, or the organizations of the territory."""
    if kind == Kind.HEADCOUNTS and member.organization.is_institution:
        return {"list_url": reverse("organizations:headcount_list"), "list_title": "Численность"}
    return {"list_url": reverse("organizations:organization_list"), "list_title": "Организации"}


def look_at(member, kind, form):
    """Read the list and keep what it would do; raises DomainError with the reason of a refusal."""
    uploaded, text = form.cleaned_data["file"], form.cleaned_data["text"]
    content = uploaded.read() if uploaded else text.encode()
    name = uploaded.name if uploaded else ""
    workbook = read_workbook(content, name) if uploaded else read_paste(text)
    preview = services.preview_list(
        member=member, kind=kind, workbook=workbook, name=name, today=timezone.localdate()
    )
    return services.keep_preview(
        member=member, kind=kind, preview=preview, content=content, name=name
    )


def run_of(request, kind, pk):
    runs = ListImport.objects.visible_to(request.membership).filter(kind=kind)
    return get_object_or_404(runs, pk=pk)


def show(request, kind, pk):
    """Before the confirmation a preview, after it the result: the same page."""
    run, member = run_of(request, kind, pk), request.membership
    is_done = run.state == ListImport.State.CONFIRMED
    people = people_of(run, member, timezone.localdate()) if is_done else []
    context = {"run": run, "page": PAGES[kind], "report": report_of(run), "people": people}
    context["may_invite"] = any(person.standing == Standing.OPEN for person in people)
    context |= place_of(kind, member)
    return render(request, "organizations/organization_import_detail.html", context)


def confirm(request, kind, pk):
    run = services.confirm_list(member=request.membership, run=run_of(request, kind, pk))
    created, updated = run.counts["created"], run.counts["updated"]
    messages.success(request, f"Загружено: новых {created}, изменено {updated}.")
    return redirect(PAGES[kind].detail, run.pk)


def download(request, kind):
    content = sample(kind, request.membership, timezone.localdate())
    headers = {"Content-Disposition": content_disposition(PAGES[kind].sample_name)}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
