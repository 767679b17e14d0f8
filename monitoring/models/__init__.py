"""Rows of monitoring, a module for each theme."""

from monitoring.models.checks import CheckRule, CheckRuleQuerySet
from monitoring.models.indicator import (
    Indicator,
    IndicatorQuerySet,
    PlanValue,
    StatedValue,
    StatedValueQuerySet,
)
from monitoring.models.notes import (
    Note,
    NoteQuerySet,
    NoteSection,
    NoteVersion,
    NoteVersionQuerySet,
    Recommendation,
    RecommendationQuerySet,
)
from monitoring.models.quality import (
    QualitySheet,
    QualitySheetQuerySet,
    QualityTable,
    QualityTableQuerySet,
    SheetVersion,
    SheetVersionQuerySet,
)
from monitoring.models.rounds import (
    ReportVersion,
    ReportVersionQuerySet,
    Round,
    RoundQuerySet,
    RoundReport,
    RoundReportQuerySet,
)
from monitoring.models.tables import FigureTable, FigureTableQuerySet
from monitoring.models.workbooks import (
    FormVersion,
    FormVersionQuerySet,
    ReportForm,
    ReportFormQuerySet,
)

__all__ = [
    "CheckRule",
    "CheckRuleQuerySet",
    "FigureTable",
    "FigureTableQuerySet",
    "FormVersion",
    "FormVersionQuerySet",
    "Indicator",
    "IndicatorQuerySet",
    "Note",
    "NoteQuerySet",
    "NoteSection",
    "NoteVersion",
    "NoteVersionQuerySet",
    "PlanValue",
    "QualitySheet",
    "QualitySheetQuerySet",
    "QualityTable",
    "QualityTableQuerySet",
    "Recommendation",
    "RecommendationQuerySet",
    "ReportForm",
    "ReportFormQuerySet",
    "ReportVersion",
    "ReportVersionQuerySet",
    "Round",
    "RoundQuerySet",
    "RoundReport",
    "RoundReportQuerySet",
    "SheetVersion",
    "SheetVersionQuerySet",
    "StatedValue",
    "StatedValueQuerySet",
]
