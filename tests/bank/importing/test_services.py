from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DataError

from mentorship.bank.importing import services
from mentorship.bank.models import Affiliation, ImportRun, MenteeEntry, MentorEntry, Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from tests.factories.organizations import MembershipFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db
YEAR, TODAY = SchoolYear(2022), date(2022, 11, 1)
MENTEES = ["ФИО наставляемого", "Год рождения", "Класс", "Дата вхождения в программу", "Форма"]
GROMOVA = ["Громова Полина Сергеевна", 2011, "5 «А»", "01.09.2022", "ученик – ученик"]
BROKEN = ["Зимин Кирилл Павлович", 2020, "10 «А»", "01.09.2022", ""]


def look(member, content):
    return services.preview_bank(
        institution=member.organization,
        content=content,
        filename="база.xlsx",
        wanted=None,
        year=YEAR,
        today=TODAY,
    )


def keep(member, content):
    return services.keep_preview(
        member=member,
        preview=look(member, content),
        content=content,
        filename="база.xlsx",
        year=YEAR,
    )


def confirm(member, run):
    return services.confirm_import(member=member, run=run, today=TODAY)


def numbers(counts):
    return [counts[n] for n in ("good", "warned", "refused", "created", "updated", "unchanged")]


def test_preview_counts_and_writes_nothing(curator, make_sheet):
    preview = look(curator, make_sheet(MENTEES, GROMOVA, BROKEN))

    assert numbers(preview.counts) == [1, 0, 1, 1, 0, 0]
    assert not Person.objects.exists()


def test_confirm_writes_the_good_rows(curator, make_sheet):
    run = confirm(curator, keep(curator, make_sheet(MENTEES, GROMOVA, BROKEN)))

    entry = MenteeEntry.objects.get()
    assert (entry.person.full_name, entry.form.code) == (GROMOVA[0], "uchenik-uchenik")
    assert entry.person.affiliations.get().period.lower == date(2022, 9, 1)
    assert (run.state, numbers(run.counts)) == ("confirmed", [1, 0, 1, 1, 0, 0])
    assert [row["outcome"] for row in run.rows] == ["created", "refused"]


def test_same_file_twice_changes_nothing(curator, make_sheet):
    content = make_sheet(MENTEES, GROMOVA)
    confirm(curator, keep(curator, content))

    again = confirm(curator, keep(curator, content))

    assert numbers(again.counts) == [1, 0, 0, 0, 0, 1]
    assert (Person.objects.count(), Affiliation.objects.count()) == (1, 1)


def test_confirm_of_a_confirmed_run_changes_nothing(curator, make_sheet):
    run = confirm(curator, keep(curator, make_sheet(MENTEES, GROMOVA)))
    Person.objects.update(contacts="8 912")

    assert confirm(curator, run).confirmed_at == run.confirmed_at
    assert Person.objects.get().contacts == "8 912"


def test_two_previews_of_one_file_load_one_person(curator, make_sheet):
    content = make_sheet(MENTEES, GROMOVA)
    first, second = keep(curator, content), keep(curator, content)

    runs = [confirm(curator, first), confirm(curator, second)]

    assert [run.counts["created"] for run in runs] == [1, 0]
    assert Person.objects.count() == 1


def test_confirm_says_a_warning_once(curator, make_sheet):
    row = [*GROMOVA[:3], None, ""]

    run = confirm(curator, keep(curator, make_sheet(MENTEES, row)))

    assert [m["text"] for m in run.rows[0]["messages"]] == [
        "Дата вхождения не указана: будет 01.11.2022."
    ]


def test_update_moves_the_class_and_fills_the_contacts(curator, make_sheet):
    confirm(curator, keep(curator, make_sheet(MENTEES, GROMOVA)))
    Affiliation.objects.update(period="[2020-09-01,)")
    changed = [*GROMOVA[:2], "6 «А»", *GROMOVA[3:], "8 912"]

    run = confirm(curator, keep(curator, make_sheet([*MENTEES, "Контакты"], changed)))

    places = Affiliation.objects.order_by("period").values_list("place", flat=True)
    assert (run.counts["updated"], list(places)) == (1, ["5 «А»", "6 «А»"])
    assert Person.objects.get().contacts == "8 912"


def test_mentors_are_loaded_with_their_forms(curator, make_sheet):
    headings = ["ФИО наставника", "Место работы", "Основные компетенции", "Дата вхождения", "Форма"]
    row = ["Бехтина Ольга", "учитель физики", "олимпиады", "01.09.2022", "учитель – ученик"]
    changed = [*row[:4], "учитель – ученик, учитель – учитель"]

    for content in (make_sheet(headings, row), make_sheet(headings, changed)):
        run = confirm(curator, keep(curator, content))

    codes = MentorEntry.objects.get().forms.values_list("code", flat=True)
    assert (run.counts["updated"], set(codes)) == (1, {"uchitel-uchenik", "uchitel-uchitel"})


def test_import_at_once_is_a_preview_and_its_writing(curator, make_sheet):
    preview = services.import_at_once(
        institution=curator.organization,
        content=make_sheet(MENTEES, GROMOVA),
        filename="база.xlsx",
        year=YEAR,
        today=TODAY,
    )

    assert (preview.counts["created"], MenteeEntry.objects.count()) == (1, 1)


def test_writing_is_all_or_nothing(curator, make_sheet):
    run = keep(curator, make_sheet(MENTEES, GROMOVA, ["Ёлкин Лев", *GROMOVA[1:]]))
    run.rows[1]["values"]["place"] = "а" * 201  # the database takes 200
    run.save()

    with pytest.raises(DataError):
        confirm(curator, run)

    run.refresh_from_db()
    assert (run.state, Person.objects.count()) == ("previewed", 0)


@pytest.mark.parametrize("role", ["director", "mentor"])
def test_keeping_and_confirming_need_the_right(curator, make_sheet, role):
    content = make_sheet(MENTEES, GROMOVA)
    member = MembershipFactory(role=role, organization=curator.organization)

    with pytest.raises(PermissionDenied):
        keep(member, content)
    with pytest.raises(PermissionDenied):
        confirm(member, keep(curator, content))


def test_confirming_a_foreign_run_is_denied(curator, make_sheet):
    run = keep(curator, make_sheet(MENTEES, GROMOVA))

    with pytest.raises(PermissionDenied):
        confirm(MembershipFactory(), run)


def test_bank_of_a_municipality_is_refused(make_sheet):
    with pytest.raises(DomainError, match="только в образовательную организацию"):
        services.preview_bank(
            institution=MunicipalityFactory(),
            content=make_sheet(MENTEES, GROMOVA),
            filename="",
            wanted=None,
            year=YEAR,
            today=TODAY,
        )


def test_file_over_ten_megabytes_is_refused(curator):
    with pytest.raises(DomainError, match="больше 10 МБ"):
        look(curator, b"0" * (services.LARGEST_FILE + 1))


def test_run_keeps_the_hash_and_not_the_file(curator, make_sheet):
    run = keep(curator, make_sheet(MENTEES, GROMOVA))

    assert (len(run.file_sha256), run.bank, run.school_year) == (64, "mentees", 2022)
    assert ImportRun.objects.get().counts["headings"]["name"] == "ФИО наставляемого"
