from mentorship.programs.models.plans import Activity, Difficulty, Program, ProgramMove
from mentorship.programs.models.practices import Practice
from mentorship.programs.models.reports import MentorReport
from mentorship.programs.models.routes import Route, RouteStage
from mentorship.programs.models.templates import ProgramTemplate

__all__ = [
    "Activity",
    "Difficulty",
    "MentorReport",
    "Practice",
    "Program",
    "ProgramMove",
    "ProgramTemplate",
    "Route",
    "RouteStage",
]
