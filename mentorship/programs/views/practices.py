"""The library: practices of the region, publishing one's own, taking one over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.core.tables import chips_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.readings import note_pairs
from mentorship.programs import library, practices
from mentorship.programs.exports import export_practices
from mentorship.programs.filters import PracticeFilter
from mentorship.programs.library_forms import PracticeForm
from mentorship.programs.models import Practice
from mentorship.programs.summaries import lines_of, texts_in
from mentorship.programs.views.pages import shown_program, tell

LIST = "programs:practice_list"


@method_decorator(member_required(Right.LIBRARY_VIEW), name="dispatch")
class PracticeListView(ListView):
    """Own practices in any state and the published ones of the region."""

    template_name = "programs/practice_list.html"
    paginate_by = 25

    def get_queryset(self):
        shown = Practice.objects.visible_to(self.request.membership)
        self.filterset = PracticeFilter(
            self.request.GET, queryset=shown, own=self.request.membership.organization_id
        )
        related = self.filterset.qs.select_related("organization", "form", "recommended_by")
        return related.with_takings().order_by("state", "title", "pk")

    def get_context_data(self, **kwargs):
        member = self.request.membership
        return super().get_context_data(**kwargs) | {
            "filter": self.filterset,
            "chips": chips_of(self.filterset, self.request.GET),
            "own_pk": member.organization_id,
            "may_edit": member.may(Right.LIBRARY_EDIT),
        }


@require_safe
@member_required(Right.LIBRARY_VIEW)
def practice_export(request):
    """The third bank as .xlsx: everything the member sees that is published."""
    content = export_practices(member=request.membership)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    name = f"База программ наставничества, {timezone.localdate():%d.%m.%Y}.xlsx"
    response["Content-Disposition"] = content_disposition(name)
    return response


@require_safe
@member_required(Right.LIBRARY_VIEW)
def practice_detail(request, pk):
    member = request.membership
    shown = Practice.objects.visible_to(member).with_takings()
    related = shown.select_related("organization", "form", "recommended_by__organization")
    practice = get_object_or_404(related, pk=pk)
    is_own = practice.organization_id == member.organization_id
    may_edit = member.may(Right.LIBRARY_EDIT)
    reviewed = Practice.objects.reviewed_by(member).filter(pk=pk).exists()
    context = {
        "practice": practice,
        "texts": texts_in(practice.content),
        "sections": lines_of(practice),
        "is_own": is_own,
        "may_edit": may_edit and is_own,
        "may_take": may_edit and not is_own and practice.has_plan,
        "lacks_plan": may_edit and not is_own and not practice.has_plan,
        "taken": practice.templates.filter(organization=member.organization_id).first(),
        "may_review": member.may(Right.LIBRARY_REVIEW) and reviewed,
        "names": practices.names_in(practice) if is_own and practice.state == "draft" else [],
    }
    return render(request, "programs/practice_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.LIBRARY_EDIT)
def practice_create(request):
    """A practice in words alone, without a program."""
    return practice_page(request, Practice(), None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def program_publish(request, pk):
    """A practice made of one's own program: what of it is shown is chosen on the page."""
    program = shown_program(
        request, pk=pk, institution=request.membership.organization_id, lacks_consent=False
    )
    blank = Practice(
        form=program.pair.form, result=program.expected_results, description=program.goal
    )
    return practice_page(request, blank, program)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.LIBRARY_EDIT)
def practice_update(request, pk):
    practice = own_practice(request, pk)
    return practice_page(request, practice, None)


def practice_page(request, practice, program):
    form = PracticeForm(
        request.POST or None, instance=practice, program=program, member=request.membership
    )
    if form.is_valid():
        try:
            saved = practices.save_practice(
                member=request.membership,
                practice=practice,
                values=form.values,
                program=program,
                sections=form.cleaned_data.get("sections"),
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Сохранено. Проверьте и опубликуйте.")
            return redirect(saved)
    back = practice.get_absolute_url() if practice.pk else reverse(LIST)
    context = {
        "form": form,
        "title": "Практика" if practice.pk else "Новая практика",
        "hint": "Опубликованное увидят организации региона. Имён и фамилий в нём быть не должно.",
        "back_url": program.get_absolute_url() if program else back,
        "back_title": "К программе" if program else "К практикам",
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.LIBRARY_EDIT)
def practice_publish(request, pk):
    practice = own_practice(request, pk)
    if practice.program:
        note_pairs(Reading.Kind.PAIR, [practice.program.pair], about=practice)
    words = "Практика опубликована: её видят организации региона."
    return change(request, words, practices.publish_practice, practice)


@require_POST
@member_required(Right.LIBRARY_EDIT)
def practice_archive(request, pk):
    words = "Практика в архиве; взятые шаблоны остались у взявших."
    return change(request, words, practices.archive_practice, own_practice(request, pk))


@require_POST
@member_required(Right.LIBRARY_EDIT)
def practice_return(request, pk):
    words = "Практика снова в черновиках."
    return change(request, words, practices.return_practice, own_practice(request, pk))


@require_POST
@member_required(Right.LIBRARY_EDIT)
def practice_take(request, pk):
    """One click: the practice becomes an own template, ready for use."""
    practice = get_object_or_404(Practice.objects.visible_to(request.membership), pk=pk)
    taken = tell(
        request,
        "Практика взята: это теперь ваш шаблон.",
        library.take_over,
        member=request.membership,
        practice=practice,
        today=timezone.localdate(),
    )
    return redirect("programs:template_list") if taken else redirect(practice)


@require_POST
@member_required(Right.LIBRARY_REVIEW)
def practice_recommend(request, pk):
    """The mark of the methodist; with `off` it is taken back."""
    practice = get_object_or_404(Practice.objects.reviewed_by(request.membership), pk=pk)
    is_on = "off" not in request.POST
    words = "Практика рекомендована." if is_on else "Рекомендация снята."
    return change(request, words, practices.recommend_practice, practice, is_on=is_on)


def change(request, words, service, practice, **values):
    tell(request, words, service, member=request.membership, practice=practice, **values)
    return redirect(practice)


def own_practice(request, pk):
    own = Practice.objects.owned_by(request.membership)
    related = own.select_related("program__pair__mentor_entry__person")
    return get_object_or_404(related.prefetch_related("program__pair__members"), pk=pk)
