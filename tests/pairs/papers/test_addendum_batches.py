"""Addenda of all mentors at once: every contract is typed, only filled rows are made."""

from datetime import date

import pytest

from mentorship.bank.papers.people import WITHOUT_CONSENT
from mentorship.documents.batches.making import make_batch
from mentorship.documents.batches.offers import OFFERS
from mentorship.documents.models import Batch, Document
from mentorship.jobs.models import Job
from mentorship.pairs.models import Pair
from mentorship.pairs.papers.addendum_batches import GONE, HAS_ONE
from mentorship.pairs.papers.labor import labor_problem, of_employees
from tests.documents.batches.conftest import Told
from tests.factories.bank import MentorEntryFactory
from tests.factories.organizations import InstitutionFactory, SignatoryFactory
from tests.factories.pairs import PairFactory

NEW = "/documents/batches/new/contract_addendum/"
PAYMENT = {"payment_size": "3 000 рублей", "payment_terms": "ежемесячно", "payment_act": ""}


@pytest.fixture
def addenda():
    return OFFERS["contract_addendum"]


@pytest.fixture
def order(order_dated):
    """A registered order on pairs, as its page shows it."""
    return order_dated(date(2022, 10, 3), context={"text": "", "data": {}})


def typed(pair, number="17", day="25.08.2020"):
    return {f"contract_number-{pair.pk}": number, f"contract_on-{pair.pk}": day}


def test_rows_are_the_pairs_of_employees(addenda, teachers, make_pair, paper, curator, year):
    fit, silent, drawn, over = teachers(), teachers(), teachers(), teachers()
    silent.mentor_entry.person.consents.all().delete()
    paper("contract_addendum", pair=drawn.pk)
    Pair.objects.filter(pk=over.pk).update(state="dissolved")
    make_pair("ordered")
    PairFactory(state="accepted")

    remarks = {row.key: row.remark for row in addenda.rows(curator, year, "")}

    assert remarks == {str(fit.pk): "", str(silent.pk): WITHOUT_CONSENT, str(drawn.pk): HAS_ONE}


def test_rows_are_narrowed_to_one_order(addenda, teachers, curator, year):
    _other, pair = teachers(), teachers()

    rows = addenda.rows(curator, year, str(pair.order_id))

    assert [row.key for row in rows] == [str(pair.pk)]


def test_article_is_asked_of_many_pairs_as_of_one(teachers, make_pair, school):
    neighbor = InstitutionFactory(parent=school.parent)
    mentor = MentorEntryFactory(institution=neighbor)
    fit, _pupils = teachers(), make_pair("ordered")
    teachers(mentor_entry=mentor, mentor_institution=neighbor)

    held = [pair for pair in Pair.objects.all() if not labor_problem(pair)]

    assert list(of_employees(Pair.objects.all())) == held == [fit]


def test_worker_asks_again_who_may_be_named(addenda, teachers, make_pair, curator, year):
    fit, silent, pupils = teachers(), teachers(), make_pair("ordered")
    silent.members.get().person.consents.all().delete()
    keys = [str(pair.pk) for pair in (fit, silent, pupils)]

    answers = addenda.fields(curator, year, keys)

    assert list(answers.values()) == [{"pair": fit.pk}, WITHOUT_CONSENT, GONE]
    people = {fit.mentor_entry.person_id, fit.members.get().person_id}
    assert addenda.people(curator, keys[:1]) == people


def test_contract_of_an_earlier_addendum_is_known(addenda, teachers, paper, curator, year):
    old = teachers()
    again = teachers(mentor_entry=old.mentor_entry)
    paper("contract_addendum", pair=old.pk, contract_number="17", contract_on="2020-08-25")

    contract = {"contract_number": "17", "contract_on": date(2020, 8, 25)}
    assert addenda.known(curator, year, [str(again.pk)]) == {str(again.pk): contract}


def test_only_filled_rows_are_made_and_keep_what_was_typed(sign_in, teachers, curator):
    SignatoryFactory(organization=curator.organization)
    first, second = teachers(), teachers()

    page = sign_in(curator, 2022).post(NEW, PAYMENT | typed(first) | typed(second, "", ""))
    make_batch(Job.objects.get().params, Told())

    batch, draft = Batch.objects.get(), Document.objects.get(kind="contract_addendum")
    item = batch.items.get()
    assert (page.status_code, batch.rows) == (302, [str(first.pk)])
    assert (item.document, item.left_out) == (draft, "")
    kept = {name: draft.fields[name] for name in ("pair", "contract_number", "contract_on")}
    assert kept == {"pair": first.pk, "contract_number": "17", "contract_on": "2020-08-25"}
    assert draft.fields["payment_size"] == "3 000 рублей"


def test_who_has_no_consent_gets_no_draft(sign_in, teachers, curator):
    pair = teachers()
    pair.members.get().person.consents.all().delete()

    sign_in(curator, 2022).post(NEW, PAYMENT | typed(pair))
    make_batch(Job.objects.get().params, Told())

    item = Batch.objects.get().items.get()
    assert (item.document, item.left_out) == (None, WITHOUT_CONSENT)


@pytest.mark.parametrize(
    ("number", "day", "words"),
    [
        ("", "", "Заполните хотя бы одну строку"),
        ("17", "", "Заполните строку целиком или оставьте её пустой."),
        ("17", "вчера", "contract_on"),
    ],
)
def test_half_a_row_is_refused_and_stays_on_the_page(
    sign_in, teachers, curator, number, day, words
):
    pair = teachers()

    page = sign_in(curator, 2022).post(NEW, PAYMENT | typed(pair, number, day))

    form = page.context["form"]
    assert (page.status_code, words in str(form.errors), Batch.objects.count()) == (200, True, 0)
    assert [field.value() for _row, row in form.lines for _head, field in row] == [number, day]
    assert form["payment_size"].value() == "3 000 рублей"


def test_page_of_the_order_leads_to_papers_of_all_its_pairs(sign_in, teachers, curator, order):
    pair = teachers(order=order)
    teachers()
    client = sign_in(curator)

    links = dict(client.get(order.get_absolute_url()).context["at_once"])
    page = client.get(links["Дополнительные соглашения всех пар"])

    assert list(links) == ["Соглашения всех пар", "Дополнительные соглашения всех пар"]
    assert [row.key for row in page.context["rows"]] == [str(pair.pk)]


def test_order_of_pupils_offers_no_addenda(sign_in, make_pair, curator, order):
    make_pair("ordered", order=order)

    page = sign_in(curator).get(order.get_absolute_url())

    assert [words for words, _address in page.context["at_once"]] == ["Соглашения всех пар"]
