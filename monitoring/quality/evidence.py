"""What the system knows of a criterion: words with live numbers, and a mark to think about.

The table of criteria names a rule and its bounds for each criterion; here is what a rule counts.
A mark is only proposed, the person decides. Answers of fewer than five people propose nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean
from typing import Any

from django.db.models import Count, Q

from mentorship.bank.models import MentoringForm
from mentorship.core.wording import counted
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import SMALLEST_SHOWN
from mentorship.pairs.figures import ordered_pairs
from mentorship.pairs.models import Feedback, Meeting, MentoringKind
from mentorship.pairs.work_figures import words_given
from mentorship.programs.models import Activity
from mentorship.surveys.figures import answers
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.participants import of_opinion
from monitoring.models import QualityTable
from monitoring.quality.growth import GrowthGroup, GrowthLine, growth_of, took_part
from monitoring.quality.tables import criteria_of

Audience = Questionnaire.Audience
TOO_FEW = f"ответили меньше {SMALLEST_SHOWN} человек, предлагать оценку рано"
MOST_NAMED = 3


@dataclass(frozen=True)
class Proposal:
    """Evidence in words; `mark` is None where data alone do not say."""

    words: str
    mark: int | None = None


@dataclass(frozen=True)
class Subject:
    """Whose quality is looked at: an institution in a year, or its program of one form."""

    institution: Organization
    year: SchoolYear
    today: date
    form: MentoringForm | None
    growth: Sequence[GrowthGroup] = field(default=())

    @property
    def day(self) -> date:
        return self.year.counted_on(self.today)

    @property
    def code(self) -> str:
        return self.form.code if self.form else ""

    @property
    def pairs(self) -> Any:
        """Pairs of the program that an order made."""
        pairs = ordered_pairs(self.year, self.day).filter(institution=self.institution)
        return pairs.filter(form=self.form) if self.form else pairs

    def count(self, figure: str) -> int:
        """A figure of the institution, of the form where the figure knows forms."""
        found = FIGURES[figure]
        where = {"form": self.code} if self.form and "form" in found.dimensions else {}
        told = found.table(self.institution, self.year, where=where, as_of=self.today)
        return told.get((), 0)


def proposals_for(
    institution: Organization,
    year: SchoolYear,
    today: date,
    form: MentoringForm | None,
    table: QualityTable,
) -> dict[str, Proposal]:
    """Evidence by code of criterion; the number of statements does not depend on the people."""
    growth = growth_of(institution, year, today, form=form.code if form else "", table=table)
    subject = Subject(institution, year, today, form, growth)
    found = {}
    for criterion in criteria_of(table):
        rule = criterion.get("proposal") or {}
        if propose := RULES.get(rule.get("rule", "")):
            found[criterion["code"]] = propose(subject, rule)
    return found


def swot_hints(subject: Subject, proposals: Mapping[str, Proposal]) -> dict[str, list[str]]:
    """What data give for each field of the SWOT table: inside by marks, outside by counts."""
    by_mark: dict[int | None, list[str]] = {}
    for proposal in proposals.values():
        words = proposal.words[:1].upper() + proposal.words[1:]
        by_mark.setdefault(proposal.mark, []).append(words)
    return {
        "strengths": by_mark.get(2, []),
        "weaknesses": [*by_mark.get(0, []), *by_mark.get(1, [])],
        "opportunities": _outside(
            subject,
            {
                "partners_under_agreement": "Партнёры с действующим соглашением: {}",
                "enterprises_with_mentors": "Предприятия, чьи сотрудники стали наставниками: {}",
                "practices_published": "Практики, открытые для региона: {}",
            },
        ),
        "threats": _outside(
            subject,
            {
                "mentees_waiting": "Ждут наставника: {} чел.",
                "pairs_dissolved": "Пары, расторгнутые раньше срока: {}",
                "consents_withdrawn": "Отозванные согласия: {}",
            },
        ),
    }


def _outside(subject: Subject, words: Mapping[str, str]) -> list[str]:
    numbers = {figure: subject.count(figure) for figure in words}
    return [text.format(numbers[figure]) for figure, text in words.items() if numbers[figure]]


def _marked(value: float, rule: Mapping[str, Any]) -> int:
    """2 from the bound «в полной мере», 1 from the bound «частично», else 0."""
    return 2 if value >= rule["full"] else int(value >= rule["part"])


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole


def _of_all(part: int, whole: int) -> str:
    return f"{part} из {whole} ({_percent(part, whole):.0f} %)"


def _activities(subject: Subject, rule: Mapping[str, Any]) -> Proposal:
    """Measures of approved programs that the mentors call done, among those whose day has come."""
    programs = Activity.objects.filter(
        program__pair__in=subject.pairs, program__approved_on__lte=subject.day
    )
    due = programs.filter(Q(due_on__lte=subject.day) | ~Q(mark=""))
    told = due.aggregate(all=Count("pk"), done=Count("pk", filter=Q(mark=Activity.Mark.DONE)))
    ordered, approved = subject.count("pairs_ordered"), subject.count("programs_approved")
    words = f"утверждено программ: {approved}, пар закреплено приказом: {ordered}"
    if not told["all"]:
        return Proposal(f"{words}; мероприятий программ, срок которых наступил, нет")
    share = _of_all(told["done"], told["all"])
    mark = _marked(_percent(told["done"], told["all"]), rule)
    return Proposal(f"{words}; мероприятий программ выполнено {share}", mark)


def _order(subject: Subject, rule: Mapping[str, Any]) -> Proposal:
    """What the model asks of the organization itself: bank, training, order, programs, plan."""
    in_bank, trained = subject.count("mentors_in_bank"), subject.count("mentors_trained")
    leading, ordered = subject.count("mentors_taking_part"), subject.count("pairs_ordered")
    approved, planned = (
        subject.count("programs_approved"),
        subject.count("institutions_with_roadmap"),
    )
    checks = [
        (in_bank > 0, f"в банке {counted(in_bank, 'наставник', 'наставника', 'наставников')}"),
        (ordered > 0, _orders(subject) if ordered else "пары приказом не закреплены"),
        (0 < leading <= trained, f"обучено наставников: {trained}, ведут пары: {leading}"),
        (0 < ordered <= approved, f"программ утверждено: {approved}, пар: {ordered}"),
        (planned > 0, "дорожная карта есть" if planned else "дорожной карты года нет"),
    ]
    met = sum(is_met for is_met, _words in checks)
    words = "; ".join(words for _is_met, words in checks)
    return Proposal(words, _marked(_percent(met, len(checks)), rule))


def _orders(subject: Subject) -> str:
    numbers = subject.pairs.order_by("order__dated_on").values_list("order__number", flat=True)
    named = list(dict.fromkeys(numbers))
    more = " и другие" if len(named) > MOST_NAMED else ""
    pairs = counted(len(numbers), "пара закреплена", "пары закреплены", "пар закреплено")
    return f"{pairs} приказом № {', № '.join(named[:MOST_NAMED])}{more}"


def _approaches(subject: Subject, rule: Mapping[str, Any]) -> Proposal:
    kinds = MentoringKind.objects.filter(pk__in=subject.pairs.values("kind"))
    titles = ", ".join(kinds.values_list("title", flat=True)) or "не указаны"
    held = Meeting.objects.held().filter(pair__in=subject.pairs, held_on__lte=subject.day)
    remote = held.filter(format__in=[Meeting.Format.REMOTE, Meeting.Format.MIXED])
    told = {"all": held.count(), "remote": remote.count()}
    return Proposal(
        f"виды наставничества: {titles}; встреч {told['all']}, дистанционно или смешанно "
        f"{told['remote']}; практик в базе программ: {subject.count('practices_published')}"
    )


def _words(subject: Subject, rule: Mapping[str, Any]) -> Proposal:
    """Monthly words of both sides: how many of them say that all is well."""
    (facts,) = words_given(subject.year, subject.day)
    given = facts.rows.order_by().filter(pair__in=subject.pairs)
    told = given.aggregate(
        people=Count("person", distinct=True),
        all=Count("pk"),
        good=Count("pk", filter=Q(word=Feedback.Word.GOOD)),
    )
    if told["people"] < SMALLEST_SHOWN:
        return Proposal(f"обратная связь: {TOO_FEW}")
    share = _of_all(told["good"], told["all"])
    mark = _marked(_percent(told["good"], told["all"]), rule)
    return Proposal(f"в ежемесячной обратной связи «всё хорошо» – {share} ответов", mark)


def _scales(subject: Subject, rule: Mapping[str, Any]) -> Proposal:
    """The mean of what one side answered in the end to scales that speak of the criterion.

    A scale of 10 is 100 %. Of several answers of a person all count.
    """
    which = Q(
        questionnaire__audience=rule["audience"],
        questionnaire__purpose=Questionnaire.Purpose.EXIT,
    )
    rows = _answers(subject, which).values_list("person", "answers")
    people, given = set(), []
    for person, said in rows:
        marks = [said[code] for code in rule["codes"] if isinstance(said.get(code), int | float)]
        if marks:
            people.add(person)
            given.append(fmean(marks))
    if len(people) < SMALLEST_SHOWN:
        return Proposal(f"итоговые анкеты: {TOO_FEW}")
    mean = fmean(given)
    shown = f"{mean:.1f}".replace(".", ",")
    words = f"в итоговых анкетах средняя оценка плана, помощи и поддержки – {shown} из 10"
    return Proposal(f"{words}, ответили {len(people)}", _marked(mean * 10, rule))


def _satisfied(subject: Subject, rule: Mapping[str, Any]) -> Proposal:
    said, told = [], [0, 0]
    for audience in (Audience.MENTEE, Audience.MENTOR):
        answered = _people(subject, audience, satisfied=False)
        happy = _people(subject, audience, satisfied=True)
        told[0], told[1] = told[0] + happy, told[1] + answered
        if answered >= SMALLEST_SHOWN:
            said.append(f"{audience.label} – {_of_all(happy, answered)}")
    happy, answered = told
    if answered < SMALLEST_SHOWN:
        return Proposal(f"анкеты удовлетворённости: {TOO_FEW}")
    # One side named beside the sum would tell a small other side.
    parts = f": {', '.join(said)}" if len(said) == len((Audience.MENTEE, Audience.MENTOR)) else ""
    words = f"довольны участием {_of_all(happy, answered)} ответивших{parts}"
    return Proposal(words, _marked(_percent(happy, answered), rule))


def _people(subject: Subject, audience: Audience, *, satisfied: bool) -> int:
    rows = _answers(subject, of_opinion(audience), satisfied=satisfied)
    return rows.values("person").distinct().count()


def _answers(subject: Subject, which: Q, *, satisfied: bool = False) -> Any:
    (facts,) = answers(subject.year, subject.day, which, satisfied=satisfied)
    rows = facts.below(subject.institution, subject.year, None).rows.order_by()
    if subject.form:
        rows = rows.filter(took_part(subject.year, subject.day, subject.code))
    return rows


def _partners(subject: Subject, rule: Mapping[str, Any]) -> Proposal:
    partners = subject.count("partners_under_agreement")
    with_mentors = subject.count("enterprises_with_mentors")
    return Proposal(
        f"партнёров с соглашением: {partners}, предприятий, давших наставников: {with_mentors}; "
        "партнёров система не опрашивает"
    )


def _growth(subject: Subject, rule: Mapping[str, Any]) -> Proposal:
    """Whether the scales of the mentees have risen, weighed by those who answered both times."""
    lines = list(_lines_of_mentees(subject.growth, rule["codes"]))
    if not lines:
        return Proposal(f"входные и итоговые анкеты: {TOO_FEW}")
    people = sum(line.count or 0 for line in lines)
    change = sum((line.count or 0) * (line.difference or 0) for line in lines) / people
    said = "; ".join(f"«{line.title}» {line.words}" for line in lines[:MOST_NAMED])
    return Proposal(said, _marked(round(change, 1), rule))


def _lines_of_mentees(growth: Iterable[GrowthGroup], codes: Sequence[str]) -> Iterable[GrowthLine]:
    for group in growth:
        if group.code.startswith(Audience.MENTEE):
            yield from (line for line in group.lines if line.code in codes and not line.is_hidden)


RULES: dict[str, Callable[[Subject, Mapping[str, Any]], Proposal]] = {
    "activities": _activities,
    "order": _order,
    "approaches": _approaches,
    "words": _words,
    "scales": _scales,
    "satisfied": _satisfied,
    "partners": _partners,
    "growth": _growth,
}
