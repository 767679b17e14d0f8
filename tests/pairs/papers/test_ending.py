from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.bank.models import MenteeEntry
from mentorship.core.exceptions import DomainError
from mentorship.documents import services as documents
from mentorship.documents.kinds import KINDS
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair
from mentorship.pairs.papers import ending

DAY = date(2023, 5, 25)


@pytest.fixture
def kind():
    return KINDS["pairs_end_order"]


@pytest.fixture
def order(paper):
    """A draft order over the pairs with nothing missing."""

    def make(*pairs, **fields):
        given = {
            "pairs": [pair.pk for pair in pairs],
            "ended_on": DAY.isoformat(),
            "curator": "Лебедева Мария Ивановна",
        }
        return paper("pairs_end_order", **given | fields)

    return make


def register(order, curator):
    return documents.register(document=order, member=curator, dated_on=DAY, number="75-ОД")


def states(*pairs):
    return [Pair.objects.get(pk=pair.pk).state for pair in pairs]


def test_registered_order_ends_working_pairs_and_notes_ended_ones(make_pair, order, curator):
    working, ended = make_pair("active"), make_pair("dissolved")
    document = order(working, ended)

    register(document, curator)

    assert states(working, ended) == ["completed", "dissolved"]
    assert set(document.ended_pairs.all()) == {working, ended}
    assert [m.action for m in working.moves.all()] == ["complete_by_order"]
    assert [m.action for m in ended.moves.all()] == ["end_order"]
    member = working.members.get()
    assert (member.live, member.last_day) == (False, DAY)


def test_dissolving_order_keeps_its_reason(make_pair, order, curator):
    pair = make_pair("ordered")

    register(order(pair, action="dissolve", reason="переездом семьи"), curator)

    assert states(pair) == ["dissolved"]
    assert pair.moves.get().comment == "переездом семьи"


def test_cancelled_order_leaves_its_pairs_ended_and_without_an_order(make_pair, order, curator):
    pair = make_pair("active")
    document = register(order(pair), curator)

    documents.cancel(document=document, member=curator, reason="ошибка в дате")

    pair.refresh_from_db()
    assert (pair.state, pair.end_order, pair.order_id is None) == ("completed", None, False)
    assert pair.moves.first().action == "end_order_cancelled"


def test_pair_that_went_back_undoes_the_registration(make_pair, order, curator):
    pair = make_pair("accepted")

    with pytest.raises(DomainError, match="согласована сторонами"):
        register(order(pair), curator)

    assert states(pair) == ["accepted"]


def test_order_opens_with_the_pairs_completed_without_one(kind, make_pair, curator, year):
    waiting = make_pair("completed")
    make_pair("active")
    make_pair("dissolved")
    lost = make_pair("completed")
    lost.mentor_entry.person.consents.all().delete()

    assert kind.initial(curator, year)["pairs"] == [waiting.pk]


def test_form_asks_the_reason_of_a_dissolution(kind, order, make_pair, curator):
    document = order(make_pair("active"))
    typed = {"basis": "Положением", "action": "dissolve", "control": "self"}

    form = kind.form(typed, member=curator, document=document)

    assert list(form.errors) == ["reason"]


def test_text_tells_pairs_and_outcomes(make_pair, order, words):
    pair, plain = make_pair("active"), make_pair("dissolved")
    MenteeEntry.objects.filter(memberships__pair=pair).update(outcome="призёр олимпиады")

    text = words(order(pair, plain))

    assert "Завершена: призёр олимпиады" in text
    assert "Расторгнута: программа выполнена" in text
    assert "Куратору Лебедевой Марии Ивановне внести результаты" in text


def test_text_of_a_dissolution_tells_its_reason(make_pair, order, words):
    text = words(order(make_pair("active"), action="dissolve", reason="переездом семьи."))

    assert "О расторжении наставнических пар" in text
    assert "и в связи с переездом семьи ПРИКАЗЫВАЮ" in text


def test_order_names_no_pair_without_a_consent(make_pair, order, words):
    pair = make_pair("active")
    pair.members.get().person.consents.all().delete()
    document = order(pair)

    assert pair.mentor_entry.person.last_name not in words(document)
    assert ending.missing(ending.build(document)) == [
        f"не может быть назван(а) в документе: {pair.label} (нет согласия на обработку данных)"
    ]


def test_empty_order_lacks_its_pairs_day_and_reason(order, make_pair):
    empty = ending.build(order(ended_on=""))
    dissolving = ending.build(order(make_pair("active"), action="dissolve"))

    assert ending.missing(empty) == [
        "не выбрана ни одна пара или группа",
        "не указана дата завершения",
    ]
    assert ending.missing(dissolving) == ["не указана причина расторжения"]


def test_people_of_the_order_are_noted(kind, order, make_pair):
    pair = make_pair("active")

    people = {pair.mentor_entry.person_id, pair.members.get().person_id}
    assert kind.people(order(pair)) == people


def test_order_over_a_past_year_opens_with_the_last_day_of_its_pairs(
    kind, make_pair, curator, year
):
    make_pair("completed", starts_on=date(2022, 10, 1), ends_on=date(2023, 4, 28))
    make_pair("completed", starts_on=date(2022, 11, 1), ends_on=date(2023, 5, 31))

    assert kind.initial(curator, year)["ended_on"] == "2023-05-31"


@pytest.mark.parametrize(("ends", "proposed"), [(9, ""), (-2, -2)])
def test_order_never_proposes_today(kind, make_pair, curator, ends, proposed):
    today = timezone.localdate()
    current = SchoolYear.containing(today)
    first, last = today - timedelta(days=20), today + timedelta(days=ends)
    make_pair("completed", school_year=current.first, starts_on=first, ends_on=last)

    expected = (today + timedelta(days=proposed)).isoformat() if proposed else ""
    assert kind.initial(curator, current)["ended_on"] == expected


def test_order_without_pairs_opens_without_a_day(kind, curator, year):
    assert kind.initial(curator, year)["ended_on"] == ""


def test_text_leaves_a_blank_for_the_day_until_it_is_chosen(make_pair, order, words):
    text = words(order(make_pair("active"), ended_on=""))

    assert "Завершить с «___» ____________ 20___ г. работу наставнических пар (групп)" in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2022-09-02", "02.09.2022 работа пары ещё не началась: "),
        ("2026-11-22", "дата завершения 22.11.2026 – вне срока пар и учебного года"),
    ],
)
def test_impossible_day_is_refused(make_pair, order, day, words):
    pair = make_pair("active", starts_on=date(2022, 10, 10))

    (told,) = ending.missing(ending.build(order(pair, ended_on=day)))

    assert told == words + (pair.label if words.endswith(": ") else "")


def test_day_after_the_order_is_worth_a_look(make_pair, order):
    document = order(make_pair("active"), ended_on="2023-05-31")
    document.dated_on = DAY

    assert ending.remarks(ending.build(document)) == [
        "дата завершения 31.05.2023 позже даты приказа"
    ]


def test_mentors_are_acquainted_by_their_job_titles(make_pair, order):
    pair = make_pair("active")

    listed = ending.build(order(pair)).listed

    assert [(line.full_name, line.position) for line in listed] == [
        ("Лебедева Мария Ивановна", ""),
        (pair.mentor_entry.person.full_name, "учитель физики"),
    ]
