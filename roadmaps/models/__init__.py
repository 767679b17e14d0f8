"""Rows of roadmaps, a module for each part of their life."""

from roadmaps.models.evidence import Evidence
from roadmaps.models.imports import ImportDraft
from roadmaps.models.occurrences import Occurrence, OccurrenceQuerySet
from roadmaps.models.plans import Roadmap, RoadmapQuerySet, Section, Task, TaskQuerySet
from roadmaps.models.removals import RemovedTask, RemovedTaskQuerySet

__all__ = [
    "Evidence",
    "ImportDraft",
    "Occurrence",
    "OccurrenceQuerySet",
    "RemovedTask",
    "RemovedTaskQuerySet",
    "Roadmap",
    "RoadmapQuerySet",
    "Section",
    "Task",
    "TaskQuerySet",
]
