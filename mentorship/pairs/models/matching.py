from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q

from mentorship.bank.models import Consent, MenteeEntry, MentorEntry, MentoringForm
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models.pairs import Pair
from mentorship.pairs.models.preferences import KnownToCuratorQuerySet

HUNDREDTHS = 100


@pghistory.track()
class MatchingSettings(models.Model):
    """How an institution matches: weights of the reasons, the threshold, the rules it wants.

    `weights` holds reason codes and whole numbers 0–10 (0 – не учитывать), `switches` codes of the
    rules an institution may turn off; what is not named has its default
    (`matching/reasons.py`, `matching/switches.py`). The threshold is in whole points.
    """

    institution = models.OneToOneField(
        Organization, models.PROTECT, related_name="matching_settings"
    )
    weights: Any = models.JSONField("что и насколько важно", default=dict)
    switches: Any = models.JSONField("какие правила действуют", default=dict)
    threshold = models.PositiveSmallIntegerField("не предлагать ниже, баллов", default=1)

    objects = KnownToCuratorQuerySet.as_manager()

    class Meta:
        verbose_name = "настройки подбора"
        verbose_name_plural = "настройки подбора"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="matchingsettings_threshold_sane", condition=Q(threshold__lte=200)
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}"


class RulingQuerySet(KnownToCuratorQuerySet):
    def open(self) -> "RulingQuerySet":
        """Not lifted: they hold in every run."""
        return self.filter(lifted_on=None)


@pghistory.track()
class Ruling(models.Model):
    """What the curator decided of two people for all runs to come: together, or never proposed."""

    class Kind(models.TextChoices):
        LOCKED = "locked", "закреплены вместе"
        FORBIDDEN = "forbidden", "не предлагать"

    personal_fields = frozenset({"reason"})
    # The reason may tell what one side said of the other.
    is_confidential = True

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="rulings")
    mentor_entry = models.ForeignKey(MentorEntry, models.PROTECT, related_name="rulings")
    mentee_entry = models.ForeignKey(MenteeEntry, models.PROTECT, related_name="rulings")
    kind = models.CharField("решение", max_length=9, choices=Kind)
    reason = models.CharField("почему", max_length=300, blank=True)
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("когда решено", auto_now_add=True)
    lifted_on = models.DateField("снято", null=True, blank=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = "решение о паре"
        verbose_name_plural = "решения о парах"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="ruling_one_open",
                fields=["mentor_entry", "mentee_entry"],
                condition=Q(lifted_on=None),
            ),
            models.UniqueConstraint(
                name="ruling_one_lock_of_a_mentee",
                fields=["mentee_entry"],
                condition=Q(lifted_on=None, kind="locked"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_entry_id} – {self.mentee_entry_id}: {self.kind}"


class MatchingRunQuerySet(KnownToCuratorQuerySet):
    def of_year(self, year: SchoolYear) -> "MatchingRunQuerySet":
        return self.filter(school_year=year.first)

    def current(self) -> "MatchingRunQuerySet":
        """Runs whose suggestions may be accepted: neither trials nor replaced by a later one."""
        return self.filter(is_trial=False, is_superseded=False)


@pghistory.track()
class MatchingRun(models.Model):
    """One matching with all that decided it: weights, threshold, rules, total, bound.

    Scores are in hundredths of a point. An exact run reaches its `bound`; a run of groups is a
    heuristic and says how far it may be from it (`gap`).
    """

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="matching_runs")
    school_year = models.PositiveSmallIntegerField("учебный год")
    # Empty: all forms at once, each mentee in the form of the request.
    form = models.ForeignKey(
        MentoringForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="форма наставничества",
    )
    is_group = models.BooleanField("группами", default=False)
    is_trial = models.BooleanField("проба", default=False)
    is_superseded = models.BooleanField("заменён", default=False)
    # What differed in this trial, in words.
    title = models.CharField("название", max_length=200, blank=True)
    weights: Any = models.JSONField("веса", default=dict)
    switches: Any = models.JSONField("правила", default=dict)
    threshold = models.PositiveSmallIntegerField("порог, баллов")
    total = models.PositiveIntegerField("сумма, сотых балла")
    bound = models.PositiveIntegerField("наибольшая возможная сумма, сотых балла")
    mentees_count = models.PositiveIntegerField("ждали пары")
    mentors_count = models.PositiveIntegerField("наставников")
    places_count = models.PositiveIntegerField("свободных мест")
    suggested_count = models.PositiveIntegerField("предложено")
    left_count = models.PositiveIntegerField("наставляемых без пары")
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("когда", auto_now_add=True)

    objects = MatchingRunQuerySet.as_manager()

    class Meta:
        verbose_name = "подбор пар"
        verbose_name_plural = "подборы пар"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index("institution", "school_year", name="matchingrun_of_year")]
        constraints = [
            models.CheckConstraint(
                name="matchingrun_total_within_bound", condition=Q(total__lte=models.F("bound"))
            )
        ]

    def __str__(self) -> str:
        return self.title or f"Подбор № {self.pk}"

    @property
    def gap(self) -> int:
        """Hundredths of a point by which the plan may be short of the best one; 0 is exact."""
        return self.bound - self.total

    @property
    def is_exact(self) -> bool:
        return not self.is_group

    @property
    def year(self) -> SchoolYear:
        return SchoolYear(self.school_year)


class OfRunQuerySet(models.QuerySet):
    """Rows of runs: seen with the run."""

    def visible_to(self, member: Membership) -> "OfRunQuerySet":
        return self.filter(run__in=MatchingRun.objects.visible_to(member))


class SuggestionQuerySet(OfRunQuerySet):
    def offered(self) -> "SuggestionQuerySet":
        """Suggestions that wait for the curator."""
        return self.filter(state=Suggestion.State.OFFERED)

    def with_consents_on(self, day: date) -> "SuggestionQuerySet":
        """Both sides have a consent in force on the day: others are not shown."""
        mentor = Consent.objects.for_processing(OuterRef("mentor_entry__person"), day)
        mentee = Consent.objects.for_processing(OuterRef("mentee_entry__person"), day)
        return self.filter(Exists(mentor), Exists(mentee))


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Suggestion(models.Model):
    """A mentee and a mentor a run puts together, with the reasons in words; the curator decides.

    `reasons` are lists [code, value in hundredths, weight, words], the weightiest first. Mentees
    of one `group` are suggested to their mentor together.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "предложено"
        ACCEPTED = "accepted", "принято"
        DECLINED = "declined", "отклонено"
        REMOVED = "removed", "убрано"
        CLOSED = "closed", "снято: согласие отозвано"

    personal_fields = frozenset({"reasons"})
    is_confidential = True

    run = models.ForeignKey(MatchingRun, models.CASCADE, related_name="suggestions")
    mentor_entry = models.ForeignKey(MentorEntry, models.PROTECT, related_name="suggestions")
    mentee_entry = models.ForeignKey(MenteeEntry, models.PROTECT, related_name="suggestions")
    form = models.ForeignKey(MentoringForm, models.PROTECT, related_name="+")
    group = models.PositiveSmallIntegerField("группа", null=True, blank=True)
    score = models.PositiveIntegerField("сотых балла")
    reasons: Any = models.JSONField("почему", default=list)
    is_locked = models.BooleanField("закреплено заранее", default=False)
    state = models.CharField("состояние", max_length=8, choices=State, default=State.OFFERED)
    pair = models.ForeignKey(
        Pair, models.SET_NULL, null=True, blank=True, related_name="suggestions"
    )
    # What a refusal left behind, so that it can be undone.
    ruling = models.ForeignKey(
        Ruling, models.PROTECT, null=True, blank=True, related_name="suggestions"
    )
    decided_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("решено", null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "предложение пары"
        verbose_name_plural = "предложения пар"
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(name="suggestion_once", fields=["run", "mentee_entry"])
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.mentor_entry_id} – {self.mentee_entry_id}"

    @property
    def points(self) -> float:
        return self.score / HUNDREDTHS


class LeftAlone(models.Model):
    """Somebody a run found nobody for, with the one thing that stood in the way and what to do."""

    class Code(models.TextChoices):
        RULE = "rule", "запрещают правила"
        NO_PLACE = "no_place", "нет свободных мест"
        THRESHOLD = "threshold", "ниже порога"
        OTHERS = "others", "места достались тем, кому подходят больше"
        NOBODY = "nobody", "некого предложить"

    personal_fields = frozenset({"words"})
    is_confidential = True

    run = models.ForeignKey(MatchingRun, models.CASCADE, related_name="left_alone")
    mentee_entry = models.ForeignKey(
        MenteeEntry, models.CASCADE, null=True, blank=True, related_name="+"
    )
    mentor_entry = models.ForeignKey(
        MentorEntry, models.CASCADE, null=True, blank=True, related_name="+"
    )
    code = models.CharField("причина", max_length=10, choices=Code)
    words = models.CharField("почему", max_length=500)
    next_action = models.CharField("что сделать", max_length=300)

    objects = OfRunQuerySet.as_manager()

    class Meta:
        verbose_name = "оставшийся без пары"
        verbose_name_plural = "оставшиеся без пары"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="leftalone_of_one_side",
                condition=Q(mentor_entry=None, mentee_entry__isnull=False)
                | Q(mentor_entry__isnull=False, mentee_entry=None),
            ),
            models.UniqueConstraint(name="leftalone_mentee_once", fields=["run", "mentee_entry"]),
            models.UniqueConstraint(name="leftalone_mentor_once", fields=["run", "mentor_entry"]),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.code}"
