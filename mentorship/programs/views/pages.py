"""What the pages of programs share: the visible program, refusals, marks of what may be done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.utils import timezone

from mentorship.audit.models import Reading
from mentorship.core.exceptions import DomainError
from mentorship.pairs.models import Pair
from mentorship.pairs.readings import note_pairs
from mentorship.programs.models import Program


def with_people(programs):
    """Programs with the names of the pair and `lacks_consent`: then no more than these is told."""
    without = Pair.objects.without_consent_on(timezone.localdate()).filter(pk=OuterRef("pair"))
    programs = programs.annotate(lacks_consent=Exists(without))
    related = (
        "pair__mentor_entry__person",
        "pair__form",
        "pair__order",
        "institution",
        "template__organization",
        "approval_document",
        "approved_by__user",
    )
    return programs.select_related(*related).prefetch_related("pair__members__person")


def shown_program(request, **lookup):
    """A visible program with its plan; whose it is is noted."""
    programs = with_people(Program.objects.visible_to(request.membership))
    programs = programs.prefetch_related("activities__difficulty", "found_difficulties")
    program = get_object_or_404(programs, **lookup)
    note_pairs(Reading.Kind.PAIR, [program.pair], about=program)
    return program


def allowed_program(request, predicate, **lookup):
    """The same where the predicate of the service lets the member go on, and everybody agrees."""
    program = shown_program(request, **lookup)
    if program.lacks_consent or not predicate(request.membership, program):
        raise PermissionDenied
    return program


def done(form, service, **values):
    """Call a service; its refusal stands in the form. Says whether it was done."""
    try:
        service(**values)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def tell(request, success, service, **values):
    """Call a service behind a button; its refusal is a message. Says whether it was done."""
    try:
        service(**values)
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return False
    messages.success(request, success)
    return True


def back_to(row, title, back_title="К программе", hint=""):
    url = row.get_absolute_url()
    return {"title": title, "back_url": url, "back_title": back_title, "hint": hint}
