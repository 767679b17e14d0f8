"""Rows of roadmaps, a module for each part of their life."""

from roadmaps.models.cascade import (
    AddressedInstitution,
    PlanLink,
    TaskAddress,
    TaskAddressQuerySet,
    TaskLink,
)
from roadmaps.models.cycle import Correction, CycleMark, CycleStage
from roadmaps.models.evidence import Evidence
from roadmaps.models.imports import ImportDraft
from roadmaps.models.occurrences import Occurrence, OccurrenceQuerySet
from roadmaps.models.plans import Roadmap, RoadmapQuerySet, Section, Task, TaskQuerySet
from roadmaps.models.progress import TaskBinding
from roadmaps.models.removals import RemovedTask, RemovedTaskQuerySet
from roadmaps.models.review import (
    Remark,
    RemarkQuerySet,
    Review,
    ReviewDraft,
    ReviewQuerySet,
    RoadmapMove,
    Version,
    VersionQuerySet,
)
from roadmaps.models.templates import RoadmapTemplate
from roadmaps.models.work import Digest, TaskComment, TaskFeed, TaskResponsible

__all__ = [
    "AddressedInstitution",
    "Correction",
    "CycleMark",
    "CycleStage",
    "Digest",
    "Evidence",
    "ImportDraft",
    "Occurrence",
    "OccurrenceQuerySet",
    "PlanLink",
    "Remark",
    "RemarkQuerySet",
    "RemovedTask",
    "RemovedTaskQuerySet",
    "Review",
    "ReviewDraft",
    "ReviewQuerySet",
    "Roadmap",
    "RoadmapMove",
    "RoadmapQuerySet",
    "RoadmapTemplate",
    "Section",
    "Task",
    "TaskAddress",
    "TaskAddressQuerySet",
    "TaskBinding",
    "TaskComment",
    "TaskFeed",
    "TaskLink",
    "TaskQuerySet",
    "TaskResponsible",
    "Version",
    "VersionQuerySet",
]
