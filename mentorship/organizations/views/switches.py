from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from mentorship.core.keys import key_of
from mentorship.organizations.access import member_required
from mentorship.organizations.middleware import MEMBERSHIP_KEY, YEAR_KEY


@require_POST
@member_required()
def membership_switch(request):
    """Work in another of one's own roles."""
    own = {str(member.pk): member for member in request.memberships}
    chosen = own.get(request.POST.get("membership", ""))
    if chosen is None:
        return HttpResponseBadRequest("Такой роли у вас нет.")
    request.session[MEMBERSHIP_KEY] = chosen.pk
    messages.success(request, f"Теперь вы работаете как {chosen}.")
    return redirect("home")


@require_POST
@member_required()
def year_switch(request):
    """Look at another school year; the choice is kept for the session, `next` is a page of ours."""
    year = key_of(request.POST.get("year", "")) or 0
    if not 2015 <= year <= 2040:
        return HttpResponseBadRequest("Такого учебного года нет.")
    request.session[YEAR_KEY] = year
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "home")
