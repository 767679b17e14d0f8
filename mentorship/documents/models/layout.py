import pghistory
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models

from mentorship.organizations.models import Organization


def _margin(least: int) -> list[BaseValidator]:
    return [MinValueValidator(least), MaxValueValidator(50)]


@pghistory.track()
class Layout(models.Model):
    """How an organization's papers look: margins, size of letters, head of the letterhead.

    Defaults and limits follow ГОСТ Р 7.0.97 (domain E4): margins of at least 20/10/20/20 mm, 30 mm
    at the left of what is kept over ten years; 12, 13 or 14 points.
    """

    class Size(models.IntegerChoices):
        TWELVE = 12, "12 пунктов"
        THIRTEEN = 13, "13 пунктов"
        FOURTEEN = 14, "14 пунктов"

    class Spacing(models.IntegerChoices):
        SINGLE = 100, "одинарный"
        WIDER = 115, "1,15"
        ONE_AND_A_HALF = 150, "полуторный"

    organization = models.OneToOneField(Organization, models.PROTECT, related_name="layout")
    left = models.PositiveSmallIntegerField("левое поле, мм", default=30, validators=_margin(20))
    top = models.PositiveSmallIntegerField("верхнее поле, мм", default=20, validators=_margin(20))
    right = models.PositiveSmallIntegerField("правое поле, мм", default=15, validators=_margin(10))
    bottom = models.PositiveSmallIntegerField("нижнее поле, мм", default=20, validators=_margin(20))
    font_size = models.PositiveSmallIntegerField("размер шрифта", choices=Size, default=14)
    spacing = models.PositiveSmallIntegerField(
        "межстрочный интервал", choices=Spacing, default=Spacing.WIDER
    )
    shows_qr = models.BooleanField(
        "код проверки (QR)",
        default=True,
        help_text="В правом нижнем углу первой страницы зарегистрированного документа (ГОСТ Р "
        "7.0.97-2025). По коду любой увидит вид, номер, дату и состояние, без имён.",
    )
    above_name = models.TextField(
        "над наименованием",
        max_length=600,
        blank=True,
        help_text="Учредитель, вышестоящий орган: каждая строка – строка бланка.",
    )
    below_name = models.TextField(
        "под наименованием",
        max_length=600,
        blank=True,
        help_text="Краткое наименование, ОГРН, ОКПО. Если пусто – адрес, телефоны и почта.",
    )

    class Meta:
        verbose_name = "оформление документов"
        verbose_name_plural = "оформление документов"

    def __str__(self) -> str:
        return f"{self.organization_id}"
