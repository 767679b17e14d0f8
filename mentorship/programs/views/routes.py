"""Individual routes of teachers (ИОМ), 4–5 years."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.models import Person
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.programs import routes
from mentorship.programs.models import Route, RouteStage
from mentorship.programs.route_forms import RouteForm, StageForm, teachers_of
from mentorship.programs.views.pages import back_to, done, tell

LIST = "programs:route_list"


def with_consents(found):
    """Adds `lacks_consent`: then no more than the name is told."""
    silent = Person.objects.without_consent_on(timezone.localdate())
    found = found.annotate(lacks_consent=Exists(silent.filter(pk=OuterRef("person"))))
    return found.select_related("person", "institution")


@method_decorator(member_required(Right.BANK_VIEW), name="dispatch")
class RouteListView(ListView):
    template_name = "programs/route_list.html"
    paginate_by = 25

    def get_queryset(self):
        found = with_consents(Route.objects.visible_to(self.request.membership))
        counted = found.annotate(stages_count=Count("stages"))
        return counted.order_by("person__sort_name", "-first_year", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        people = [route.person_id for route in context["page_obj"]]
        note_reading(Reading.Kind.LIST, people, selection="Индивидуальные маршруты")
        may_edit = self.request.membership.may(Right.PAIRS_EDIT)
        return context | {"may_edit": may_edit}


@require_safe
@member_required(Right.BANK_VIEW)
def route_detail(request, pk):
    """The route year by year; the same page prints."""
    route = shown_route(request, pk=pk)
    stages = [] if route.lacks_consent else list(route.stages.all())
    years = [
        (year, [stage for stage in stages if stage.school_year == year.first])
        for year in route.years
    ]
    member = request.membership
    context = {
        "route": route,
        "years": years,
        "this_year": SchoolYear.containing(timezone.localdate()),
        "may_edit": not route.lacks_consent and routes.can_write(member, route),
        "may_restore": member.may(Right.PAIRS_EDIT) and route.archived_on is not None,
    }
    return render(request, "programs/route_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def route_create(request):
    people = teachers_of(request.membership)
    note_reading(
        Reading.Kind.LIST, people.values_list("pk", flat=True), selection="Педагоги без маршрута"
    )
    this = SchoolYear.containing(timezone.localdate()).first
    context = {
        "title": "Индивидуальный образовательный маршрут",
        "hint": "Долгосрочный, 4–5 лет; программа пары – отдельно и не длиннее года.",
        "back_url": reverse(LIST),
        "back_title": "Индивидуальные маршруты",
    }
    initial = {"first_year": this, "last_year": this + 3}
    return route_page(request, Route(), context, initial)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def route_update(request, pk):
    route = writable(request, pk=pk)
    return route_page(request, route, back_to(route, "Изменить маршрут", "К маршруту"), None)


def route_page(request, route, context, initial):
    form = RouteForm(
        request.POST or None, instance=route, member=request.membership, initial=initial
    )
    if form.is_valid():
        names = [name for name in form._meta.fields if name in form.fields]
        values = {name: form.cleaned_data[name] for name in names}
        if done(form, routes.save_route, member=request.membership, route=route, values=values):
            if route.length_warning:
                messages.warning(request, route.length_warning, extra_tags="warn")
            messages.success(request, "Маршрут сохранён.")
            return redirect(route)
    return render(request, "components/form_page.html", context | {"form": form})


@require_POST
@member_required(Right.PAIRS_EDIT)
def route_archive(request, pk):
    """Into the archive, or with `off` out of it."""
    route = shown_route(request, pk=pk)
    if "off" in request.POST:
        service, words, values = routes.restore_route, "Маршрут возвращён.", {}
    else:
        service, words = routes.archive_route, "Маршрут в архиве."
        values = {"today": timezone.localdate()}
    tell(request, words, service, member=request.membership, route=route, **values)
    return redirect(route)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def stage_create(request, pk):
    route = writable(request, pk=pk)
    this = SchoolYear.containing(timezone.localdate()).first
    year = min(max(this, route.first_year), route.last_year)
    return stage_page(request, RouteStage(route=route, school_year=year))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def stage_update(request, pk):
    route = writable(request, stages=pk)
    return stage_page(request, get_object_or_404(route.stages, pk=pk))


def stage_page(request, stage):
    form = StageForm(request.POST or None, instance=stage, member=request.membership)
    if form.is_valid() and done(
        form,
        routes.save_stage,
        member=request.membership,
        stage=stage,
        values=dict(form.cleaned_data),
    ):
        messages.success(request, "Этап сохранён.")
        return redirect(stage.route)
    context = {"form": form} | back_to(stage.route, "Этап маршрута", "К маршруту")
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.PAIRS_EDIT)
def stage_remove(request, pk):
    route = writable(request, stages=pk)
    stage = get_object_or_404(route.stages, pk=pk)
    tell(request, "Этап убран.", routes.remove_stage, member=request.membership, stage=stage)
    return redirect(route)


def shown_route(request, **lookup):
    route = get_object_or_404(with_consents(Route.objects.visible_to(request.membership)), **lookup)
    note_reading(Reading.Kind.CARD, [route.person_id], about=route)
    return route


def writable(request, **lookup):
    route = shown_route(request, **lookup)
    if route.lacks_consent or not routes.can_write(request.membership, route):
        raise PermissionDenied
    return route
