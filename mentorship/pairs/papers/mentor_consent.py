"""The written consent of an employee to work as a mentor (ТК РФ, ст. 351.8; S001, п. 4.6)."""

from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.pairs.papers.choice import people_of_pair
from mentorship.pairs.papers.labor import (
    LaborContext,
    LaborForm,
    condition_words,
    labor_missing,
    labor_values,
    signed_by_mentor,
)


def build(document: Document) -> LaborContext:
    return LaborContext(**labor_values(document))


def missing(context: LaborContext) -> list[str]:
    return labor_missing(context, condition_words(context))


KIND = Kind(
    code="mentor_consent",
    title="Согласие работника быть наставником (ТК РФ, ст. 351.8)",
    subject="Согласие на выполнение работы по наставничеству",
    folder="mentor_consent",
    group="pairs",
    form=LaborForm,
    series="mentor_consents",
    always_own=True,
    number_pattern="{n}-СН",
    build=build,
    missing=missing,
    people=people_of_pair,
    signers=signed_by_mentor,
    hint="Только для пар работник – работник одной организации.",
)
