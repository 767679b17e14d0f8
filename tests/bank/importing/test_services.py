from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.utils import timezone

from mentorship.bank.importing import services
from mentorship.bank.models import (
    Affiliation,
    ImportRow,
    ImportRun,
    ImportSource,
    MenteeEntry,
    MentorEntry,
    Person,
)
from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import PersonFactory
from tests.factories.imports import (
    BROKEN,
    GROMOVA,
    HEADINGS,
    LOSEV,
    TODAY,
    confirmed_run,
    mapped_run,
    previewed_run,
)
from tests.factories.organizations import MembershipFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)


def confirm(member, run):
    return services.confirm_import(member=member, run=run, today=TODAY)


def numbers(counts):
    return [counts[n] for n in ("good", "warned", "refused", "created", "updated", "unchanged")]


def test_check_counts_and_writes_nothing(curator):
    run = previewed_run(curator, GROMOVA, BROKEN)

    assert (run.state, numbers(run.counts)) == ("previewed", [1, 0, 1, 1, 0, 0])
    assert not Person.objects.exists()


def test_check_groups_messages_by_kind_and_keeps_the_cells_of_refused_rows(curator):
    older = ("Ёлкин Лев Ильич", 2021, "1 «А»", "01.09.2022")

    run = previewed_run(curator, GROMOVA, BROKEN, older)

    (group,) = run.groups
    assert group["example"].startswith("Проверьте год рождения 2020: ")
    assert (group["column"], group["is_error"], group["count"]) == ("Год рождения", True, 2)
    rows = run.rows.order_by("number").values_list("number", "kinds", "cells")
    assert list(rows) == [(2, [], None), (3, [0], list(BROKEN)), (4, [0], list(older))]


def test_check_again_keeps_the_answers(curator):
    PersonFactory(
        institution=curator.organization, last_name="Лосев", first_name="Кирил",
        patronymic="Павлович", birth_year=2009,
    )  # fmt: skip
    run = previewed_run(curator, LOSEV)
    row = run.rows.get()
    services.answer_double(
        member=curator, run=run, number=row.number, answer=f"person:{Person.objects.get().pk}",
        takes_spelling=True, today=TODAY,
    )  # fmt: skip
    ImportRun.objects.update(state="checking")

    run = services.check_rows(run=run, today=TODAY)

    again = run.rows.get()
    assert (again.outcome, again.takes_spelling) == ("created", True)


def test_confirm_writes_the_good_rows_and_forgets_the_file(curator):
    run = confirmed_run(curator, GROMOVA, BROKEN)

    entry = MenteeEntry.objects.get()
    assert (entry.person.full_name, entry.entered_on) == (GROMOVA[0], date(2022, 9, 1))
    assert entry.person.affiliations.get().period.lower == date(2022, 9, 1)
    assert (run.state, numbers(run.counts)) == ("confirmed", [1, 0, 1, 1, 0, 0])
    assert (run.tables, ImportSource.objects.count()) == ([], 0)


def test_confirm_keeps_of_a_row_only_what_is_needed(curator):
    confirmed_run(curator, GROMOVA, BROKEN)

    good, refused = ImportRow.objects.order_by("number")
    assert (good.values, good.cells, good.person) == ({}, None, Person.objects.get())
    assert (list(refused.values), refused.cells) == (["name"], list(BROKEN))


def test_confirm_takes_the_good_rows_alone_only_when_told_so(curator):
    run = previewed_run(curator, GROMOVA, BROKEN)

    with pytest.raises(DomainError, match="разрешите загрузить только годные"):
        confirm(curator, run)

    assert not Person.objects.exists()
    assert confirm(curator, services.take_good_rows(member=curator, run=run)).counts["created"] == 1


def test_same_file_twice_changes_nothing(curator):
    rows = [GROMOVA, ("Ёлкин Лев", 2010, "6 «А»", "")]
    confirmed_run(curator, *rows)

    again = confirmed_run(curator, *rows)

    assert numbers(again.counts) == [2, 0, 0, 0, 0, 2]
    assert (Person.objects.count(), Affiliation.objects.count()) == (2, 2)


def test_confirm_of_a_confirmed_run_changes_nothing(curator):
    run = confirmed_run(curator)
    Person.objects.update(contacts="8 912")

    assert confirm(curator, run).confirmed_at == run.confirmed_at
    assert Person.objects.get().contacts == "8 912"


def test_two_previews_of_one_file_load_one_person(curator):
    first, second = previewed_run(curator), previewed_run(curator)

    runs = [confirm(curator, first), confirm(curator, second)]

    assert [run.counts["created"] for run in runs] == [1, 0]
    assert Person.objects.count() == 1


def test_confirm_says_a_warning_once(curator):
    run = confirmed_run(curator, (*GROMOVA[:3], None))

    assert [m["text"] for m in run.rows.get().messages] == [
        "Дата вхождения не указана: будет 01.11.2022."
    ]


def test_absent_column_of_days_is_told_once(curator):
    run = previewed_run(curator, GROMOVA[:3], LOSEV[:3], headings=HEADINGS[:3])

    told = [note["text"] for note in run.notes if note["column"] == HEADINGS[3]]
    assert told == ["Столбца в файле нет: у новых записей будет 01.11.2022."]
    assert (run.counts["good"], run.counts["warned"]) == (2, 0)


def test_update_moves_the_class_and_fills_the_contacts(curator):
    confirmed_run(curator)
    Affiliation.objects.update(period="[2020-09-01,)")
    changed = (*GROMOVA[:2], "6 «А»", GROMOVA[3], "8 912")

    run = confirmed_run(curator, changed, headings=(*HEADINGS, "Контакты"))

    places = Affiliation.objects.order_by("period").values_list("place", flat=True)
    assert (run.counts["updated"], list(places)) == (1, ["5 «А»", "6 «А»"])
    assert Person.objects.get().contacts == "8 912"
    changes = [(c["title"], c["before"], c["after"]) for c in run.rows.get().effect["changes"]]
    assert changes == [
        ("контактные данные", "—", "8 912"),
        ("класс или должность", "5 «А»", "6 «А»"),
    ]


def test_mentors_are_loaded_with_their_forms(curator):
    headings = ("ФИО наставника", "Место работы", "Основные компетенции", "Дата вхождения", "Форма")
    row = ("Бехтина Ольга", "учитель физики", "олимпиады", "01.09.2022", "учитель – ученик")
    changed = (*row[:4], "учитель – ученик, учитель – учитель")

    for one in (row, changed):
        run = confirmed_run(curator, one, headings=headings)

    codes = MentorEntry.objects.get().forms.values_list("code", flat=True)
    assert (run.counts["updated"], set(codes)) == (1, {"uchitel-uchenik", "uchitel-uchitel"})


def test_writing_is_all_or_nothing(curator):
    run = previewed_run(curator, GROMOVA, LOSEV)
    row = run.rows.get(number=3)
    row.values["place"] = "а" * 201  # the database takes 200
    row.save()

    with pytest.raises(DataError):
        confirm(curator, run)

    run.refresh_from_db()
    assert (run.state, Person.objects.count()) == ("previewed", 0)


@pytest.mark.parametrize("role", ["director", "mentor"])
def test_every_step_needs_the_right(curator, role):
    run = previewed_run(curator)
    member = MembershipFactory(role=role, organization=curator.organization)

    for refused in (
        lambda: confirm(member, run),
        lambda: services.take_good_rows(member=member, run=run),
        lambda: services.abandon_import(member=member, run=run),
        lambda: previewed_run(member),
    ):
        with pytest.raises(PermissionDenied):
            refused()


@pytest.mark.parametrize("maker", [previewed_run, confirmed_run])
def test_confirming_a_foreign_run_is_denied(curator, maker):
    run = maker(curator)

    with pytest.raises(PermissionDenied):
        confirm(MembershipFactory(), run)


def test_abandoned_run_keeps_nothing_of_its_file(curator):
    run = services.abandon_import(member=curator, run=previewed_run(curator))

    assert (run.state, run.tables, run.layout, run.rows.count()) == ("abandoned", [], {}, 0)
    assert not ImportSource.objects.exists()
    with pytest.raises(DomainError, match="Сейчас этого сделать нельзя"):
        confirm(curator, run)


def test_purge_forgets_unfinished_runs_and_rows_long_written(curator):
    now = timezone.now()
    fresh, old, written = previewed_run(curator), mapped_run(curator), confirmed_run(curator)
    ImportRun.objects.filter(pk=old.pk).update(created_at=now - timedelta(days=15))
    ImportRun.objects.filter(pk=written.pk).update(confirmed_at=now - timedelta(days=61))

    assert services.purge_runs(now=now) == 1

    states = dict(ImportRun.objects.values_list("pk", "state"))
    assert states == {fresh.pk: "previewed", old.pk: "abandoned", written.pk: "confirmed"}
    assert [row.run_id for row in ImportRow.objects.all()] == [fresh.pk]


def at_once(member, content, **options):
    return services.import_at_once(
        institution=member.organization,
        content=content,
        filename="база.xlsx",
        year=YEAR,
        today=TODAY,
        **options,
    )


def test_import_at_once_is_a_preview_and_its_writing(curator, make_sheet):
    preview = at_once(curator, make_sheet(HEADINGS, GROMOVA))

    assert (preview.counts["created"], MenteeEntry.objects.count()) == (1, 1)
    run = ImportRun.objects.get()
    assert (run.state, len(run.file_sha256), run.created_by) == ("confirmed", 64, None)


@pytest.mark.parametrize(("asks", "created"), [(True, 0), (False, 1)])
def test_import_at_once_leaves_out_who_may_be_known(curator, make_sheet, asks, created):
    PersonFactory(
        institution=curator.organization, last_name="Громова", first_name="Полина",
        patronymic="", birth_year=2011,
    )  # fmt: skip

    preview = at_once(curator, make_sheet(HEADINGS, GROMOVA), asks=asks)

    assert (preview.counts["created"], preview.counts["asked"]) == (created, 1 - created)
    assert Person.objects.count() == 1 + created


def test_bank_of_a_municipality_is_refused(make_sheet):
    with pytest.raises(DomainError, match="только в образовательную организацию"):
        at_once(
            MembershipFactory(organization=MunicipalityFactory(), role="methodist"),
            make_sheet(HEADINGS, GROMOVA),
        )


def test_file_over_ten_megabytes_is_refused(curator):
    with pytest.raises(DomainError, match="больше 10 МБ"):
        at_once(curator, b"0" * (services.LARGEST_FILE + 1))
