"""Uploading, accepting, renewing and archiving report forms."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import locked_among
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import FormVersion, ReportForm
from monitoring.workbooks.checking import refuse_unfit
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.reading import scan_form


@transaction.atomic
def create_form(
    *, member: Membership, title: str, source: str, year: SchoolYear, content: bytes, filename: str
) -> FormVersion:
    """Keep a new form with its first version, pending until accepted.

    Raises DomainError for a workbook that cannot be a form; nothing is kept then.
    """
    _refuse_without_right(member)
    layout = scan_form(content, filename)
    # Two uploads at once must not take the same code.
    Organization.objects.select_for_update().get(pk=member.organization_id)
    form = ReportForm.objects.create(
        organization=member.organization,
        code=_free_code(member, title),
        title=title,
        source=source,
        checked_on=timezone.localdate(),
    )
    return _add_version(form, year, content, layout, member)


@transaction.atomic
def add_version(
    *,
    member: Membership,
    form: ReportForm,
    year: SchoolYear,
    content: bytes | None = None,
    filename: str = "",
) -> FormVersion:
    """Keep the next version of a form, from a school year on; without a file the last is copied.

    Earlier versions stay as they are, with the rounds that hold them. Raises DomainError for a
    workbook that cannot be a form.
    """
    form = _own(member, form)
    if form.archived_at:
        raise DomainError("Форма в архиве: верните её, чтобы завести новую редакцию.")
    last = form.versions.order_by("-number").first()
    if content is None and last is not None:
        return _add_version(form, year, bytes(last.content), last.layout, member)
    if content is None:
        raise DomainError("Загрузите книгу: копировать пока нечего.")
    return _add_version(form, year, content, scan_form(content, filename), member)


@transaction.atomic
def accept_version(*, member: Membership, version: FormVersion) -> FormVersion:
    """Put a version into use; DomainError while a name in it is unknown or a formula runs round."""
    _own(member, version.form)
    version = FormVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if version.accepted_at:
        return version
    refuse_unfit(layout_of(version.layout))
    version.accepted_at, version.accepted_by = timezone.now(), member
    version.save(update_fields=["accepted_at", "accepted_by"])
    return version


@transaction.atomic
def discard_version(*, member: Membership, version: FormVersion) -> ReportForm | None:
    """Take a pending version away, and the form with it when it was its only one.

    Gives the form that is left. An accepted version is never deleted: DomainError.
    """
    form = _own(member, version.form)
    version = FormVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if version.accepted_at:
        raise DomainError("Принятая редакция не удаляется: по ней могли собирать отчёты.")
    version.delete()
    if form.versions.exists():
        return form
    form.delete()
    return None


@transaction.atomic
def archive_form(*, member: Membership, form: ReportForm) -> ReportForm:
    """Take a form out of the lists; what was filled by it stays. `restore_form` undoes it."""
    form = _own(member, form)
    if form.archived_at is None:
        form.archived_at, form.archived_by = timezone.now(), member
        form.save(update_fields=["archived_at", "archived_by"])
    return form


@transaction.atomic
def restore_form(*, member: Membership, form: ReportForm) -> ReportForm:
    """Put an archived form back into the lists."""
    form = _own(member, form)
    form.archived_at = form.archived_by = None
    form.save(update_fields=["archived_at", "archived_by"])
    return form


@transaction.atomic
def load_shipped(rows: list[dict[str, Any]]) -> int:
    """Bring the shipped forms up to date: a version that is there already stays as it is."""
    for row in rows:
        form, _ = ReportForm.objects.update_or_create(
            organization=None,
            code=row["code"],
            defaults={key: row[key] for key in ("title", "source", "checked_on")},
        )
        if form.versions.filter(number=row["version"]).exists():
            continue
        content, layout = _drawn(row["content"])
        FormVersion.objects.create(
            form=form,
            number=row["version"],
            first_year=row["first_year"],
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            layout=layout,
            accepted_at=timezone.now(),
        )
    return ReportForm.objects.filter(organization=None).count()


@cache
def _drawn(draw: Callable[[], bytes]) -> tuple[bytes, dict[str, Any]]:
    """A shipped workbook and its layout: reading it takes a process, so it is done once."""
    content = draw()
    return content, scan_form(content)


def _add_version(
    form: ReportForm, year: SchoolYear, content: bytes, layout: Any, member: Membership
) -> FormVersion:
    last = form.versions.aggregate(last=Max("number"))["last"] or 0
    return FormVersion.objects.create(
        form=form,
        number=last + 1,
        first_year=year.first,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        layout=layout,
        uploaded_by=member,
    )


def _free_code(member: Membership, title: str) -> str:
    """A code of the organization that no form has yet; Russian titles have none of their own."""
    taken = set(ReportForm.objects.visible_to(member).values_list("code", flat=True))
    stem = slugify(title)[:30] or "form"
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _own(member: Membership, form: ReportForm) -> ReportForm:
    _refuse_without_right(member)
    return locked_among(ReportForm.objects.visible_to(member), form)


def _refuse_without_right(member: Membership) -> None:
    if not member.may(Right.FORMS_EDIT):
        raise PermissionDenied
