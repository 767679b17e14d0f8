"""What the commands of this room are told: an organization and a school year, in Russian words."""

from argparse import ArgumentParser
from datetime import date

from django.core.management import CommandError
from django.utils import timezone

from mentorship.core.wording import parse_date, parse_school_year
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear

YEARS = range(2015, 2041)


def organization_of(code: str | None) -> Organization:
    """The organization with the code; raises CommandError when there is none."""
    if not code:
        raise CommandError("Укажите код организации: --organization КОД")
    try:
        return Organization.objects.select_related("parent__parent").get(code=code)
    except Organization.DoesNotExist:
        raise CommandError(f"Организации с кодом «{code}» нет.") from None


def school_year_of(text: str | None) -> SchoolYear:
    """`2022` and `2022/2023` both mean 2022/2023; raises CommandError for anything else."""
    if not text:
        raise CommandError("Укажите учебный год: --year 2022 (это 2022/2023)")
    try:
        first = int(text) if text.isdecimal() else parse_school_year(text)
    except ValueError as error:
        raise CommandError(str(error)) from None
    if first not in YEARS:
        raise CommandError(f"Учебный год «{text}» вне границ {YEARS[0]}–{YEARS[-1]}.")
    return SchoolYear(first)


def add_day(parser: ArgumentParser) -> None:
    parser.add_argument("--on", metavar="31.12.2022", help="числа на этот день; без него – сегодня")


def day_of(text: str | None) -> date:
    """The day numbers speak of: today, or an earlier one; CommandError for what is no day."""
    today = timezone.localdate()
    try:
        return min(parse_date(text), today) if text else today
    except ValueError as error:
        raise CommandError(str(error)) from None
