from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents.batches import services
from mentorship.documents.batches.making import make_batch
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Batch, Document
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


def test_order_keeps_each_row_once_and_queues_the_work(ask, keys):
    batch, params = ask(keys=[*keys, keys[0]])

    assert (batch.rows, params) == (keys, {"batch": batch.pk, "membership": batch.created_by_id})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"keys": []}, "не выбрана ни одна строка"),
        ({"keys": [str(n) for n in range(301)]}, "не больше 300 документов: сейчас 301"),
        ({"dated_on": date(2999, 1, 1)}, "не может быть позже сегодняшней"),
    ],
)
def test_order_is_refused_in_words(ask, given, words):
    with pytest.raises(DomainError, match=words):
        ask(**given)

    assert Batch.objects.count() == 0


@pytest.mark.parametrize("role", ["council", "psychologist", "mentor", "methodist"])
def test_order_is_for_those_who_draw_documents_up_in_an_institution(ask, role):
    with pytest.raises(PermissionDenied):
        ask(member=MembershipFactory(role=role))


def test_numbers_of_ones_own_book_are_not_given_at_once(director):
    typed, counted = KINDS["pairs_order"], KINDS["pair_agreement"]

    assert services.can_register_at_once(director, counted)
    assert not services.can_register_at_once(director, typed)


def test_old_files_go_and_documents_stay(ask, progress):
    batch, params = ask()
    make_batch(params, progress)
    made_on = Batch.objects.get().made_on

    kept = services.drop_old_files(made_on + timedelta(days=services.KEPT_DAYS))
    dropped = services.drop_old_files(made_on + timedelta(days=services.KEPT_DAYS + 1))

    batch.refresh_from_db()
    assert (kept, dropped, bool(batch.pdf), bool(batch.archive)) == (0, 1, False, False)
    assert Document.objects.filter(kind="pair_agreement").count() == 3
    assert batch.pdf.storage.listdir(f"batches/{timezone.now():%Y/%m}")[1] == []
