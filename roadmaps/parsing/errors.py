from mentorship.core.exceptions import DomainError


class RoadmapError(DomainError):
    """No roadmap can be read from what was given; the text says what to do instead."""
