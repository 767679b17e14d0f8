"""Documents against bare WeasyPrint on the same HTML, numbers under contention, pages meanwhile."""

import logging
import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.test import Client, override_settings
from django.utils import timezone
from weasyprint import CSS, HTML

from benchmarks.figures import PAIRS, Figure, compare, seconds
from benchmarks.importing import HALVES, NAMES, PATRONYMICS, SURNAMES, curator_of, institution
from mentorship.documents import pairs_order, rendering
from mentorship.documents.batches.making import packed
from mentorship.documents.kinds import Kind, register
from mentorship.documents.locking import locked
from mentorship.documents.models import Document, TakenNumber
from mentorship.documents.numbering import take_number
from mentorship.documents.pairs_order import PairRow
from mentorship.organizations.models import Membership, Organization, Signatory

DAY = date(2022, 10, 3)
LONG = 300
MANY = 200
PROCESSES, NUMBERS, UNDONE = 8, 60, 10  # every tenth registration is rolled back
PER_SECOND = 100
REQUESTS, LIGHT = 40, 2.0
# Nothing was collected for this run: pages name static files as they lie.
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


class RollbackError(Exception):
    """A registration that is undone at its very end."""


def name_at(place: int) -> str:
    surname = f"{SURNAMES[place % 10]}-{HALVES[place // 10 % 10]}"
    return f"{surname} {NAMES[place // 100 % 10]} {PATRONYMICS[place % 5]}"


def build(document: Document) -> pairs_order.PairsOrderContext:
    """An order over as many invented pairs as its fields say, from a place of their own."""
    first, count = document.fields["first"], document.fields["count"]
    rows = [
        PairRow(name_at(n), "m", (name_at(n + 7),), "учитель – ученик", DAY, date(2023, 5, 31))
        for n in range(first, first + count)
    ]
    return pairs_order.build_context(document, rows)


KIND = Kind(
    code="benchmark",
    title=pairs_order.TITLE,
    subject=pairs_order.SUBJECT,
    folder=pairs_order.FOLDER,
    group="pairs",
    form=pairs_order.PairsOrderForm,
    build=build,
    always_own=True,
    number_pattern="{n}-Б",
    series="benchmark",
)


def order_of(member: Membership, *, count: int, first: int = 0) -> Document:
    fields = {
        "basis": "Положением о системе наставничества",
        "curator": "Лебедева Мария Ивановна",
        "programs_due_on": "2022-10-31",
        "first": first,
        "count": count,
    }
    return Document.objects.create(
        organization=member.organization,
        kind=KIND.code,
        title=KIND.subject,
        school_year=2022,
        fields=fields,
        created_by=member,
    )


def bare(document: Document) -> Callable[[], bytes]:
    """WeasyPrint alone on the HTML and the styles of a document, in this process."""
    rendered = rendering.render(document)
    html = rendering._page(rendered.title, rendered.body)
    css = (Path(settings.BASE_DIR) / "static/css/document.css").read_text() + rendered.layout.css()

    def work() -> bytes:
        pdf: bytes = HTML(string=html).write_pdf(
            stylesheets=[CSS(string=css)], presentational_hints=True
        )
        return pdf

    return work


def with_names(documents: list[Document]) -> list[tuple[str, Document]]:
    """Documents under the names their files have in an archive."""
    return [(f"Приказ {place}", document) for place, document in enumerate(documents, 1)]


def many_figure(member: Membership) -> Figure:
    """Every document is made once by us with its Word file and once bare, in turns of a part."""
    documents = [order_of(member, count=1, first=place) for place in range(MANY)]
    plain = [bare(document) for document in documents]
    part = MANY // PAIRS
    named = with_names(documents)
    packed(named[:1]), plain[0]()
    pairs = []
    for start in range(0, MANY, part):
        mine, alone = named[start : start + part], plain[start : start + part]
        taken = seconds(lambda mine=mine: packed(mine))  # type: ignore[misc]
        pairs.append((taken, seconds(lambda alone=alone: [work() for work in alone])))  # type: ignore[misc]
    totals = [f"{sum(column):.1f} s" for column in zip(*pairs, strict=True)]
    ratio = statistics.median(mine / alone for mine, alone in pairs)
    return Figure(f"{MANY} documents with DOCX, one PDF, one archive", *totals, ratio, 1.2)


def numbers_figure(member: Membership) -> Figure:
    """Eight processes take numbers of one series; every tenth transaction is undone."""
    each = NUMBERS + NUMBERS // UNDONE
    drafts = [order_of(member, count=1).pk for _ in range(PROCESSES * each)]
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    gate = fork.Barrier(PROCESSES + 1)
    workers = [
        fork.Process(target=take_numbers, args=(member.pk, drafts[n::PROCESSES], gate))
        for n in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    gate.wait()
    started = time.perf_counter()
    for worker in workers:
        worker.join()
    taken = time.perf_counter() - started
    ordinals = list(
        TakenNumber.objects.filter(series="benchmark").values_list("ordinal", flat=True)
    )
    doubles = len(ordinals) - len(set(ordinals))
    gaps = max(ordinals) - len(set(ordinals))
    wanted = PROCESSES * NUMBERS
    whole = len(ordinals) == wanted and not gaps and not doubles
    rate = wanted / taken
    ours = f"{rate:.0f} per s, {gaps} gaps, {doubles} doubles"
    ratio = PER_SECOND / rate if whole else float("inf")
    return Figure("numbers by 8 processes, 10 % undone", ours, f"{PER_SECOND} per s", ratio, 1)


def take_numbers(
    member_pk: int, drafts: list[int], gate: "multiprocessing.synchronize.Barrier"
) -> None:
    """What a registration writes, but for the files: a lock, a number, its row in the book."""
    member = Membership.objects.select_related("organization").get(pk=member_pk)
    gate.wait()
    for turn, pk in enumerate(drafts):
        try:
            with transaction.atomic():
                document = locked(Document(pk=pk))
                document.dated_on = DAY
                take_number(document, KIND, "", DAY.year)
                document.state = Document.State.REGISTERED
                document.registered_at, document.registered_by = timezone.now(), member
                document.save()
                if turn % (UNDONE + 1) == UNDONE:
                    raise RollbackError
        except RollbackError:
            continue


@override_settings(STORAGES=settings.STORAGES | {"staticfiles": PLAIN})
def pages_figure(member: Membership) -> Figure:
    """95th percentile of a light page while another process draws documents up, against idle."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(member.user)
    documents = [order_of(member, count=1, first=place).pk for place in range(20)]
    slow(client, 5)
    ratios, busy, idle = [], [], []
    for _ in range(PAIRS):
        idle.append(slow(client, REQUESTS))
        with drawing_up(documents):
            busy.append(slow(client, REQUESTS))
        ratios.append(busy[-1] / idle[-1])
    shown = [f"{statistics.median(column) * 1000:.0f} ms" for column in (busy, idle)]
    name = "95th percentile of a page while documents are made, against idle"
    return Figure(name, *shown, statistics.median(ratios), LIGHT)


def slow(client: Client, count: int) -> float:
    """Of so many pages the time that 95 of a hundred keep."""
    times = []
    for _ in range(count):
        started = time.perf_counter()
        client.get("/documents/batches/")
        times.append(time.perf_counter() - started)
    return sorted(times)[int(0.95 * count)]


class drawing_up:  # noqa: N801 -- read as a phrase
    """Another process makes these documents again and again, as the worker does."""

    def __init__(self, keys: list[int]) -> None:
        self.process = multiprocessing.get_context("fork").Process(
            target=draw_up, args=(keys,), daemon=True
        )

    def __enter__(self) -> None:
        connections.close_all()
        self.process.start()
        time.sleep(2)  # its child that makes PDFs is warm now

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.join()


def draw_up(keys: list[int]) -> None:
    documents = list(Document.objects.filter(pk__in=keys).select_related("organization"))
    while True:
        packed(with_names(documents))


def figures() -> Iterator[Figure]:
    """Rows are committed, for other processes must see them; the database goes with the run."""
    register(KIND)
    # What it says about media queries would cost the bare side time.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    school: Organization = institution()
    Signatory.objects.create(
        organization=school,
        full_name="Власова Наталья Николаевна",
        position="Директор",
        starts_on=date(2020, 1, 1),
    )
    member = curator_of(school)
    short, long = order_of(member, count=3), order_of(member, count=LONG)
    for name, document in (("one order", short), (f"an annex of {LONG} rows", long)):

        def ours(document: Document = document) -> bytes:
            return rendering.render(document).pdf()

        yield compare(f"{name}, PDF against bare WeasyPrint", ours, bare(document), 1.3)
    yield many_figure(member)
    yield numbers_figure(member)
    yield pages_figure(member)
