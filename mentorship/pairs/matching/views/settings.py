from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.matching.forms import SettingsForm
from mentorship.pairs.matching.runs import run_matching
from mentorship.pairs.matching.settings import problems_of, save_settings, settings_of
from mentorship.pairs.matching.words import differences
from mentorship.pairs.models import MatchingRun, MatchingSettings


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def matching_settings(request):
    """What matters and how much; kept, or tried out beside the last matching."""
    settings = settings_of(request.membership.organization_id)
    form = SettingsForm(request.POST or None, settings=settings)
    if form.is_valid():
        act = try_out if "try" in request.POST else keep
        try:
            return act(request, form.values, settings)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "run_list": reverse("pairs:run_list")}
    return render(request, "pairs/matching/settings.html", context)


def keep(request, values, settings):
    save_settings(member=request.membership, **values)
    messages.success(request, "Сохранено. Настройки действуют со следующего подбора.")
    return redirect("pairs:run_list")


def try_out(request, values, settings):
    """A trial with other settings; nothing of it can be accepted, and nothing is kept of them."""
    if problems := problems_of(values["weights"], values["threshold"]):
        raise DomainError(" ".join(problems))
    member, year = request.membership, request.school_year
    other = MatchingSettings(institution_id=member.organization_id, **values)
    changed = differences(settings, other)
    title = f"Проба: {'; '.join(changed) if changed else 'те же настройки'}"[:200]
    trial = run_matching(member=member, year=year, settings=other, trial=True, title=title)
    runs = MatchingRun.objects.visible_to(member).of_year(year).current()
    last = runs.filter(form=None, is_group=False).order_by("-created_at", "-pk").first()
    if last is None:
        messages.info(request, "Это проба. Сравнить пока не с чем: подбора ещё не было.")
        return redirect("pairs:run_detail", trial.pk)
    return redirect(f"{reverse('pairs:run_compare')}?first={last.pk}&second={trial.pk}")
