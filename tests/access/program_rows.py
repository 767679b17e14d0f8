from tests.factories.programs import (
    ActivityFactory,
    DifficultyFactory,
    MentorReportFactory,
    PracticeFactory,
    ProgramFactory,
    ProgramTemplateFactory,
    RouteFactory,
    RouteStageFactory,
)


def program_rows(school, pair):
    """A program under way with its plan and report, a route, and drafts of the library."""
    marker = school.people_marker
    program = ProgramFactory(pair=pair, goal=marker, running=True)
    difficulty = DifficultyFactory(program=program, title=marker)
    activity = ActivityFactory(program=program, title=marker, difficulty=difficulty)
    route = RouteFactory(
        institution=school.organization, person=pair.mentor_entry.person, title=marker
    )
    return {
        "Program": program,
        "Difficulty": difficulty,
        "Activity": activity,
        "MentorReport": MentorReportFactory(program=program, achieved=marker),
        "Route": route,
        "RouteStage": RouteStageFactory(route=route, title=marker),
        "ProgramTemplate": ProgramTemplateFactory(
            organization=school.organization, title=school.marker
        ),
        "Practice": PracticeFactory(organization=school.organization, title=school.marker),
    }
