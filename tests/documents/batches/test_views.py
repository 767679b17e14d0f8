from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.audit.models import Reading
from mentorship.documents.batches.making import make_batch
from mentorship.documents.models import Batch
from mentorship.jobs.models import Job

pytestmark = pytest.mark.django_db
NEW = "/documents/batches/new/pair_agreement/"


def test_page_offers_every_mentee_and_ticks_those_who_lack_a_paper(sign_in, director, pairs, keys):
    pairs[2].members.get().person.consents.all().delete()

    form = sign_in(director, 2022).get(NEW).context["form"]

    assert sorted(key for key, _label in form.fields["rows"].choices) == sorted(keys)
    assert sorted(form.fields["rows"].initial) == sorted(keys[:2])


def test_page_can_be_narrowed_to_the_pairs_of_an_order(sign_in, director, pairs, keys):
    page = sign_in(director, 2022).get(f"{NEW}?source={pairs[1].order_id}")

    assert [row.key for row in page.context["rows"]] == [keys[1]]


def test_one_click_queues_the_work(sign_in, director, keys):
    sent = {"rows": keys, "register_at_once": "on", "dated_on": "03.10.2022"}

    page = sign_in(director, 2022).post(NEW, sent)

    batch, job = Batch.objects.get(), Job.objects.get()
    assert (batch.rows, batch.dated_on) == (keys, date(2022, 10, 3))
    assert page["Location"] == f"/jobs/{job.pk}/"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Отметьте хотя бы одну строку."),
        ({"rows": ["0"]}, "Выберите корректный вариант"),
        ({"rows": "all", "register_at_once": "on"}, "Укажите дату"),
    ],
)
def test_wrong_choice_is_told_on_the_page(sign_in, director, keys, sent, words):
    sent = sent | ({"rows": keys} if sent.get("rows") == "all" else {})

    page = sign_in(director, 2022).post(NEW, sent)

    assert (page.status_code, words in page.text, Batch.objects.count()) == (200, True, 0)


def test_page_without_pairs_says_so(sign_in, director):
    page = sign_in(director, 2022).get(NEW).text

    assert "Готовить не для кого" in page
    assert "В этом учебном году пар ещё нет: соглашения составляются для пар." in page


def test_ended_pairs_are_offered_but_not_ticked(sign_in, director, make_pair, pairs, keys):
    ended = make_pair("completed").members.get()

    page = sign_in(director, 2022).get(NEW)

    remarks = {row.key: row.remark for row in page.context["rows"]}
    assert remarks == dict.fromkeys(keys, "") | {str(ended.pk): "пара уже окончена"}
    assert sorted(page.context["form"].fields["rows"].initial) == sorted(keys)


def test_kind_that_is_not_made_at_once_is_not_found(sign_in, director):
    assert sign_in(director).get("/documents/batches/new/pairs_order/").status_code == 404


def test_made_batch_lists_documents_and_those_left_out(ask, progress, sign_in, director, pairs):
    batch, params = ask()
    pairs[1].members.get().person.consents.all().delete()
    make_batch(params, progress)

    page = sign_in(director, 2022).get(batch.get_absolute_url())

    left_out = page.context["left_out"]
    assert (len(page.context["made"]), [item.left_out for _, item in left_out]) == (
        2,
        ["нет согласия на обработку данных"],
    )


def test_files_are_given_and_noted(ask, progress, sign_in, director, pairs):
    batch, params = ask()
    make_batch(params, progress)
    client = sign_in(director, 2022)

    pdf = client.get(f"{batch.get_absolute_url()}files/pdf/")
    packed = client.get(f"{batch.get_absolute_url()}files/zip/")

    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    assert b"".join(packed.streaming_content).startswith(b"PK")
    assert Reading.objects.latest("pk").count == 6


def test_drafts_are_not_given_once_a_consent_has_ended(ask, progress, sign_in, director, pairs):
    batch, params = ask()
    make_batch(params, progress)
    pairs[0].members.get().person.consents.all().delete()

    page = sign_in(director, 2022).get(f"{batch.get_absolute_url()}files/pdf/", follow=True)

    assert "Соберите файлы заново" in page.text


def test_registered_documents_are_given_for_ever(ask, progress, sign_in, director, pairs):
    batch, params = ask(dated_on=date(2022, 10, 3))
    make_batch(params, progress)
    pairs[0].members.get().person.consents.all().delete()

    response = sign_in(director, 2022).get(f"{batch.get_absolute_url()}files/pdf/")

    assert (response.status_code, response.close()) == (200, None)


def test_batch_is_made_again_by_a_click(ask, sign_in, director):
    batch, _params = ask()

    page = sign_in(director, 2022).post(f"{batch.get_absolute_url()}again/")

    assert (page.status_code, Job.objects.count()) == (302, 2)


def test_list_tells_what_is_finished(ask, progress, sign_in, director):
    _first, params = ask()
    ask()
    make_batch(params, progress)

    page = sign_in(director, 2022).get("/documents/batches/")

    assert [bool(batch.made_on) for batch, _title in page.context["rows"]] == [False, True]


@pytest.mark.parametrize("address", [NEW, "/documents/batches/1/"])
def test_queries_do_not_grow_with_rows(ask, progress, sign_in, director, make_pair, address):
    def counted():
        batch, params = ask(keys=[str(member) for member in mentees()])
        make_batch(params, progress)
        client = sign_in(director, 2022)
        url = NEW if address == NEW else batch.get_absolute_url()
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    def mentees():
        return [pair.members.get().pk for pair in made]

    made = [make_pair("ordered")]
    one = counted()
    made += [make_pair("ordered"), make_pair("ordered")]

    assert counted() == one
