from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.documents.files import CONTENT_TYPES
from mentorship.documents.forms import TemplateForm
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import UploadedTemplate
from mentorship.documents.uploaded import services
from mentorship.documents.uploaded.comparing import compared
from mentorship.documents.uploaded.explained import explained, told
from mentorship.documents.uploaded.sample import sample_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@require_safe
@member_required(Right.TEMPLATES_EDIT)
def template_list(request):
    """Kinds with the templates of one's own and those inherited from above."""
    rows = UploadedTemplate.objects.shared_with(request.membership).select_related("organization")
    uploaded: dict[str, list[UploadedTemplate]] = {}
    for template in rows:
        uploaded.setdefault(template.kind, []).append(template)
    kinds = [(kind, services.sorted_out(uploaded.get(kind.code, []))) for kind in KINDS]
    return render(request, "documents/template_list.html", {"kinds": kinds})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.TEMPLATES_EDIT)
def template_create(request, kind):
    kind = _kind(kind)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            template = services.upload(member=request.membership, kind=kind, content=content)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(template)
    context = {"form": form, "kind": kind, "fields": explained(kind)}
    return render(request, "documents/template_create.html", context)


@require_safe
@member_required(Right.TEMPLATES_EDIT)
def template_detail(request, pk):
    """The fields a file names, before and after it is accepted; `?with=` compares two versions."""
    template = _shared(request, pk)
    others = UploadedTemplate.objects.shared_with(request.membership).filter(kind=template.kind)
    other = key_of(request.GET.get("with", ""))
    against = get_object_or_404(others, pk=other) if other else None
    kind = _kind(template.kind)
    check = services.check_fields(kind, template.fields)
    context = {
        "object": template,
        "kind": kind,
        "check": check,
        "known": told(kind, check.known),
        "unused": told(kind, check.unused),
        "is_own": template.organization_id == request.membership.organization_id,
        "others": others.exclude(pk=template.pk).select_related("organization"),
        "against": against,
        "lines": compared(against, template) if against else [],
    }
    return render(request, "documents/template_detail.html", context)


@require_POST
@member_required(Right.TEMPLATES_EDIT)
def template_accept(request, pk):
    template = _own(request, pk)
    try:
        services.accept(member=request.membership, template=template, kind=_kind(template.kind))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Шаблон принят: новые проекты берут его.")
    return redirect(template)


@require_POST
@member_required(Right.TEMPLATES_EDIT)
def template_retire(request, pk):
    template = services.retire(member=request.membership, template=_own(request, pk))
    messages.success(request, "Шаблон снят. Выданные по нему документы не изменились.")
    return redirect(template)


@require_safe
@member_required(Right.TEMPLATES_EDIT)
def template_file(request, pk):
    template = _shared(request, pk)
    with template.file.open() as stored:
        return _word(f"Шаблон_{template.kind}_{template.version}.docx", stored.read())


@require_safe
@member_required(Right.TEMPLATES_EDIT)
def template_sample(request, kind):
    kind = _kind(kind)
    return _word(f"Образец шаблона {kind.title}.docx".replace(" ", "_"), sample_of(kind))


def _kind(code):
    if code not in KINDS:
        raise Http404
    return KINDS[code]


def _shared(request, pk):
    rows = UploadedTemplate.objects.shared_with(request.membership).select_related("organization")
    return get_object_or_404(rows, pk=pk)


def _own(request, pk):
    return get_object_or_404(UploadedTemplate.objects.visible_to(request.membership), pk=pk)


def _word(name, content):
    headers = {"Content-Disposition": content_disposition(name)}
    return HttpResponse(content, content_type=CONTENT_TYPES["docx"], headers=headers)
