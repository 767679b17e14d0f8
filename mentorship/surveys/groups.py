"""Which part of mentors or mentees an entry or exit set is for (`domain.md` F4: per role and form).

A mentee is asked by the form of the entry, a mentor by what the mentor is in the institution.
"""

from typing import Any

from django.db.models import Q, QuerySet

from mentorship.bank.affiliations import Category, category_on
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.models import Questionnaire

Group = Questionnaire.Group
Audience = Questionnaire.Audience
GROUPS_OF: dict[str, tuple[Questionnaire.Group, ...]] = {
    Audience.MENTEE: (Group.PUPIL, Group.CAREER, Group.TEACHER),
    Audience.MENTOR: (Group.PUPIL, Group.STUDENT, Group.TEACHER, Group.EMPLOYER),
}
_TEACHER = Q(form__mentee_categories__contains=Category.TEACHER)
# Forms with students and employers add questions of the profession.
_CAREER = ~_TEACHER & (
    Q(form__mentee_categories__contains=Category.STUDENT)
    | Q(form__mentor_categories__contains=Category.STUDENT)
    | Q(form__mentor_categories__contains=Category.EMPLOYER)
)
_MENTEES = {
    Group.TEACHER: Q(form__isnull=False) & _TEACHER,
    Group.CAREER: Q(form__isnull=False) & _CAREER,
    Group.PUPIL: Q(form=None) | (~_TEACHER & ~_CAREER),
}
_MENTORS = {
    Group.PUPIL: {Category.PUPIL},
    Group.STUDENT: {Category.STUDENT, Category.GRADUATE},
    Group.TEACHER: {Category.TEACHER, Category.HEAD},
}
_KNOWN = frozenset[Category]().union(*_MENTORS.values())


def of_group(entries: QuerySet[Any], questionnaire: Questionnaire, year: SchoolYear) -> Any:
    """Entries of the audience of a set that belong to its group; all where it names none."""
    if not questionnaire.group:
        return entries
    group = Group(questionnaire.group)
    if questionnaire.audience == Audience.MENTEE:
        return entries.filter(_MENTEES[group])
    # Of the school days: who has left school in June was a pupil all the year.
    told = entries.annotate(category=category_on(year.lessons_end_on))
    if group == Group.EMPLOYER:
        return told.filter(Q(category=None) | ~Q(category__in=_KNOWN))
    return told.filter(category__in=_MENTORS[group])
