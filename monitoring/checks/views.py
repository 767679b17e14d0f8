from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.checks import services
from monitoring.checks.editing import form_cells, history_of, listed_rules
from monitoring.checks.forms import CheckRuleForm, TrialForm
from monitoring.checks.looking import look_through
from monitoring.checks.trying import report_to_try, try_rule
from monitoring.models import CheckRule, ReportForm


@require_safe
@member_required(Right.INDICATORS_VIEW)
def check_list(request):
    """Rules that reach the member, by form; archived ones of one's own apart."""
    member = request.membership
    context = listed_rules(member, request.GET.get("form", "")) | {
        "may_edit": member.may(Right.FORMS_EDIT)
    }
    return render(request, "monitoring/checks/check_list.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def check_detail(request, pk):
    member, rule = request.membership, _shared(request, pk)
    copy = CheckRule.objects.owned_by(member).in_use().filter(origin=rule).first()
    context = {
        "object": rule,
        "look": look_through(rule),
        "history": history_of(rule),
        "copy": copy,
        "is_own": rule.organization_id == member.organization_id,
        "may_edit": member.may(Right.FORMS_EDIT),
    }
    return render(request, "monitoring/checks/check_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.FORMS_EDIT)
def check_create(request):
    return _edited(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.FORMS_EDIT)
def check_update(request, pk):
    rules = CheckRule.objects.owned_by(request.membership).in_use().select_related("form")
    return _edited(request, get_object_or_404(rules, pk=pk))


@require_POST
@member_required(Right.FORMS_EDIT)
def check_copy(request, pk):
    return _done(request, pk, services.copy_rule, "Копия заведена: она действует вместо исходного.")


@require_POST
@member_required(Right.FORMS_EDIT)
def check_switch(request, pk):
    active = request.POST.get("active") == "1"
    words = "Правило включено." if active else "Правило выключено для ваших сборов."
    return _done(request, pk, services.switch_rule, words, active=active)


@require_POST
@member_required(Right.FORMS_EDIT)
def check_archive(request, pk):
    return _done(request, pk, services.archive_rule, "Правило в архиве.")


@require_POST
@member_required(Right.FORMS_EDIT)
def check_restore(request, pk):
    return _done(request, pk, services.restore_rule, "Правило возвращено.")


def _shared(request, pk):
    rules = CheckRule.objects.shared_with(request.membership)
    return get_object_or_404(rules.select_related("form", "organization", "origin"), pk=pk)


def _done(request, pk, service, words, **given):
    rule = _shared(request, pk)
    try:
        rule = service(member=request.membership, rule=rule, **given)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect(rule)


def _edited(request, before):
    """The form; a trial on somebody's report; the rule once it reads whole."""
    member, data = request.membership, request.POST if request.method == "POST" else None
    instance = before and CheckRule.objects.get(pk=before.pk)
    form = CheckRuleForm(data, instance=instance, member=member, initial=_chosen_form(request))
    trial_form = TrialForm(data, member=member)
    trial = None
    if data is not None and form.is_valid():
        if not {"save", "over"}.isdisjoint(data) and (saved := _saved(request, form, before)):
            messages.success(request, "Правило записано: оно проверит следующие отчёты.")
            return redirect(saved)
        if "try" in data and trial_form.is_valid():
            trial = _tried(trial_form, form, member)
    context = {
        "form": form,
        "trial_form": trial_form,
        "trial": trial,
        "before": before,
        "newer": getattr(form, "newer", None),
        "revision": data.get("revision", "") if data is not None else before and before.revision,
        "cells": form_cells(form["form"].value(), member),
        "is_looked": data is not None and not form.errors,
    }
    return render(request, "monitoring/checks/check_form.html", context)


def _chosen_form(request):
    """The form a new rule is begun for from the list of rules."""
    chosen = key_of(request.GET.get("form", ""))
    forms = ReportForm.objects.shared_with(request.membership).in_use()
    return {"form": forms.filter(pk=chosen).first()} if chosen else {}


def _saved(request, form, before):
    try:
        return services.save_rule(
            member=request.membership,
            fields=form.rule_fields,
            before=before,
            seen=key_of(request.POST.get("over") or request.POST.get("revision", "")) or 0,
        )
    except services.StaleRuleError as refusal:
        form.add_error(None, str(refusal))
        form.newer = refusal.revision
        return None
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None


def _tried(trial_form, form, member):
    opened = trial_form.cleaned_data["round"]
    name = trial_form.cleaned_data["organization"]
    if opened is None or not name:
        field = "round" if opened is None else "organization"
        trial_form.add_error(field, "Выберите сбор и организацию, на чьём отчёте попробовать.")
        return None
    rule = form.draft
    if rule.form_id and rule.form_id != opened.version.form_id:
        trial_form.add_error(
            "round", "Этот сбор – по другой форме: выберите сбор по форме правила."
        )
        return None
    try:
        report = report_to_try(opened, name, member)
    except DomainError as refusal:
        trial_form.add_error("organization", str(refusal))
        return None
    return try_rule(rule, report, member, timezone.localdate())
