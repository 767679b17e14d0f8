from datetime import date

import pytest

from mentorship.core.exceptions import DomainError
from mentorship.documents import services as documents
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Document
from mentorship.pairs.models import Pair
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory, SignatoryFactory
from tests.factories.pairs import MeetingFactory, PairFactory

DAY = date(2022, 10, 20)


@pytest.fixture
def kind():
    return KINDS["pairs_order"]


@pytest.fixture
def draft(school):
    """A draft order over the pairs."""

    def make(*pairs):
        return DocumentFactory(organization=school, fields={"pairs": [p.pk for p in pairs]})

    return make


@pytest.fixture
def registered(order_dated):
    """A registered order over the pairs, its consequences not yet drawn."""

    def make(*pairs):
        return order_dated(DAY, fields={"pairs": [pair.pk for pair in pairs]})

    return make


def states(*pairs):
    return [Pair.objects.get(pk=pair.pk).state for pair in pairs]


def test_order_opens_with_the_pairs_that_await_it(kind, make_pair, curator, year):
    first, second = make_pair("accepted"), make_pair("accepted")
    make_pair("proposed")
    make_pair("ordered")
    make_pair("accepted", school_year=2021)
    PairFactory(state="accepted")

    assert kind.initial(curator, year) == {
        "pairs": [first.pk, second.pk],
        "curator": curator.user.full_name,
    }


def test_order_opens_without_pairs_that_lost_a_consent(kind, make_pair, curator, year):
    make_pair("accepted").mentor_entry.person.consents.all().delete()

    assert kind.initial(curator, year)["pairs"] == []


def test_director_opens_the_order_without_a_curators_name(kind, school, year):
    director = MembershipFactory(role="director", organization=school)

    assert kind.initial(director, year) == {"pairs": []}


def test_form_offers_awaiting_pairs_of_the_orders_year(kind, make_pair, draft, curator):
    pair = make_pair("accepted")
    make_pair("accepted", school_year=2021)
    make_pair("ordered")
    PairFactory(state="accepted")

    form = kind.form(member=curator, document=draft())

    assert list(form.fields["pairs"].queryset) == [pair]


def test_rows_are_full_names_with_form_and_period(kind, make_pair, draft, school):
    people = [
        PersonFactory(institution=school, last_name=name, consented=True)
        for name in ("Ёлкин", "Абрамов")
    ]
    mentees = [MenteeEntryFactory(institution=school, person=person) for person in people]
    pair = make_pair("accepted", mentees=mentees, title="Физики")

    (row,) = kind.build(draft(pair)).pairs

    assert row.mentor == pair.mentor_entry.person.full_name
    assert row.mentees == ("Абрамов Артём Игоревич", "Ёлкин Артём Игоревич")
    assert (row.form, row.starts_on, row.ends_on, row.title, row.mentor_sex) == (
        "учитель – ученик",
        date(2022, 10, 1),
        date(2023, 5, 31),
        "Физики",
        "m",
    )


def test_pair_whose_consent_was_withdrawn_is_left_out_and_named(kind, make_pair, draft):
    fit, lost = make_pair("accepted"), make_pair("accepted")
    lost.members.get().person.consents.update(withdrawn_on=DAY)

    context = kind.build(draft(fit, lost))

    label = f"{lost.label} (нет согласия на обработку данных)"
    assert [row.mentor for row in context.pairs] == [fit.mentor_entry.person.full_name]
    assert context.left_out == (label,)
    assert f"пара не может войти в приказ, снимите отметку: {label}" in kind.missing(context)


def test_pair_that_went_back_is_left_out_and_named(kind, make_pair, draft):
    pair = make_pair("draft")

    context = kind.build(draft(pair))

    assert (context.pairs, context.left_out) == ((), (f"{pair.label} (черновик)",))


def test_foreign_pair_never_enters_the_order(kind, draft):
    context = kind.build(draft(PairFactory(state="accepted")))

    assert (context.pairs, context.left_out) == ((), ())


def test_registered_order_makes_its_pairs_ordered(kind, make_pair, registered, curator):
    chosen, other = make_pair("accepted"), make_pair("accepted")
    order = registered(chosen)

    kind.on_registered(order, curator)

    chosen.refresh_from_db()
    assert states(chosen, other) == ["ordered", "accepted"]
    assert chosen.order == order
    assert [(m.action, m.made_by) for m in chosen.moves.all()] == [("order", curator)]


def test_registered_order_still_names_its_pairs(kind, make_pair, registered, curator):
    order = registered(make_pair("accepted"))
    kind.on_registered(order, curator)

    context = kind.build(order)

    assert (len(context.pairs), context.left_out) == (1, ())


def test_order_is_registered_by_the_director_too(kind, make_pair, registered, school):
    pair = make_pair("accepted")

    kind.on_registered(registered(pair), MembershipFactory(role="director", organization=school))

    assert states(pair) == ["ordered"]


def test_withdrawn_consent_refuses_the_registration(kind, make_pair, registered, curator):
    pair = make_pair("accepted")
    person = pair.members.get().person
    person.consents.update(withdrawn_on=DAY)

    with pytest.raises(DomainError) as error:
        kind.on_registered(registered(pair), curator)

    assert states(pair) == ["accepted"]
    assert str(error.value) == (
        f"{pair.label}: Нет действующего согласия на обработку персональных данных: "
        f"{person.short_name}"
    )


def test_pair_of_another_order_refuses_the_registration(kind, make_pair, registered, curator):
    pair = make_pair("ordered")

    with pytest.raises(DomainError, match="«Закрепить приказом» сейчас невозможно"):
        kind.on_registered(registered(pair), curator)


def test_order_without_pairs_is_not_registered(kind, registered, curator):
    with pytest.raises(DomainError, match="нет ни одной пары"):
        kind.on_registered(registered(), curator)


@pytest.mark.parametrize("state", ["ordered", "active"])
def test_cancelled_order_returns_pairs_to_accepted(kind, make_pair, registered, curator, state):
    order = registered()
    pair = make_pair(state, order=order)

    kind.on_cancelled(order, curator)

    pair.refresh_from_db()
    assert (pair.state, pair.order) == ("accepted", None)
    assert [move.action for move in pair.moves.all()] == ["cancel_order"]


@pytest.mark.parametrize("state", ["completed", "dissolved"])
def test_order_of_an_ended_pair_is_not_cancelled(kind, make_pair, registered, curator, state):
    order = registered()
    ended, going = make_pair(state, order=order), make_pair("active", order=order)

    with pytest.raises(DomainError, match=f"пары уже окончены \\({ended.label}\\)"):
        kind.on_cancelled(order, curator)

    assert states(ended, going) == [state, "active"]


def test_one_click_drafts_the_order(sign_in, make_pair, curator):
    pair = make_pair("accepted")

    response = sign_in(curator, 2022).post("/pairs/order/")

    document = Document.objects.get()
    assert response.url == document.get_absolute_url()
    assert (document.kind, document.school_year) == ("pairs_order", 2022)
    assert document.fields["pairs"] == [pair.pk]


def test_second_click_opens_the_draft_begun(sign_in, make_pair, curator):
    make_pair("accepted")
    client = sign_in(curator, 2022)

    first, second = (client.post("/pairs/order/").url for _ in range(2))

    assert (first == second, Document.objects.count()) == (True, 1)


def test_click_without_agreed_pairs_makes_no_order(sign_in, make_pair, curator):
    make_pair("proposed")

    response = sign_in(curator, 2022).post("/pairs/order/")

    assert (response.url, Document.objects.count()) == ("/pairs/", 0)


@pytest.mark.parametrize("role", ["council", "psychologist", "mentor"])
def test_readers_draft_no_order(sign_in, school, role):
    member = MembershipFactory(role=role, organization=school)

    assert sign_in(member).post("/pairs/order/").status_code == 403


def test_registration_and_cancellation_by_the_room_of_documents(make_pair, curator, year, school):
    SignatoryFactory(organization=school)
    pair = make_pair("accepted")
    order = documents.create_draft(
        member=curator,
        kind=KINDS["pairs_order"],
        year=year,
        fields={"programs_due_on": "2022-10-31"},
    )

    documents.register(document=order, member=curator, dated_on=DAY, number="204-ОД")
    pair.refresh_from_db()
    assert (pair.state, pair.order) == ("ordered", order)

    documents.cancel(document=order, member=curator, reason="ошибка в дате")
    assert states(pair) == ["accepted"]


def test_mentors_are_acquainted_by_their_job_titles(kind, make_pair, draft):
    pair = make_pair("accepted")

    listed = kind.build(draft(pair)).listed

    assert [(line.full_name, line.position) for line in listed] == [
        (pair.mentor_entry.person.full_name, "учитель физики")
    ]


def test_order_before_what_it_rests_on_is_doubted(kind, make_pair, draft):
    pair = make_pair("accepted")
    pair.mentor_agreed_on = date(2022, 10, 22)
    pair.save()
    MeetingFactory(pair=pair, stage="trial", held_on=date(2022, 10, 21))

    assert kind.day_doubts(draft(pair), DAY) == [
        "Приказ датирован 20.10.2022, а согласие наставника – 22.10.2022: проверьте дату.",
        "Приказ датирован 20.10.2022, а пробная встреча – 21.10.2022: проверьте дату.",
    ]
    assert kind.day_doubts(draft(pair), date(2022, 10, 22)) == []
