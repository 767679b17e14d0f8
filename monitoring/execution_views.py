"""The execution report as XLSX; as PDF and Word it is a document."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from mentorship.core.downloads import content_disposition
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.execution_report import execution_workbook
from roadmaps.models import Roadmap


@require_safe
@member_required(Right.INDICATORS_VIEW)
def execution_export(request, pk):
    """Of the own organization only: a school's numbers are not told apart above it."""
    own = Roadmap.objects.visible_to(request.membership).select_related("organization")
    roadmap = get_object_or_404(own.filter(organization=request.membership.organization_id), pk=pk)
    content = execution_workbook(roadmap, request.school_year, timezone.localdate())
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    name = f"Отчёт об исполнении, {roadmap.organization.short_name}.xlsx"
    response["Content-Disposition"] = content_disposition(name)
    return response
