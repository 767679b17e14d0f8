"""A long document is printed before it takes its number, and others register meanwhile (0017)."""

import threading
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from mentorship.core.exceptions import DomainError
from mentorship.documents import printing, services
from mentorship.documents.invariants import breaches
from mentorship.documents.models import TakenNumber
from tests.documents.issuing import DAY, director_of
from tests.documents.texts import text_of_docx, text_of_pdf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def long_draft(make_draft):
    return make_draft(organization__order_numbering="own")


@pytest.fixture
def director(long_draft):
    return director_of(long_draft)


def elsewhere(work):
    """Do the work over a connection of its own and wait for its end; gives what stopped it."""
    ended = []

    def run():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '300ms'")
            ended.append(work())
        except (OperationalError, DomainError) as error:
            ended.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=30)
    return ended[0]


@pytest.fixture
def during_print(monkeypatch, make_draft, director):
    """So many times another order of the school is registered while this one is printed."""

    def arrange(times):
        others = [make_draft(organization=director.organization) for _ in range(times)]
        prints, outcomes, word_of = [], [], printing.word_of

        def slow(document, rendered):
            if document not in others:
                prints.append(document.number)
                if len(prints) <= times:
                    other = others[len(prints) - 1]
                    outcomes.append(elsewhere(lambda: register(other, director)))
            return word_of(document, rendered)

        monkeypatch.setattr(printing, "word_of", slow)
        return prints, outcomes

    return arrange


def register(draft, director, **how):
    return services.register(document=draft, member=director, dated_on=DAY, **how).number


@pytest.mark.parametrize("times", [0, 1, 3])
def test_others_register_while_a_long_document_is_printed(
    long_draft, director, during_print, times
):
    prints, outcomes = during_print(times)

    number = register(long_draft, director, prints_first=True)

    assert outcomes == [f"{n}-ОД" for n in range(1, times + 1)]
    assert (number, len(prints)) == (f"{times + 1}-ОД", times + 1)
    ordinals = TakenNumber.objects.order_by("ordinal").values_list("ordinal", flat=True)
    assert list(ordinals) == list(range(1, times + 2))
    assert breaches() == []


def test_files_carry_the_number_that_was_taken(long_draft, director, during_print):
    during_print(1)
    register(long_draft, director, prints_first=True)

    files = {row.role: Path(row.file.path).read_bytes() for row in long_draft.files.all()}

    texts = [text_of_docx(files["docx"]), text_of_pdf(files["pdf"])]
    assert [("№2-ОД" in text, "№1-ОД" in text) for text in texts] == [(True, False)] * 2


def test_control_number_taken_first_keeps_the_others_waiting(long_draft, director, during_print):
    _prints, outcomes = during_print(1)

    register(long_draft, director)

    assert [type(outcome) for outcome in outcomes] == [OperationalError]


def test_typed_number_is_printed_once(long_draft, director, during_print):
    long_draft.organization.order_numbering = "external"
    long_draft.organization.save()
    prints, _outcomes = during_print(0)

    assert register(long_draft, director, number="204-ОД", prints_first=True) == "204-ОД"
    assert prints == ["204-ОД"]


def test_refusal_after_the_print_takes_nothing(long_draft, director, order_kind):
    def refuse(document, member):
        raise DomainError("Пара уже занята.")

    object.__setattr__(order_kind, "on_registered", refuse)
    with pytest.raises(DomainError, match="Пара уже занята"):
        register(long_draft, director, prints_first=True)

    assert (TakenNumber.objects.count(), breaches()) == (0, [])
