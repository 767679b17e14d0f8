"""Rows of monitoring, a module for each theme."""

from monitoring.models.indicator import (
    Indicator,
    PlanValue,
    PlanValueQuerySet,
    StatedValue,
    StatedValueQuerySet,
)
from monitoring.models.workbooks import (
    FormVersion,
    FormVersionQuerySet,
    ReportForm,
    ReportFormQuerySet,
)

__all__ = [
    "FormVersion",
    "FormVersionQuerySet",
    "Indicator",
    "PlanValue",
    "PlanValueQuerySet",
    "ReportForm",
    "ReportFormQuerySet",
    "StatedValue",
    "StatedValueQuerySet",
]
