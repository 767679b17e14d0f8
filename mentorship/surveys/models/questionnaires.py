from typing import Any, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Case, Value, When

from mentorship.organizations.models import (
    Membership,
    Organization,
    Versioned,
    VersionedQuerySet,
)
from mentorship.surveys.questions import Question

NO_OFFICIAL_THRESHOLD = "официального порога нет, настройка системы"


class QuestionnaireQuerySet(VersionedQuerySet["Questionnaire"]):
    def in_use_by(self, member: Membership) -> Self:
        # Those of both waves are many: they stand after the others.
        waves = [Questionnaire.Purpose.ENTRY, Questionnaire.Purpose.EXIT]
        last = Case(When(purpose__in=waves, then=Value(1)), default=Value(0))
        return super().in_use_by(member).order_by(last, "purpose", "audience", "title", "pk")


@pghistory.track()
class Questionnaire(Versioned):
    """A set of questions: versioned reference data with its source; an answer keeps its version.

    `questions` is a list of `Question.as_kept()`, in a draft also of removed ones. A set without an
    organization is built in; a copy keeps the code, so that answers to it are counted together.
    `satisfied_from` is the least mean of the scales that counts as «удовлетворён»: no source
    defines it, so it is a setting with a source of its own, as is whether answers count at all.
    An entry or exit set is for one group of mentors or mentees (`groups.py`); its purpose is the
    wave its answers belong to.
    """

    class Audience(models.TextChoices):
        MENTEE = "mentee", "наставляемые"
        MENTOR = "mentor", "наставники"
        PUPIL = "pupil", "обучающиеся"
        PARENT = "parent", "родители"
        TEACHER = "teacher", "педагоги"
        EMPLOYER = "employer", "представители работодателя"

    class Purpose(models.TextChoices):
        MENTOR_BANK = "mentor_bank", "вступление в базу наставников"
        MENTEE_BANK = "mentee_bank", "вступление в базу наставляемых"
        THIRD_PARTY = "third_party", "сведения об обучающемся от взрослых"
        SATISFACTION = "satisfaction", "удовлетворённость участием"
        PREFERENCE = "preference", "пожелания после групповой встречи"
        ENTRY = "entry", "входная анкета"
        EXIT = "exit", "итоговая анкета"

    class Group(models.TextChoices):
        PUPIL = "pupil", "обучающиеся"
        CAREER = "career", "обучающиеся у работодателей и студентов, студенты"
        TEACHER = "teacher", "педагоги"
        STUDENT = "student", "студенты"
        EMPLOYER = "employer", "представители работодателя и другие взрослые"

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="questionnaires"
    )
    purpose = models.CharField(
        "назначение", max_length=12, choices=Purpose, default=Purpose.SATISFACTION
    )
    audience = models.CharField("кому", max_length=8, choices=Audience)
    # Of one audience, which part; blank is all of it.
    group = models.CharField("кто именно", max_length=8, choices=Group, blank=True)
    intro = models.TextField("вступление", blank=True, max_length=1000)
    questions: Any = models.JSONField("вопросы", default=list)
    satisfied_from = models.PositiveSmallIntegerField("доволен при среднем от", default=6)
    satisfied_source = models.CharField(
        "откуда порог", max_length=300, default=NO_OFFICIAL_THRESHOLD
    )
    counts_satisfaction = models.BooleanField("ответы входят в показатель довольных", default=False)
    needs_check = models.BooleanField("формулировки нужно проверить", default=False)
    changed_at = models.DateTimeField("изменена", auto_now=True)
    objects = QuestionnaireQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = "анкета"
        verbose_name_plural = "анкеты"
        ordering = ["code", "-version"]
        triggers = [
            pgtrigger.Trigger(
                name="published_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(
                    "questions",
                    "title",
                    "purpose",
                    "audience",
                    "group",
                    "code",
                    "version",
                    "state",
                ),
                func="""
                    IF OLD.state <> 'draft' AND (
                        (NEW.questions, NEW.title, NEW.purpose, NEW.audience, NEW."group",
                            NEW.code, NEW.version)
                        IS DISTINCT FROM
                        (OLD.questions, OLD.title, OLD.purpose, OLD.audience, OLD."group",
                            OLD.code, OLD.version)
                        OR (NEW.state = 'draft'
                            AND (OLD.published_at IS NOT NULL OR OLD.organization_id IS NULL))
                    )
                    THEN
                        RAISE EXCEPTION 'questionnaire % is in use and never changes', OLD.id
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def respondents(self) -> str:
        """«наставляемые: педагоги», or the whole audience."""
        words = [self.get_audience_display(), self.get_group_display() if self.group else ""]
        return ": ".join(filter(None, words))

    @property
    def asked(self) -> list[Question]:
        """The questions in their order, without those removed from a draft."""
        return [Question.of(kept) for kept in self.questions if not kept.get("is_removed")]

    @property
    def removed(self) -> list[Question]:
        return [Question.of(kept) for kept in self.questions if kept.get("is_removed")]
