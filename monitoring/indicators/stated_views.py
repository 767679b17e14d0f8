from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.access import can_set_plan
from monitoring.indicators.forms import StatedForm
from monitoring.indicators.stated import proposals_for, save_stated, stated_texts
from monitoring.summaries import readable_values


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.INDICATORS_VIEW)
def stated_update(request):
    """What a report of the organization said of the year, beside what is computed.

    What a loaded report says stands in the fields already; a person looks it through and saves.
    """
    member, year = request.membership, request.school_year
    if not can_set_plan(member):
        raise PermissionDenied
    values = readable_values(member.organization, year, timezone.localdate(), member=member)
    indicators = [value.indicator for value in values]
    read = proposals_for(member.organization, year, indicators)
    form = StatedForm(
        request.POST or None,
        indicators=indicators,
        hints={value.indicator.code: hint_of(value, read) for value in values},
        initial=first_values(values, read),
    )
    if request.method == "POST" and form.is_valid() and save(form, member, year):
        messages.success(request, "Записано: расхождения отмечены в таблице показателей.")
        return redirect("monitoring:indicator_list")
    context = {
        "title": "Заявлено в отчёте",
        "hint": f"{year} учебный год. Перепишите значения так, как они стоят в отчёте: система "
        "покажет их рядом с посчитанными. Пустая строка – показателя в отчёте нет.",
        "form": form,
        "back_url": reverse("monitoring:indicator_list"),
        "back_title": "Целевые показатели",
    }
    return render(request, "components/form_page.html", context)


def save(form, member, year):
    """Whether it was written down; else the form says why."""
    told = {"source": form.cleaned_data["source"], "seen": form.cleaned_data["seen"]}
    try:
        save_stated(member=member, year=year, texts=form.texts, **told)
    except DomainError as error:
        form.add_error(None, str(error))
        form.look_again(stated_texts(member.organization, year))
    return not form.errors


def hint_of(value, read):
    """What the system computes, and where the text in the field was read."""
    computed = f"Посчитано: {value.text}."
    proposal = read.get(value.indicator.code)
    if value.stated or proposal is None:
        return computed
    return f"{computed} Прочитано: {proposal.source}."


def first_values(values, read):
    """Saved texts, else those of a loaded report."""
    told = {f"stated_{code}": found.text for code, found in read.items()}
    seen = {value.indicator.code: value.stated.text for value in values if value.stated}
    told |= {f"stated_{code}": text for code, text in seen.items()}
    sources = [value.stated.source for value in values if value.stated]
    sources += [found.source for found in read.values()]
    return told | {"source": sources[0] if sources else "", "seen": seen}
