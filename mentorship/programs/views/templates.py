"""Templates of programs: those in use here, own drafts, the editor, what differs."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from mentorship.core.keys import key_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.programs import library
from mentorship.programs.comparing import differences
from mentorship.programs.library_forms import LINE_FORMS, NewTemplateForm, TemplateForm
from mentorship.programs.models import Program, ProgramTemplate
from mentorship.programs.summaries import lines_of, texts_in
from mentorship.programs.views.pages import done, tell
from mentorship.programs.views.plan import STEPS

LIST = "programs:template_list"
EDIT = "programs:template_update"
WORDS = {"problems": "Затруднение и цель", "activities": "Мероприятие шаблона"}


@method_decorator(member_required(Right.LIBRARY_VIEW), name="dispatch")
class TemplateListView(ListView):
    """What is in use here, one's own drafts, and on demand what lies in the archive."""

    template_name = "programs/template_list.html"

    def get_queryset(self):
        templates = ProgramTemplate.objects.in_use_by(self.request.membership)
        return templates.select_related("organization", "form", "derived_from")

    def get_context_data(self, **kwargs):
        member = self.request.membership
        own = ProgramTemplate.objects.owned_by(member).select_related("form")
        drafts = list(own.filter(state=ProgramTemplate.State.DRAFT))
        return super().get_context_data(**kwargs) | {
            "drafts": drafts,
            "drafted": {draft.code for draft in drafts},
            "archived": own.filter(state=ProgramTemplate.State.ARCHIVED),
            "own_pk": member.organization_id,
            "may_edit": member.may(Right.LIBRARY_EDIT),
            "may_begin": member.may(Right.PAIRS_EDIT),
        }


@require_safe
@member_required(Right.LIBRARY_VIEW)
def template_detail(request, pk):
    """A template, and how an own one differs from the one it was made of."""
    member = request.membership
    templates = ProgramTemplate.objects.shared_with(member)
    template = get_object_or_404(templates.select_related("organization", "form"), pk=pk)
    origin = template.derived_from
    newer = newer_than(member, origin) if origin else None
    context = {
        "template": template,
        "texts": texts_in(template.content),
        "sections": lines_of(template),
        "problems_by_key": {row["key"]: row["title"] for row in template.content["problems"]},
        "origin": origin,
        "apart": differences(origin.content, template.content) if origin else [],
        "newer": newer,
        "is_own": template.organization_id == member.organization_id,
        "may_edit": member.may(Right.LIBRARY_EDIT),
        "may_begin": member.may(Right.PAIRS_EDIT) and template.state == "published",
        "problems": library.template_problems(template) if template.is_draft else [],
    }
    return render(request, "programs/template_detail.html", context)


def newer_than(member, origin):
    """A later version of the template a copy was made of, put to use since."""
    later = ProgramTemplate.objects.shared_with(member).published()
    return later.filter(
        organization=origin.organization_id, code=origin.code, version__gt=origin.version
    ).first()


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.LIBRARY_EDIT)
def template_create(request):
    """A draft from nothing, or with `?program=` of one's own program, without people and days."""
    program = program_asked(request)
    blank = ProgramTemplate(form=program.pair.form) if program else None
    form = NewTemplateForm(request.POST or None, instance=blank, member=request.membership)
    if form.is_valid():
        draft = library.begin_template(
            member=request.membership,
            **form.cleaned_data,
            program=program,
            today=timezone.localdate(),
        )
        return redirect(EDIT, draft.pk)
    context = {
        "form": form,
        "title": "Новый шаблон программы",
        "hint": "Чтобы взять за основу готовый, нажмите у него «Своя редакция».",
        "back_url": reverse(LIST),
        "back_title": "Шаблоны программ",
    }
    return render(request, "components/form_page.html", context)


def program_asked(request):
    own = Program.objects.filter(institution=request.membership.organization_id)
    return (
        own.select_related("pair__form").filter(pk=key_of(request.GET.get("program", ""))).first()
    )


@require_POST
@member_required(Right.LIBRARY_EDIT)
def template_copy(request, pk):
    """A draft of the next own version of a template that is seen here."""
    template = get_object_or_404(ProgramTemplate.objects.shared_with(request.membership), pk=pk)
    draft = library.copy_template(member=request.membership, template=template)
    messages.success(request, "Черновик готов: измените его и введите в действие.")
    return redirect(EDIT, draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.LIBRARY_EDIT)
def template_update(request, pk):
    """The editor of a draft; a template in use is read."""
    template = own_template(request, pk)
    if not template.is_draft:
        return redirect(template)
    form = TemplateForm(request.POST or None, instance=template, member=request.membership)
    if form.is_valid() and done(
        form,
        library.save_heading,
        member=request.membership,
        template=template,
        values=form.heading,
        texts=form.texts,
    ):
        messages.success(request, "Сохранено.")
        return redirect(EDIT, pk)
    context = {
        "template": template,
        "form": form,
        "sections": lines_of(template),
        "problems": library.template_problems(template),
    }
    return render(request, "programs/template_update.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.LIBRARY_EDIT)
def line_create(request, pk, kind):
    return line_page(request, own_template(request, pk), kind, None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.LIBRARY_EDIT)
def line_update(request, pk, kind, key):
    template = own_template(request, pk)
    lines = {line["key"]: line for line in template.content.get(kind, [])}
    if key not in lines:
        messages.warning(request, library.GONE)
        return redirect(EDIT, pk)
    return line_page(request, template, kind, lines[key])


def line_page(request, template, kind, line):
    if kind not in LINE_FORMS:
        raise Http404
    form = LINE_FORMS[kind](request.POST or None, initial=line, content=template.content)
    if form.is_valid() and done(
        form,
        library.put_line,
        member=request.membership,
        template=template,
        kind=kind,
        line=form.cleaned_data,
        key=line["key"] if line else "",
    ):
        messages.success(request, "Сохранено.")
        return redirect(EDIT, template.pk)
    context = {
        "form": form,
        "title": WORDS[kind],
        "hint": template.title,
        "back_url": reverse(EDIT, args=[template.pk]),
        "back_title": "К шаблону",
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.LIBRARY_EDIT)
def line_shift(request, pk, kind, key, step):
    template = own_template(request, pk)
    if kind in LINE_FORMS and step in STEPS:
        values = {"kind": kind, "key": key, "by": STEPS[step]}
        change(request, "Порядок изменён.", library.shift_line, template, **values)
    return redirect(EDIT, pk)


@require_POST
@member_required(Right.LIBRARY_EDIT)
def line_remove(request, pk, kind, key):
    template = own_template(request, pk)
    if kind in LINE_FORMS:
        change(request, "Строка убрана.", library.remove_line, template, kind=kind, key=key)
    return redirect(EDIT, pk)


@require_POST
@member_required(Right.LIBRARY_EDIT)
def template_publish(request, pk):
    template = own_template(request, pk)
    change(request, "Шаблон введён в действие.", library.publish_template, template)
    return redirect(template)


@require_POST
@member_required(Right.LIBRARY_EDIT)
def template_archive(request, pk):
    words = "Шаблон в архиве. Вернуть его можно внизу этого списка."
    change(request, words, library.archive_template, own_template(request, pk))
    return redirect(LIST)


@require_POST
@member_required(Right.LIBRARY_EDIT)
def template_restore(request, pk):
    words = "Шаблон возвращён из архива."
    change(request, words, library.restore_template, own_template(request, pk))
    return redirect(LIST)


def change(request, words, service, template, **values):
    return tell(request, words, service, member=request.membership, template=template, **values)


def own_template(request, pk):
    return get_object_or_404(ProgramTemplate.objects.owned_by(request.membership), pk=pk)
