"""The institution's pages: what the municipality asks it to take, and what it changed since."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.exceptions import DomainError
from mentorship.core.keys import keys_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from roadmaps.cascade import accepting, linking
from roadmaps.cascade.forms import BaseForm, DeclineForm, JoinForm, PlanChoiceForm
from roadmaps.models import PlanLink, Roadmap, Task, TaskAddress, TaskLink
from roadmaps.workflow import can_keep

LIST = "roadmaps:proposal_list"


def own_plans(member):
    """Plans of the institution that are in use and not over, the newest first."""
    own = Roadmap.objects.in_use().filter(organization=member.organization_id)
    return own.filter(ends_on__gte=timezone.localdate()).order_by("-starts_on", "-pk")


def free_tasks(member):
    """Own tasks that answer to nothing above yet."""
    tasks = Task.objects.filter(section__roadmap__in=own_plans(member), source_link=None)
    return tasks.order_by("section__roadmap", "section__position", "position", "pk")


def proposals_page(request, *, declined=None, status=200):
    """The page of proposals; `declined` is a refused form with its address, kept as typed."""
    member = request.membership
    decides = accepting.can_decide(member)
    refused_form, refused = declined or (DeclineForm(), None)
    context = {
        "proposals": accepting.proposals_for(member.organization),
        "changes": accepting.changes_for(member.organization),
        "declined": accepting.declined_by(member.organization),
        "may_decide": decides,
        "plans": list(own_plans(member)),
        "tasks": list(free_tasks(member)) if decides else [],
        "decline_form": refused_form,
        "refused": refused,
    }
    return render(request, "roadmaps/cascade/proposal_list.html", context, status=status)


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def proposal_list(request):
    if not request.membership.organization.is_institution:
        raise PermissionDenied
    return proposals_page(request)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def proposals_accept(request):
    """The ticked proposals go into the chosen plan, all in one transaction."""
    member = request.membership
    if not accepting.can_decide(member):
        raise PermissionDenied
    keys = keys_of(request.POST.getlist("address"))
    form = PlanChoiceForm(request.POST, plans=own_plans(member))
    chosen = TaskAddress.objects.reaching(member.organization).filter(pk__in=keys)
    chosen = chosen.select_related("task__section__roadmap").order_by(
        "task__section__position", "task__position", "pk"
    )
    if not form.is_valid():
        messages.error(request, "Выберите свою дорожную карту, в которую принять мероприятия.")
    elif not chosen:
        messages.error(request, "Отметьте мероприятия, которые принимаете в план.")
    else:
        tell(request, lambda: take(member, form.cleaned_data["roadmap"], chosen))
    return redirect(LIST)


def take(member, roadmap, addresses):
    made = accepting.accept_tasks(member=member, roadmap=roadmap, addresses=addresses)
    said = f"В план приняты мероприятия: {len(made)}."
    if outside := accepting.outside_period(roadmap, made):
        said += f" Срок вне периода карты у мероприятий: {outside}. Проверьте их сроки."
    return said


def tell(request, act):
    """Do it and say what came of it; a refusal is a message too."""
    try:
        messages.success(request, act())
    except DomainError as refusal:
        messages.error(request, str(refusal))


def reached_address(request, pk):
    if not accepting.can_decide(request.membership):
        raise PermissionDenied
    reaching = TaskAddress.objects.reaching(request.membership.organization)
    return get_object_or_404(reaching.select_related("task__section__roadmap"), pk=pk)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def proposal_decline(request, pk):
    address, form = reached_address(request, pk), DeclineForm(request.POST)
    if form.is_valid():
        try:
            accepting.decline_task(
                member=request.membership, address=address, reason=form.cleaned_data["reason"]
            )
        except DomainError as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, "Мероприятие отклонено, муниципалитет видит причину.")
            return redirect(LIST)
    return proposals_page(request, declined=(form, address.pk))


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def proposal_join(request, pk):
    """«Это мероприятие в моём плане уже есть»."""
    address, member = reached_address(request, pk), request.membership
    form = JoinForm(request.POST, tasks=free_tasks(member).select_related("section__roadmap"))
    if form.is_valid():
        task = form.cleaned_data["task"]
        tell(request, lambda: joined(member, address, task))
    else:
        messages.error(request, "Выберите мероприятие своего плана, которое отвечает поручению.")
    return redirect(LIST)


def joined(member, address, task):
    accepting.join_task(member=member, address=address, task=task)
    return "Поручение связано с вашим мероприятием, его текст не изменился."


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def change_decide(request, pk):
    """Take the ticked columns of a changed source, or keep one's own."""
    if not accepting.can_decide(request.membership):
        raise PermissionDenied
    links = TaskLink.objects.visible_to(request.membership).accepted()
    link = get_object_or_404(links.select_related("task"), pk=pk)
    columns = request.POST.getlist("column") if request.POST.get("how") == "take" else None
    if columns == []:
        messages.error(request, "Отметьте, что принять, или оставьте своё.")
        return redirect(LIST)
    tell(request, lambda: changed(request, link, columns))
    return redirect(LIST)


def changed(request, link, columns):
    accepting.decide_change(
        member=request.membership, link=link, seen=request.POST.get("seen", ""), columns=columns
    )
    return "Ваш план оставлен без изменений." if columns is None else "Изменения приняты в план."


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def base_update(request, pk):
    """On which plan a plan rests."""
    member = request.membership
    roadmap = get_object_or_404(Roadmap.objects.visible_to(member), pk=pk)
    if not can_keep(member, roadmap):
        raise PermissionDenied
    link = PlanLink.objects.filter(roadmap=roadmap).first()
    form = BaseForm(request.POST or None, plans=linking.bases_for(member, roadmap), link=link)
    if request.method == "POST" and form.is_valid():
        try:
            rest_on(member, roadmap, form.cleaned_data["parent"])
        except DomainError as refusal:
            form.add_error("parent", str(refusal))
        else:
            messages.success(request, "Связь планов сохранена.")
            return redirect(roadmap)
    context = {
        "title": "Связь с другим планом",
        "hint": roadmap.title,
        "form": form,
        "back_url": roadmap.get_absolute_url(),
        "back_title": "Дорожная карта",
    }
    return render(request, "components/form_page.html", context)


def rest_on(member, roadmap, parent):
    if parent is None:
        linking.unlink_plan(member=member, roadmap=roadmap)
    else:
        linking.link_plans(member=member, roadmap=roadmap, parent=parent)
