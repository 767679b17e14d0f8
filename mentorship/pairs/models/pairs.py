from datetime import date, timedelta

import pghistory
import pgtrigger
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.urls import reverse

from mentorship.bank.models import Consent, MenteeEntry, MentorEntry, MentoringForm, Person
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right, Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import NOTHING, people_within
from mentorship.pairs.models.reference import EndReason, MentoringKind, RoleVariant

# Capacity of the mentor counts mentees of live memberships in the days of the mentor's term; the
# service locks the mentor's row and speaks in words, this trigger and the one of the terms are what
# holds when something goes past the service.
CAPACITY = """
    IF NEW.live THEN
        PERFORM 1 FROM bank_mentorentry WHERE id IN (
                SELECT mentor_entry_id FROM pairs_mentorterm
                WHERE pair_id = NEW.pair_id AND period && NEW.period)
            ORDER BY id FOR UPDATE;
        IF EXISTS (SELECT 1 FROM pairs_mentorterm t
                JOIN bank_mentorentry e ON e.id = t.mentor_entry_id
                WHERE t.pair_id = NEW.pair_id AND t.period && NEW.period
                  AND (SELECT count(DISTINCT o.id) FROM pairs_pairmember o
                         JOIN pairs_mentorterm ot ON ot.pair_id = o.pair_id
                        WHERE ot.mentor_entry_id = t.mentor_entry_id AND o.live AND o.id <> NEW.id
                          AND o.period && ot.period
                          AND (o.period * ot.period) && (NEW.period * t.period))
                      >= e.capacity) THEN
            RAISE EXCEPTION 'mentor of pair % has no free place', NEW.pair_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'pairmember_mentor_capacity';
        END IF;
    END IF;
    RETURN NEW;
"""
# Capacity is counted over terms, so a pair that had none would take no place.
FIRST_TERM = """
    INSERT INTO pairs_mentorterm (pair_id, mentor_entry_id, period, reason)
        VALUES (NEW.id, NEW.mentor_entry_id, daterange(NEW.starts_on, NEW.ends_on, '[]'), '');
    RETURN NEW;
"""
VARIANT_OF_THE_FORM = """
    IF NEW.variant_id IS NOT NULL
       AND (SELECT form_id FROM pairs_rolevariant WHERE id = NEW.variant_id) <> NEW.form_id THEN
        RAISE EXCEPTION 'variant of another form'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pair_variant_of_the_form';
    END IF;
    RETURN NEW;
"""


class PairQuerySet(models.QuerySet["Pair"]):
    def visible_to(self, member: Membership) -> "PairQuerySet":
        """Pairs the institution owns or gives the mentor to; a mentor sees only their own."""
        if member.role == Role.MENTOR:
            return self.filter(
                people_within(member, field="mentor_institution"),
                mentor_entry__person__user=member.user,
            )
        own = people_within(member, field="institution")
        return self.filter(own | people_within(member, field="mentor_institution"))

    def owned_by(self, member: Membership) -> "PairQuerySet":
        """Pairs the member's institution writes: the mentee's school owns the pair."""
        if member.role == Role.MENTOR:
            return self.filter(NOTHING)
        return self.filter(people_within(member, field="institution"))

    def of_year(self, year: SchoolYear) -> "PairQuerySet":
        return self.filter(school_year=year.first)

    def taking_part(self) -> "PairQuerySet":
        """Pairs that an order made: they count as participation, also when they have ended."""
        return self.filter(state__in=Pair.TAKING_PART)

    def named_like(self, text: str) -> "PairQuerySet":
        """Pairs whose title, mentor or mentee is found by parts of words."""
        people = Person.objects.named_like(text)
        members = PairMember.objects.filter(pair=OuterRef("pk"), person__in=people)
        return self.filter(
            Q(title__icontains=text) | Q(mentor_entry__person__in=people) | Q(Exists(members))
        )

    def going_on(self) -> "PairQuerySet":
        """Pairs that are not over: consents, orders and meetings are still wanted of them."""
        return self.exclude(state__in=Pair.OVER)

    def awaiting_order(self) -> "PairQuerySet":
        """Pairs both sides agreed to since the last order."""
        return self.filter(state=Pair.State.ACCEPTED)

    def awaiting_end_order(self) -> "PairQuerySet":
        """Pairs an order may end, and pairs that have ended without one."""
        return self.filter(state__in=Pair.TAKING_PART, end_order=None)

    def without_consent_on(self, day: date) -> "PairQuerySet":
        """Pairs in which the mentor or a mentee has no consent in force on the day.

        Of a pair that goes on the live mentees are asked, of one that is over all it ever had.
        """
        return self.filter(_lacks_consent(day))

    def silent_on(self, day: date) -> "PairQuerySet":
        """Working pairs that began and last met more than `Pair.SILENT_DAYS` ago."""
        since = day - timedelta(days=Pair.SILENT_DAYS)
        met = _meetings().filter(pair=OuterRef("pk"), held_on__gte=since)
        return self.filter(~Exists(met), state__in=Pair.WORKING, starts_on__lt=since)

    def with_health_facts(self, day: date) -> "PairQuerySet":
        """Adds `last_met_on` and `lacks_consent`: what the words of health are made of."""
        meetings = _meetings().filter(pair=OuterRef("pk")).order_by("-held_on")
        return self.annotate(
            last_met_on=Subquery(meetings.values("held_on")[:1]), lacks_consent=_lacks_consent(day)
        )

    def heard_by(self, member: Membership, day: date) -> "PairQuerySet":
        """Adds `asks_help`: a side called for help within the last weeks, as the member may know.

        Of a child's word the mentor learns nothing, not even by the health of the pair.
        """
        if not member.may(Right.FEEDBACK_READ):
            return self.annotate(asks_help=Value(value=False))
        words = apps.get_model("pairs", "Feedback")._default_manager
        since = day - timedelta(days=Pair.HELP_DAYS)
        called = words.filter(pair=OuterRef("pk"), word="help", answered_on__gte=since)
        return self.annotate(asks_help=Exists(called))


def _meetings() -> models.QuerySet:
    # Meetings are written in terms of pairs, so their module imports this one. Held ones alone.
    return apps.get_model("pairs", "Meeting")._default_manager.filter(held_on__isnull=False)


def _lacks_consent(day: date) -> Q:
    mentor = Consent.objects.for_processing(OuterRef("mentor_entry__person"), day)
    agreed = Consent.objects.for_processing(OuterRef("person"), day)
    asked = PairMember.objects.filter(Q(live=True) | Q(pair__state__in=Pair.OVER))
    without = asked.filter(pair=OuterRef("pk")).exclude(Exists(agreed))
    return Q(~Exists(mentor) | Exists(without))


@pghistory.track()
class Pair(models.Model):
    """A mentor with one mentee, or with a group (two or more); written by the mentee's school."""

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        PROPOSED = "proposed", "предложена"
        ACCEPTED = "accepted", "согласована сторонами"
        ORDERED = "ordered", "закреплена приказом"
        ACTIVE = "active", "работает"
        COMPLETED = "completed", "завершена"
        DISSOLVED = "dissolved", "расторгнута"
        # It never came to an order: a side said no after the trial meeting.
        DECLINED = "declined", "не состоялась"

    TAKING_PART = frozenset({State.ORDERED, State.ACTIVE, State.COMPLETED, State.DISSOLVED})
    OVER = frozenset({State.COMPLETED, State.DISSOLVED, State.DECLINED})
    WORKING = frozenset({State.ORDERED, State.ACTIVE})
    # A month without a meeting is silence: feedback is due «не реже 1 раза в месяц» (S002, 25).
    SILENT_DAYS = 30
    # A month and the week its word may be late: the next word says whether help has come.
    HELP_DAYS = 45

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="pairs")
    mentor_institution = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    mentor_entry = models.ForeignKey(MentorEntry, models.PROTECT, related_name="pairs")
    form = models.ForeignKey(MentoringForm, models.PROTECT, related_name="+")
    kind = models.ForeignKey(
        MentoringKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="вид наставничества",
    )
    variant = models.ForeignKey(
        RoleVariant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ролевая модель",
    )
    title = models.CharField("название группы", max_length=200, blank=True)
    topic = models.CharField("направление", max_length=300, blank=True)
    school_year = models.PositiveSmallIntegerField("учебный год")
    starts_on = models.DateField("с")
    ends_on = models.DateField("по")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)
    mentor_agreed_on = models.DateField("наставник согласен с", null=True, blank=True)
    order = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="pairs", verbose_name="приказ"
    )
    # Pairs may end without an order; one that speaks of their end is linked here.
    end_order = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_pairs",
        verbose_name="приказ о завершении",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = "пара или группа"
        verbose_name_plural = "пары и группы"
        ordering = ["mentor_entry__person__sort_name", "pk"]
        indexes = [models.Index("institution", "school_year", name="pair_of_year")]
        constraints = [
            models.CheckConstraint(
                name="pair_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="pair_end_order_of_an_ended_pair",
                condition=Q(end_order=None) | Q(state__in=["completed", "dissolved"]),
            ),
            models.CheckConstraint(
                name="pair_ordered_has_order",
                condition=Q(state__in=["draft", "proposed", "accepted", "declined"], order=None)
                | Q(state__in=["ordered", "active", "completed", "dissolved"], order__isnull=False),
            ),
        ]
        triggers = [
            # A pair never crosses a border: one school, or two schools of one municipality.
            pgtrigger.Trigger(
                name="inside_one_municipality",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("institution_id", "mentor_institution_id", "mentor_entry_id"),
                func="""
                    IF (SELECT institution_id FROM bank_mentorentry WHERE id = NEW.mentor_entry_id)
                         <> NEW.mentor_institution_id
                       OR (SELECT parent_id FROM organizations_organization
                             WHERE id = NEW.institution_id)
                         <> (SELECT parent_id FROM organizations_organization
                             WHERE id = NEW.mentor_institution_id) THEN
                        RAISE EXCEPTION 'pair crosses a border'
                            USING ERRCODE = 'check_violation',
                                  CONSTRAINT = 'pair_inside_one_municipality';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="first_mentor_term",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=FIRST_TERM,
            ),
            pgtrigger.Trigger(
                name="variant_of_the_form",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("variant_id", "form_id"),
                func=VARIANT_OF_THE_FORM,
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"Пара № {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("pairs:pair_detail", args=[self.pk])

    @property
    def year(self) -> SchoolYear:
        return SchoolYear(self.school_year)

    @property
    def label(self) -> str:
        """«Седых Н. А. – Жданова И. П.», of a group its title or its size; reads `members`."""
        mentor = self.mentor_entry.person.short_name
        members = self.members.all()
        if len(members) == 1:
            return f"{mentor} – {members[0].person.short_name}"
        return f"{mentor} – {self.title or f'группа, {len(members)} чел.'}"


@pghistory.track()
class PairMember(models.Model):
    """One mentee of a pair for a period; nobody is twice in one form at a time."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="members")
    mentee_entry = models.ForeignKey(MenteeEntry, models.PROTECT, related_name="memberships")
    # Both follow from the entry and the pair; constraints cannot look across tables.
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form = models.ForeignKey(MentoringForm, models.PROTECT, related_name="+")
    live = models.BooleanField(default=True)
    period = DateRangeField("период")
    agreed_on = models.DateField("согласен с", null=True, blank=True)

    class Meta:
        verbose_name = "участник пары"
        verbose_name_plural = "участники пар"
        ordering = ["person__sort_name", "pk"]
        constraints = [
            ExclusionConstraint(
                name="pairmember_one_live_pair_per_form",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("form", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(live=True),
            ),
            # An empty range would overlap nothing and slip past the exclusion.
            models.CheckConstraint(
                name="pairmember_period_bounded",
                condition=Q(
                    period__isempty=False, period__lower_inf=False, period__upper_inf=False
                ),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="mentor_capacity",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("live", "period", "pair_id"),
                func=CAPACITY,
            ),
            pgtrigger.Trigger(
                name="mentee_of_the_owner",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("mentee_entry_id", "pair_id", "person_id"),
                func="""
                    IF NOT EXISTS (SELECT 1 FROM bank_menteeentry e JOIN pairs_pair p
                            ON p.id = NEW.pair_id AND p.institution_id = e.institution_id
                            WHERE e.id = NEW.mentee_entry_id AND e.person_id = NEW.person_id) THEN
                        RAISE EXCEPTION 'mentee of another institution'
                            USING ERRCODE = 'check_violation',
                                  CONSTRAINT = 'pairmember_mentee_of_owner';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id}: {self.mentee_entry_id}"

    @property
    def last_day(self) -> date:
        """PostgreSQL keeps the day after the last one."""
        return self.period.upper - timedelta(days=1)


class PairMove(models.Model):
    """One history row per move of a pair."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="moves")
    action = models.CharField("действие", max_length=20)
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    reason = models.ForeignKey(
        EndReason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="причина"
    )
    comment = models.CharField("примечание", max_length=300, blank=True)

    class Meta:
        verbose_name = "ход пары"
        verbose_name_plural = "ходы пар"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.pair_id}: {self.action}"
