"""Rows of roadmaps, a module for each part of their life."""

from roadmaps.models.evidence import Evidence
from roadmaps.models.imports import ImportDraft
from roadmaps.models.plans import Roadmap, RoadmapQuerySet, Section, Task, TaskQuerySet

__all__ = [
    "Evidence",
    "ImportDraft",
    "Roadmap",
    "RoadmapQuerySet",
    "Section",
    "Task",
    "TaskQuerySet",
]
