"""The strip and the calendar of a roadmap."""

from django.utils.decorators import method_decorator

from mentorship.core.keys import key_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from roadmaps.work.month import chosen_month, month_page
from roadmaps.work.pages import RoadmapPage
from roadmaps.work.strip import strip_of


@method_decorator(member_required(Right.ROADMAPS_VIEW), name="dispatch")
class RoadmapStripView(RoadmapPage):
    """Tasks over the months of a school year, by default the one chosen in the menu."""

    template_name = "roadmaps/roadmap_strip.html"
    view_name = "roadmaps:roadmap_strip"
    also_read = ("occurrences",)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        years = years_of(self.object)
        year = chosen_year(self.request.GET.get("year", ""), years, self.request.school_year)
        rows = [(section, section.shown_tasks) for section in self.sections()]
        return context | {
            "strip": strip_of(year, rows, self.today),
            "year": year,
            "years": years,
            "today": self.today,
            "this_month": self.today.replace(day=1),
        }


@method_decorator(member_required(Right.ROADMAPS_VIEW), name="dispatch")
class RoadmapCalendarView(RoadmapPage):
    """One month of a roadmap; on a phone a list of its days."""

    template_name = "roadmaps/roadmap_calendar.html"
    view_name = "roadmaps:roadmap_calendar"
    also_read = ("occurrences",)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        first = chosen_month(self.request.GET.get("month", ""), self.object.period, self.today)
        tasks = [task for section in self.sections() for task in section.shown_tasks]
        return context | {"month": month_page(first, tasks, self.today), "today": self.today}


def years_of(roadmap):
    """School years that the period touches."""
    first = SchoolYear.containing(roadmap.starts_on).first
    return [SchoolYear(n) for n in range(first, SchoolYear.containing(roadmap.ends_on).first + 1)]


def chosen_year(text, years, usual):
    """The year of the address, the menu's one, or the plan's nearest to it."""
    first = key_of(text)
    asked = SchoolYear(first) if first else usual
    return min(years, key=lambda year: abs(year.first - asked.first))
