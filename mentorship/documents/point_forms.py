"""The form of a kind whose text is made of points: an order, an agreement."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.urls import reverse

from mentorship.documents.forms import KindForm
from mentorship.documents.points import PointsField

HELP = (
    "Пункт можно переставить, убрать, переписать своими словами или добавить. Новая строка внутри "
    "пункта – подпункт."
)


class PointsForm(KindForm):
    """A kind names its standard points and adds fields, which stand before `last_fields`."""

    standard_points: ClassVar[Mapping[str, str]] = {}
    last_fields: ClassVar[tuple[str, ...]] = ("points",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"] = PointsField(standard=self.points_offered(), help_text=HELP)
        if self.document:
            points = self.fields["points"].widget
            points.address = reverse("documents:document_preview", args=[self.document.pk])
        first = [name for name in self.fields if name not in self.last_fields]
        self.order_fields([*first, *self.last_fields])

    @classmethod
    def points_offered(cls) -> Mapping[str, str]:
        """Codes and titles of the points that can stand in the text."""
        return cls.standard_points
