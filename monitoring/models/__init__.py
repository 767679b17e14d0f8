"""Rows of monitoring, a module for each theme."""

from monitoring.models.indicator import (
    Indicator,
    PlanValue,
    PlanValueQuerySet,
    StatedValue,
    StatedValueQuerySet,
)

__all__ = [
    "Indicator",
    "PlanValue",
    "PlanValueQuerySet",
    "StatedValue",
    "StatedValueQuerySet",
]
