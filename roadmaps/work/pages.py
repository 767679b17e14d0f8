"""What the three views of a roadmap share: the same rows, filters and heading."""

from django.db.models import Prefetch
from django.utils import timezone
from django.views.generic import DetailView

from mentorship.core.working_days import moves_may_come
from roadmaps.models import Roadmap, Section, Task, TaskResponsible
from roadmaps.readings import NAMED_DAYS
from roadmaps.selection import TITLES, choices, known, narrow
from roadmaps.work.people import asked_who, narrow_to, people_of
from roadmaps.workflow import can_edit, can_keep

VIEWS = [
    ("roadmaps:roadmap_detail", "Таблица"),
    ("roadmaps:roadmap_strip", "Лента года"),
    ("roadmaps:roadmap_calendar", "Календарь"),
]


class RoadmapPage(DetailView):
    """A roadmap narrowed by a link with a count and by who does the tasks."""

    view_name = ""
    # What a view reads with the tasks besides the people in charge.
    also_read: tuple[str, ...] = ()

    def get_queryset(self):
        visible = Roadmap.objects.visible_to(self.request.membership)
        return visible.select_related("organization")

    def get_context_data(self, **kwargs):
        self.today = timezone.localdate()
        member = self.request.membership
        shown = known(self.request.GET.get("show", ""))
        who = asked_who(self.request.GET, member, self.object.organization)
        every = Task.objects.filter(section__roadmap=self.object)
        everything = narrow_to(every, who)
        self.is_narrowed = bool(shown or who.code)
        self.tasks = narrow(everything, shown, self.today)
        return super().get_context_data(**kwargs) | {
            "choices": (offered := choices(everything, self.today)),
            "doubtful": sum(each.count for each in offered if each.code == "doubtful"),
            "shown": shown,
            "shown_title": TITLES[shown],
            "who": who.code,
            "people": people_of(member, every),
            "may_edit": can_edit(member, self.object),
            "may_keep": can_keep(member, self.object),
            "unsure": self.unsure_days(every),
            "views": VIEWS,
            "view_name": self.view_name,
        }

    def unsure_days(self, tasks):
        """Days of open deadlines that a move of days off not decreed yet may still change."""
        named = tasks.open().filter(deadline_kind__in=NAMED_DAYS).exclude(due_on=None)
        days = named.order_by("due_on").values_list("due_on", flat=True).distinct()
        return [day for day in days if moves_may_come(day)]

    def sections(self):
        """Sections in their order with `shown_tasks`; empty ones only in the whole table."""
        in_charge = TaskResponsible.objects.visible_to(self.request.membership).in_force()
        tasks = self.tasks.with_evidence_count().order_by("position", "pk")
        tasks = tasks.prefetch_related(Prefetch("responsibles", in_charge, to_attr="in_charge"))
        tasks = tasks.prefetch_related(*self.also_read)
        listed = Section.objects.filter(roadmap=self.object).prefetch_related(
            Prefetch("tasks", queryset=tasks, to_attr="shown_tasks")
        )
        return [row for row in listed if row.shown_tasks or not self.is_narrowed]
