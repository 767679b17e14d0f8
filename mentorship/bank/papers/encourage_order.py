"""The order to encourage mentors (S002, 36–38: меры нематериального поощрения)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from mentorship.bank.papers.choice import PeopleField, day_of_paper, mentors_to_name
from mentorship.bank.papers.people import chosen_people, keys_in, on_paper
from mentorship.core.names import Case
from mentorship.documents.agreements import Representative, lacking
from mentorship.documents.contexts import without_stop
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.orders import OrderContext, OrderForm, order_missing, order_values

# What is done, and in which case the text then names the person.
MEASURES: Mapping[str, tuple[str, Case]] = {
    "thanks": ("объявить благодарность", Case.DATIVE),
    "diploma": ("наградить почётной грамотой", Case.ACCUSATIVE),
    "letter": ("вручить благодарственное письмо", Case.DATIVE),
    "certificate": ("вручить сертификат наставника", Case.DATIVE),
}
MERIT = "успешную наставническую деятельность и высокие результаты наставляемых"


@dataclass(frozen=True, kw_only=True)
class EncourageOrderContext(OrderContext):
    """`mentors` stand in the case that the words of the measure ask for."""

    measure: str
    merit: str
    mentors: tuple[Representative, ...]
    left_out: tuple[str, ...]


class EncourageOrderForm(OrderForm):
    standard_points = {
        "encourage": "Поощрить наставников",
        "record": "Внести запись о поощрении",
    }
    rests_on_regulation = True

    people = PeopleField()
    measure = forms.ChoiceField(
        label="Поощрение", choices=[(code, words) for code, (words, _case) in MEASURES.items()]
    )
    merit = forms.CharField(
        label="За что",
        max_length=500,
        initial=MERIT,
        help_text="Продолжение слова «за …».",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["people"]
        choice.queryset = mentors_to_name(self.member, self.document)


def build(document: Document) -> EncourageOrderContext:
    fields, names = document.fields, Declension(document.organization)
    people = on_paper(chosen_people(document), day_of_paper(document))
    measure, case = MEASURES[fields.get("measure") or "thanks"]
    named = [person.name for person in people.rows]
    return EncourageOrderContext(
        **order_values(document, EncourageOrderForm, names, named, people.posts),
        measure=measure,
        merit=without_stop(fields.get("merit") or ""),
        mentors=tuple(
            Representative(
                names.position(person.stated, case), names.name(person.name, case, person.sex)
            )
            for person in people.rows
        ),
        left_out=people.left_out,
    )


def missing(context: EncourageOrderContext) -> list[str]:
    wanted = {
        "не выбран ни один наставник": context.mentors or context.left_out,
        "не указано, за что поощрение": context.merit,
    }
    return order_missing(context, wanted) + lacking({}, context.left_out)


KIND = Kind(
    code="encourage_order",
    title="Приказ о поощрении наставников",
    subject="О поощрении наставников",
    folder="encourage_order",
    group="results",
    form=EncourageOrderForm,
    build=build,
    missing=missing,
    people=keys_in,
    hint="Благодарность, грамота, письмо или сертификат.",
)
