from datetime import date
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from mentorship.core.names import initials_after, search_key, sort_key
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import people_within


class MentoringForm(models.Model):
    """A form of mentoring («ученик – ученик»): reference data with its source, an open list."""

    class Regime(models.TextChoices):
        PUPILS = "pupils", "целевая модель наставничества обучающихся (Р-145)"
        TEACHERS = "teachers", "система наставничества педагогов (АЗ-1128/08)"

    code = models.SlugField("код", unique=True)
    title = models.CharField("форма", max_length=100)
    regime = models.CharField("режим", max_length=10, choices=Regime)
    mentor_categories: Any = models.JSONField("категории наставника", default=list)
    mentee_categories: Any = models.JSONField("категории наставляемого", default=list)
    source = models.CharField("источник", max_length=200)
    checked_on = models.DateField("дата проверки")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "форма наставничества"
        verbose_name_plural = "формы наставничества"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Partner(models.Model):
    """An enterprise or another organization that gives mentors by an agreement (S004, этап 4)."""

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="partners")
    name = models.CharField("наименование", max_length=300)
    inn = models.CharField("ИНН", max_length=12, blank=True)
    agreement_number = models.CharField("номер договора", max_length=60, blank=True)
    agreed_on = models.DateField("дата договора", null=True, blank=True)
    valid_until = models.DateField("действует до", null=True, blank=True)
    contacts = models.CharField("контакты", max_length=300, blank=True)

    class QuerySet(models.QuerySet["Partner"]):
        def visible_to(self, member: Membership) -> "Partner.QuerySet":
            return self.filter(people_within(member, field="institution"))

    objects = QuerySet.as_manager()

    class Meta:
        verbose_name = "партнёр"
        verbose_name_plural = "партнёры"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, member: Membership) -> "PersonQuerySet":
        """People of the member's institution; above the institution nobody is visible."""
        return self.filter(people_within(member, field="institution"))

    def named_like(self, text: str) -> "PersonQuerySet":
        """Parts of words in any order, ё/е and Latin look-alikes folded."""
        found = self
        for word in search_key(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def with_consent_on(self, day: date) -> "PersonQuerySet":
        return self.filter(Exists(Consent.objects.for_processing(OuterRef("pk"), day)))

    def without_consent_on(self, day: date) -> "PersonQuerySet":
        return self.exclude(Exists(Consent.objects.for_processing(OuterRef("pk"), day)))


@pghistory.track()
class Person(models.Model):
    """Somebody an institution knows: what never changes. What changes with time is Affiliation."""

    class Sex(models.TextChoices):
        MALE = "m", "мужской"
        FEMALE = "f", "женский"

    personal_fields = frozenset(
        {
            "last_name",
            "first_name",
            "patronymic",
            "sort_name",
            "search_text",
            "sex",
            "born_on",
            "birth_year",
            "contacts",
            "representative_name",
            "representative_contacts",
        }
    )

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="people")
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    sex = models.CharField("пол", max_length=1, choices=Sex, blank=True)
    born_on = models.DateField("дата рождения", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("год рождения", null=True, blank=True)
    contacts = models.CharField("контактные данные", max_length=300, blank=True)
    representative_name = models.CharField("законный представитель", max_length=200, blank=True)
    representative_contacts = models.CharField("контакты представителя", max_length=300, blank=True)
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="партнёр",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="people"
    )
    archived_on = models.DateField("выбыл", null=True, blank=True)
    # Never rely on the database's collation: a private server has no Russian one (ecosystem T2).
    sort_name = models.CharField(max_length=320, editable=False, db_collation="C")
    search_text = models.CharField(max_length=320, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "человек"
        verbose_name_plural = "люди"
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index("institution", "sort_name", name="person_by_name"),
            GinIndex(fields=["search_text"], name="person_search", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="person_birth_year_of_birth_date",
                condition=Q(born_on=None) | Q(birth_year=F("born_on__year")),
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("bank:person_detail", args=[self.pk])

    def fill_keys(self) -> None:
        """Keys that follow from the names; `bulk_create` must call it too."""
        if self.born_on:
            self.birth_year = self.born_on.year
        self.sort_name = sort_key(self.full_name)
        self.search_text = search_key(self.full_name)

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.last_name, self.first_name, self.patronymic]))

    @property
    def short_name(self) -> str:
        return initials_after(self.full_name)

    def age_on(self, day: date) -> int | None:
        """Full years on a day; by the year of birth alone, the age reached in that year."""
        if self.born_on:
            born = self.born_on
            return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return day.year - self.birth_year if self.birth_year else None

    def needs_representative(self, day: date) -> bool:
        age = self.age_on(day)
        return age is not None and age < 18


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def visible_to(self, member: Membership) -> "AffiliationQuerySet":
        return self.filter(people_within(member, field="institution"))

    def on(self, day: date) -> "AffiliationQuerySet":
        return self.filter(period__contains=day)


@pghistory.track()
class Affiliation(models.Model):
    """What a person is in the institution for a period: category, class or position."""

    class Category(models.TextChoices):
        PUPIL = "pupil", "обучающийся"
        TEACHER = "teacher", "педагог"
        HEAD = "head", "руководитель"
        STUDENT = "student", "студент"
        EMPLOYER = "employer", "представитель работодателя"
        GRADUATE = "graduate", "выпускник"
        PARENT = "parent", "родитель"

    personal_fields = frozenset({"place"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="affiliations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    category = models.CharField("категория", max_length=10, choices=Category)
    place = models.CharField("класс или должность", max_length=200, blank=True)
    teaching_since = models.PositiveSmallIntegerField(
        "педагогический стаж с года", null=True, blank=True
    )
    period = DateRangeField("период")

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = "кем является"
        verbose_name_plural = "кем является"
        ordering = ["-period", "pk"]
        constraints = [
            ExclusionConstraint(
                name="affiliation_no_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="affiliation_period_not_empty",
                condition=Q(period__isempty=False, period__lower_inf=False),
            ),
        ]

    def __str__(self) -> str:
        return self.place or self.get_category_display()


class EntryQuerySet(models.QuerySet[Any]):
    """Entries of either bank."""

    def visible_to(self, member: Membership) -> "EntryQuerySet":
        return self.filter(people_within(member, field="institution"))

    def of_year(self, year: SchoolYear) -> "EntryQuerySet":
        """Entries that stood in the bank on at least one day of the school year."""
        return self.filter(
            Q(left_on=None) | Q(left_on__gte=year.starts_on), entered_on__lte=year.ends_on
        )

    def with_consent_on(self, day: date) -> "EntryQuerySet":
        return self.filter(Exists(Consent.objects.for_processing(OuterRef("person"), day)))

    def without_consent_on(self, day: date) -> "EntryQuerySet":
        return self.exclude(Exists(Consent.objects.for_processing(OuterRef("person"), day)))


class Entry(models.Model):
    """What both banks share: the official columns of `domain.md` C."""

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    interests = models.TextField("интересы", blank=True)
    entered_on = models.DateField("дата вхождения в программу")
    left_on = models.DateField("дата завершения программы", null=True, blank=True)
    outcome = models.TextField("результаты программы", blank=True)
    case_link = models.URLField("ссылка на кейс или отзыв", max_length=500, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.person.full_name


@pghistory.track()
class MentorEntry(Entry):
    """A mentor in the bank of an institution."""

    class Stage(models.TextChoices):
        APPLIED = "applied", "подал заявку"
        INTERVIEWED = "interviewed", "прошёл собеседование"
        TRAINED = "trained", "прошёл обучение"
        ADMITTED = "admitted", "допущен приказом"

    personal_fields = frozenset(
        {"competences", "achievements", "interests", "outcome", "case_link"}
    )

    person = models.ForeignKey(Person, models.PROTECT, related_name="mentor_entries")
    forms = models.ManyToManyField(
        MentoringForm, related_name="+", blank=True, verbose_name="формы наставничества"
    )
    competences = models.TextField("основные компетенции", blank=True)
    achievements = models.TextField("важные для программы достижения", blank=True)
    desired_age = models.CharField("желаемый возраст наставляемых", max_length=100, blank=True)
    time_resource = models.CharField("ресурс времени", max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField("сколько наставляемых может вести", default=1)
    stage = models.CharField("этап отбора", max_length=12, choices=Stage, default=Stage.APPLIED)

    class Meta:
        verbose_name = "наставник"
        verbose_name_plural = "наставники"
        ordering = ["person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="mentorentry_one_open", fields=["person"], condition=Q(left_on=None)
            ),
            models.CheckConstraint(
                name="mentorentry_leaves_after_entering",
                condition=Q(left_on=None) | Q(left_on__gte=F("entered_on")),
            ),
            models.CheckConstraint(
                name="mentorentry_capacity_sane", condition=Q(capacity__gte=1, capacity__lte=100)
            ),
        ]


@pghistory.track()
class MenteeEntry(Entry):
    """A mentee in the bank of an institution."""

    personal_fields = frozenset({"request", "interests", "outcome", "case_link"})

    person = models.ForeignKey(Person, models.PROTECT, related_name="mentee_entries")
    form = models.ForeignKey(
        MentoringForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="форма наставничества",
    )
    request = models.TextField("основной запрос", blank=True)
    completion_mark = models.CharField(
        "отметка о прохождении программы", max_length=200, blank=True
    )

    class Meta:
        verbose_name = "наставляемый"
        verbose_name_plural = "наставляемые"
        ordering = ["person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="menteeentry_one_open", fields=["person"], condition=Q(left_on=None)
            ),
            models.CheckConstraint(
                name="menteeentry_leaves_after_entering",
                condition=Q(left_on=None) | Q(left_on__gte=F("entered_on")),
            ),
        ]


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, member: Membership) -> "ConsentQuerySet":
        return self.filter(people_within(member, field="institution"))

    def in_force_on(self, day: date) -> "ConsentQuerySet":
        """signed_on ≤ day ≤ valid_until and not withdrawn by the day (architecture §4)."""
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=day),
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=day),
            signed_on__lte=day,
        )

    def for_processing(self, person: Any, day: date) -> "ConsentQuerySet":
        """Consents to processing of one person (pk or OuterRef) in force on a day."""
        return self.in_force_on(day).filter(person=person, purpose=Consent.Purpose.PROCESSING)


@pghistory.track()
class Consent(models.Model):
    """A consent of one person for one purpose: a document of its own (152-ФЗ, ст. 9; 156-ФЗ).

    Passport lines are blanks on the printed sheet and are never stored.
    """

    class Purpose(models.TextChoices):
        PROCESSING = "processing", "обработка персональных данных"
        PUBLICATION = "publication", "публикация"
        TRANSFER = "transfer", "передача другой организации"

    class Signer(models.TextChoices):
        SELF = "self", "сам участник"
        REPRESENTATIVE = "representative", "законный представитель"

    personal_fields = frozenset({"representative_name", "scan"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="consents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField("цель", max_length=12, choices=Purpose, default=Purpose.PROCESSING)
    text_version = models.CharField("редакция текста", max_length=40, default="2026-1")
    signed_on = models.DateField("подписано")
    signer = models.CharField("кто подписал", max_length=16, choices=Signer)
    representative_name = models.CharField(
        "фамилия, имя, отчество представителя", max_length=200, blank=True
    )
    valid_until = models.DateField("действует до", null=True, blank=True)
    withdrawn_on = models.DateField("отозвано", null=True, blank=True)
    scan = models.FileField("скан", upload_to="consents/%Y/%m/", blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие"
        verbose_name_plural = "согласия"
        ordering = ["-signed_on", "-pk"]
        indexes = [models.Index("person", "purpose", "signed_on", name="consent_of_person")]
        constraints = [
            models.CheckConstraint(
                name="consent_dates_in_order",
                condition=(Q(valid_until=None) | Q(valid_until__gte=F("signed_on")))
                & (Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("signed_on"))),
            ),
            models.CheckConstraint(
                name="consent_representative_is_named",
                condition=~Q(signer="representative") | ~Q(representative_name=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.signed_on:%d.%m.%Y}"


class ImportRun(models.Model):
    """One upload of a bank sheet: preview first, written only when confirmed, once."""

    class Bank(models.TextChoices):
        MENTORS = "mentors", "база наставников"
        MENTEES = "mentees", "база наставляемых"

    class State(models.TextChoices):
        PREVIEWED = "previewed", "ждёт подтверждения"
        CONFIRMED = "confirmed", "загружено"

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="import_runs")
    bank = models.CharField("банк", max_length=8, choices=Bank)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.PREVIEWED)
    file_name = models.CharField("файл", max_length=255)
    file_sha256 = models.CharField(max_length=64)
    school_year = models.PositiveSmallIntegerField("учебный год")
    # One object a source row: {row, outcome, messages: [{column, message}], values: {...}, person}.
    rows: Any = models.JSONField(default=list)
    counts: Any = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    personal_fields = frozenset({"rows"})

    class QuerySet(models.QuerySet["ImportRun"]):
        def visible_to(self, member: Membership) -> "ImportRun.QuerySet":
            return self.filter(people_within(member, field="institution"))

    objects = QuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка"
        verbose_name_plural = "загрузки"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name
