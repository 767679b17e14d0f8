from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.counted import counted_in
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.organizations.access import member_required
from mentorship.organizations.dimensions import DIMENSIONS
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from monitoring.access import can_set_plan
from monitoring.catalogue.exports import grid_workbook
from monitoring.catalogue.forms import ChoiceForm, SavedTableForm
from monitoring.catalogue.services import archive_table, save_table
from monitoring.catalogue.tables import build_grid, cuts_of
from monitoring.models import FigureTable

PER_PAGE = 100
YEARS = range(2015, 2041)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def figure_list(request):
    """The catalogue: every figure with its definition, and the tables kept by name."""
    words = request.GET.get("q", "").lower().replace("ё", "е").split()
    found = [figure for figure in FIGURES if all(word in searched(figure) for word in words)]
    tables = FigureTable.objects.shared_with(request.membership).in_use()
    context = {
        "figures": [(figure, cut_titles(figure)) for figure in found],
        "query": request.GET.get("q", ""),
        "tables": tables.select_related("organization"),
        "may_keep": can_set_plan(request.membership),
    }
    return render(request, "monitoring/catalogue/figure_list.html", context)


def searched(figure):
    return f"{figure.title} {figure.definition} {figure.code}".lower().replace("ё", "е")


def cut_titles(figure):
    return [DIMENSIONS[code].title.lower() for code in figure.dimensions]


@require_safe
@member_required(Right.INDICATORS_VIEW)
def table_build(request):
    """The form of a table and, when it is filled, the table."""
    member = request.membership
    form = ChoiceForm(request.GET if "figures" in request.GET else None, member=member)
    context = {"form": form}
    if form.is_valid():
        grid = build_grid(form.choice, member, request.school_year, timezone.localdate())
        context |= {
            "grid": grid,
            "page_obj": Paginator(grid.rows, PER_PAGE).get_page(request.GET.get("page")),
            "query": form.choice.query,
            "saving": SavedTableForm(member=member) if can_set_plan(member) else None,
        }
    return render(request, "monitoring/catalogue/table_build.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def table_export(request):
    member, year = request.membership, request.school_year
    form = ChoiceForm(request.GET, member=member)
    if not form.is_valid():
        raise Http404
    grid = build_grid(form.choice, member, year, timezone.localdate())
    content = grid_workbook(grid, f"{member.organization.short_name}, {year} учебный год")
    name = f"Таблица_{year.first}-{year.first + 1}.xlsx"
    headers = {"Content-Disposition": content_disposition(name)}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


@require_POST
@member_required(Right.INDICATORS_VIEW)
def table_save(request):
    member = request.membership
    if not can_set_plan(member):
        raise PermissionDenied
    choice = ChoiceForm(request.POST, member=member)
    form = SavedTableForm(request.POST, member=member)
    if not choice.is_valid() or not form.is_valid():
        messages.error(request, "Назовите таблицу и выберите величины: она не сохранена.")
        return redirect("monitoring:table_build")
    try:
        table = save_table(member=member, choice=choice.choice, **form.cleaned_data)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{request.path.removesuffix('save/')}?{choice.choice.query}")
    messages.success(request, "Таблица сохранена: она в каталоге величин.")
    return redirect(table)


@require_POST
@member_required(Right.INDICATORS_VIEW)
def table_archive(request, pk):
    if not can_set_plan(request.membership):
        raise PermissionDenied
    own = FigureTable.objects.owned_by(request.membership).in_use()
    table = get_object_or_404(own, pk=pk)
    try:
        archive_table(member=request.membership, table=table, today=timezone.localdate())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Таблица убрана из каталога.")
    return redirect("monitoring:figure_list")


@require_safe
@member_required(Right.INDICATORS_VIEW)
def figure_rows(request, code):
    """What a number of the own institution counts; above it there are no such pages."""
    member = request.membership
    if code not in FIGURES or not member.organization.is_institution:
        raise Http404
    figure, year = FIGURES[code], chosen_year(request)
    where, part = asked_value(request, figure)
    rows = counted_in(figure, figure.rows_for(member, year, where), timezone.localdate())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    people = [row.person for row in page if row.person]
    note_reading(Reading.Kind.ROWS, people, selection=f"{figure.title}, {year}")
    context = {"figure": figure, "part": part, "year": year, "page_obj": page}
    return render(request, "monitoring/catalogue/figure_rows.html", context)


def chosen_year(request):
    text = request.GET.get("year", "")
    if (first := key_of(text)) in YEARS:
        return SchoolYear(first)
    return request.school_year


def asked_value(request, figure):
    """Which value of which cut the list is narrowed to, and its words; 404 for a wrong one."""
    cut = request.GET.get("cut", "")
    if not cut:
        return {}, ""
    if cut not in dict(cuts_of(request.membership, [figure.code])):
        raise Http404
    told = figure.table(request.membership.organization, chosen_year(request), [cut])
    values = {"" if value is None else str(value): value for (value,) in told}
    text = request.GET.get("value", "")
    if text not in values:
        raise Http404
    return {cut: values[text]}, DIMENSIONS[cut].labels([values[text]])[values[text]]
