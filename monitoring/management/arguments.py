"""What the commands of this room are told: an organization and a school year, in Russian words."""

from django.core.management import CommandError

from mentorship.core.wording import parse_school_year
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
