import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from mentorship.organizations.models import Organization, SharedQuerySet


class TopicQuerySet(SharedQuerySet["Topic"]):
    def in_use(self) -> "TopicQuerySet":
        """Neither archived nor merged away."""
        return self.filter(archived_on=None)


@pghistory.track()
class Topic(models.Model):
    """What a mentee asks for and a mentor can give, in common words: one line of the catalogue.

    The region keeps the catalogue, an institution may add lines of its own. `keywords` are words
    and phrases by which free text is known to speak of the topic. A merged topic stays as a row
    that says where it went.
    """

    class Group(models.TextChoices):
        STUDY = "study", "учёба и олимпиады"
        CHOICE = "choice", "выбор пути и профессии"
        PERSON = "person", "личность и общение"
        CREATION = "creation", "проекты, творчество, спорт"
        TEACHING = "teaching", "работа педагога"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="topics")
    # Of the reference catalogue; an empty one was added by hand.
    code = models.SlugField("код", blank=True)
    title = models.CharField("тема", max_length=120)
    group = models.CharField("раздел", max_length=10, choices=Group)
    keywords = models.TextField(
        "слова, по которым узнаётся тема", blank=True, help_text="Через запятую."
    )
    source = models.CharField("источник", max_length=200, blank=True)
    checked_on = models.DateField("дата проверки", null=True, blank=True)
    archived_on = models.DateField("в архиве с", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="теперь"
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = "тема"
        verbose_name_plural = "темы"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                "organization",
                Lower("title"),
                name="topic_title_once",
                condition=Q(archived_on=None),
            ),
            models.UniqueConstraint(
                name="topic_code_once", fields=["organization", "code"], condition=~Q(code="")
            ),
            models.CheckConstraint(
                name="topic_merged_is_archived",
                condition=Q(merged_into=None)
                | (Q(archived_on__isnull=False) & ~Q(merged_into=F("pk"))),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EntryTopic(models.Model):
    """A topic of an entry; a row of its own, so that the change log keeps who put it there."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.topic_id}"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class MentorTopic(EntryTopic):
    entry = models.ForeignKey("bank.MentorEntry", models.CASCADE, related_name="topic_rows")

    class Meta:
        verbose_name = "тема наставника"
        verbose_name_plural = "темы наставников"
        constraints = [models.UniqueConstraint(name="mentortopic_once", fields=["entry", "topic"])]


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class MenteeTopic(EntryTopic):
    entry = models.ForeignKey("bank.MenteeEntry", models.CASCADE, related_name="topic_rows")

    class Meta:
        verbose_name = "тема наставляемого"
        verbose_name_plural = "темы наставляемых"
        constraints = [models.UniqueConstraint(name="menteetopic_once", fields=["entry", "topic"])]
