"""A server without Pango: PDFs cannot be made, Word files and the print page stay."""

from datetime import date
from typing import Any

from django.core import checks
from django.urls import reverse

from mentorship.documents.pdf import pdf_is_available
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear

INSTALL = (
    "sudo apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0 fonts-liberation"
)


def check_pango(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Said by every management command that checks the system, and by `check`."""
    if pdf_is_available():
        return []
    return [
        checks.Warning(
            "Не установлена библиотека Pango: документы выдаются в Word и на печать из браузера, "
            "PDF не строится.",
            hint=f"Установите и перезапустите сайт: {INSTALL}",
            id="documents.W001",
        )
    ]


def pdf_is_missing(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """For the coordinator, who answers for the installation and knows whom to ask."""
    if member.role != Role.COORDINATOR or pdf_is_available():
        return None
    return Attention(
        count=1,
        text="настройка сервера: PDF не строится",
        url=reverse("documents:document_list"),
        detail="Документы выдаются в Word и на печать из браузера. Администратору: на сервере нет "
        "библиотеки Pango, команда установки – в выводе «bin/manage check».",
        tag="нет PDF",
    )
