from datetime import date, timedelta

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from mentorship.bank.models import MentorEntry
from mentorship.pairs.models.pairs import Pair

# The other half of the trigger of members: a mentor who comes in the middle of a pair takes its
# mentees for the days of the term, and needs a place for each of them.
TERM_CAPACITY = """
    IF TG_OP = 'UPDATE' AND OLD.period @> NEW.period THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM bank_mentorentry WHERE id = NEW.mentor_entry_id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM pairs_pairmember m
            WHERE m.pair_id = NEW.pair_id AND m.live AND m.period && NEW.period
              AND (SELECT count(DISTINCT o.id) FROM pairs_pairmember o
                     JOIN pairs_mentorterm ot ON ot.pair_id = o.pair_id
                    WHERE ot.mentor_entry_id = NEW.mentor_entry_id AND o.live
                      AND o.period && ot.period
                      AND (o.period * ot.period) && (m.period * NEW.period))
                  > (SELECT capacity FROM bank_mentorentry WHERE id = NEW.mentor_entry_id)) THEN
        RAISE EXCEPTION 'mentor of pair % has no free place', NEW.pair_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pairmember_mentor_capacity';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class MentorTerm(models.Model):
    """Who was the mentor of a pair in which days; the last one is `Pair.mentor_entry`.

    The first is written by the database with the pair, so that no pair is without one: capacity
    is counted over terms. The agreement of the present mentor stands in the pair; a term that
    ended keeps the day of its own.
    """

    personal_fields = frozenset({"reason"})

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="terms")
    mentor_entry = models.ForeignKey(MentorEntry, models.PROTECT, related_name="terms")
    period = DateRangeField("период")
    agreed_on = models.DateField("согласие от", null=True, blank=True)
    # Why this mentor came in place of the one before.
    reason = models.CharField("причина замены", max_length=460, blank=True)

    class Meta:
        verbose_name = "наставник пары"
        verbose_name_plural = "наставники пар"
        ordering = ["period", "pk"]
        constraints = [
            ExclusionConstraint(
                name="mentorterm_one_mentor_at_a_time",
                expressions=[("pair", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="mentorterm_period_bounded",
                condition=Q(
                    period__isempty=False, period__lower_inf=False, period__upper_inf=False
                ),
            ),
        ]
        triggers = [
            # Not asked when two entries of one mentor become one: that moves no mentee.
            pgtrigger.Trigger(
                name="mentor_capacity",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("period"),
                func=TERM_CAPACITY,
            )
        ]

    def __str__(self) -> str:
        return f"{self.pair_id}: {self.mentor_entry_id}"

    @property
    def last_day(self) -> date:
        """PostgreSQL keeps the day after the last one."""
        return self.period.upper - timedelta(days=1)
