from django.shortcuts import render
from django.views.decorators.http import require_safe

from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.views.tabs import tabs_of


@require_safe
@member_required(Right.PREFERENCES_VIEW)
def preference_list(request):
    """Wishes and avoid lists after the group meeting."""
    context = {"tabs": tabs_of(request.membership, "preference_list")}
    return render(request, "pairs/matching/preference_list.html", context)
