from typing import Any

from django import template

from mentorship.pairs.meetings.rules import can_plan_meeting

register = template.Library()
# The nearest of a long series; the rest is a list of its own.
MOST_SHOWN = 5


@register.inclusion_tag("pairs/_planned_meetings.html", takes_context=True)
def planned_meetings(context: dict[str, Any], pair: Any) -> dict[str, Any]:
    """Meetings ahead of a pair `with_health_facts`, and what the reader may do with them."""
    planned = list(pair.meetings.planned().order_by("planned_for", "time", "pk"))
    may_plan = can_plan_meeting(context["request"].membership, pair) and not pair.lacks_consent
    return {
        "pair": pair,
        "planned": planned[:MOST_SHOWN],
        "more": max(len(planned) - MOST_SHOWN, 0),
        "may_plan": may_plan,
    }
