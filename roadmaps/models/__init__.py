"""Rows of roadmaps, a module for each part of their life."""

from roadmaps.models.evidence import Evidence
from roadmaps.models.imports import ImportDraft
from roadmaps.models.occurrences import Occurrence, OccurrenceQuerySet
from roadmaps.models.plans import Roadmap, RoadmapQuerySet, Section, Task, TaskQuerySet

__all__ = [
    "Evidence",
    "ImportDraft",
    "Occurrence",
    "OccurrenceQuerySet",
    "Roadmap",
    "RoadmapQuerySet",
    "Section",
    "Task",
    "TaskQuerySet",
]
