from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from mentorship.core.exceptions import DomainError
from mentorship.jobs import services
from mentorship.jobs.models import Job
from mentorship.organizations.access import member_required


@method_decorator(member_required(), name="dispatch")
class JobListView(ListView):
    template_name = "jobs/job_list.html"
    paginate_by = 25

    def get_queryset(self):
        return Job.objects.visible_to(self.request.membership)


@require_safe
@member_required()
def job_detail(request, pk):
    """Page of a job; htmx asks for its bar every second while it runs."""
    job = get_object_or_404(Job.objects.visible_to(request.membership), pk=pk)
    template = "jobs/_job_progress.html" if request.htmx else "jobs/job_detail.html"
    return render(request, template, {"job": job})


@require_POST
@member_required()
def job_cancel(request, pk):
    job = get_object_or_404(Job.objects.visible_to(request.membership), pk=pk)
    try:
        services.cancel(job=job)
        messages.success(request, "Задание отменено, ничего не записано.")
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect("jobs:job_detail", pk)
