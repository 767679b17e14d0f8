from datetime import timedelta
from io import BytesIO

import pgtrigger
import pytest
from django.utils import timezone
from openpyxl import load_workbook

from mentorship.audit.models import Reading
from tests.factories.bank import PartnerFactory, PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
JOURNAL = "/audit/readings/"


@pytest.fixture
def director():
    return MembershipFactory(role="director")


@pytest.fixture
def curator(director):
    return MembershipFactory(organization=director.organization)


def reading(member, people=(), kind="card", at=None):
    row = Reading.objects.create(
        kind=kind,
        user=member.user,
        membership=member,
        organization=member.organization,
        people=[person.pk for person in people],
        count=len(people),
    )
    if at:
        with pgtrigger.ignore("audit.Reading:kept_as_written"):
            Reading.objects.filter(pk=row.pk).update(at=at)
    return row


def listed(client, **asked):
    return [row for row, _people, _others in client.get(JOURNAL, asked).context["rows"]]


def test_journal_shows_own_institution_without_lists(sign_in, director, curator):
    own = reading(curator)
    reading(curator, kind="search")
    reading(MembershipFactory())

    assert listed(sign_in(director)) == [own]


def test_journal_is_narrowed_by_person_and_kind(sign_in, director, curator):
    own = reading(curator, kind="export")
    reading(director, kind="export")
    reading(curator)

    assert listed(sign_in(director), user=curator.user.pk, kind="export") == [own]


def test_journal_is_narrowed_by_days(sign_in, director, curator):
    now = timezone.now()
    old = reading(curator, at=now - timedelta(days=10))
    reading(curator)
    day = timezone.localdate(now - timedelta(days=10))

    assert listed(sign_in(director), since=f"{day:%d.%m.%Y}", until=f"{day:%d.%m.%Y}") == [old]


@pytest.mark.parametrize("asked", [{"user": "x"}, {"since": "вчера"}, {"kind": "'"}])
def test_journal_passes_over_what_it_cannot_read(sign_in, director, curator, asked):
    reading(curator)

    assert sign_in(director).get(JOURNAL, asked).status_code == 200


def test_journal_names_own_people_and_counts_the_rest(sign_in, director, curator):
    people = [PersonFactory(institution=director.organization) for _ in range(3)]
    reading(curator, [*people, PersonFactory()])

    ((_row, named, others),) = sign_in(director).get(JOURNAL).context["rows"]

    assert [person.name for person in named] == [person.full_name for person in people]
    assert others == 1


def test_journal_does_not_name_foreign_people(sign_in, director, curator):
    reading(curator, [PersonFactory()])

    ((_row, named, _others),) = sign_in(director).get(JOURNAL).context["rows"]

    assert [person.name for person in named] == ["карточки больше нет"]


@pytest.mark.parametrize("count", [1, 3])
def test_journal_query_count(sign_in, director, curator, count, django_assert_num_queries):
    for _ in range(count):
        reading(curator, [PersonFactory(institution=director.organization)])
    client = sign_in(director)
    client.get(JOURNAL)

    with django_assert_num_queries(13):
        client.get(JOURNAL)


def test_journal_is_given_as_a_workbook(sign_in, director, curator):
    person = PersonFactory(institution=director.organization)
    reading(curator, [person])

    sheet = load_workbook(BytesIO(sign_in(director).get(f"{JOURNAL}export/").content)).active

    last = [cell.value for cell in list(sheet)[-1]]
    assert (last[1], last[3], last[-1]) == (
        curator.user.full_name,
        "карточка",
        person.full_name,
    )
    assert Reading.objects.get(kind="export").people == [person.pk]


@pytest.mark.parametrize("role", ["psychologist", "council", "mentor", "methodist"])
@pytest.mark.parametrize("path", [JOURNAL, f"{JOURNAL}export/", "/audit/incidents/"])
def test_journal_is_for_curator_and_director(sign_in, role, path):
    assert sign_in(MembershipFactory(role=role)).get(path).status_code == 403


def moment(at):
    return f"{timezone.localtime(at):%d.%m.%Y %H:%M:%S}"


def test_incident_pack_holds_exactly_the_cards_read_and_exported(sign_in, director, curator):
    """D7: of one user, between two moments, and nothing of lists in the first sheets."""
    now = timezone.now().replace(microsecond=0)
    opened, exported, early, other, listed = (
        PersonFactory(institution=director.organization, first_name=name)
        for name in ("Борис", "Антон", "Ранний", "Чужой", "Список")
    )
    reading(curator, [opened], at=now - timedelta(hours=2))
    reading(curator, [opened, exported], kind="export", at=now - timedelta(hours=1))
    reading(curator, [listed], kind="list", at=now - timedelta(hours=1))
    reading(curator, [early], at=now - timedelta(hours=4))
    reading(director, [other], at=now - timedelta(hours=1))
    asked = {"user": curator.user.pk, "since": moment(now - timedelta(hours=3))}

    answer = sign_in(director).get("/audit/incidents/", asked | {"until": moment(now)})

    sheets = [sheet_rows(answer, number) for number in range(3)]
    assert [row[0] for row in sheets[0]] == sorted([opened.full_name, exported.full_name])
    assert [row[3] for row in sheets[1]] == ["карточка", "выгрузка списка"]
    assert [row[0] for row in sheets[2]] == [listed.full_name]


def sheet_rows(answer, number):
    """Rows under the heading and the header row."""
    sheet = load_workbook(BytesIO(answer.content)).worksheets[number]
    return [row for row in sheet.iter_rows(min_row=3, values_only=True) if row[0]]


def test_incident_pack_counts_how_often(sign_in, director, curator):
    person = PersonFactory(institution=director.organization)
    now = timezone.now()
    for hours in (1, 2):
        reading(curator, [person], at=now - timedelta(hours=hours))
    asked = {"user": curator.user.pk, "since": moment(now - timedelta(hours=3))}

    answer = sign_in(director).get("/audit/incidents/", asked | {"until": moment(now)})

    ((_name, _place, what, times, first, last),) = sheet_rows(answer, 0)
    assert (what, times) == ("карточка – 2", 2)
    assert last - first == timedelta(hours=1)


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        ("12.09.2025 08:00", "11.09.2025", "until"),
        ("вчера", "12.09.2025", "since"),
        ("01.01.0001", "12.09.2025", "since"),
        ("12.09.2025", "31.12.9999 23:59", "until"),
    ],
)
def test_incident_pack_asks_for_moments_in_order(sign_in, director, since, until, field):
    asked = {"user": director.user.pk, "since": since, "until": until}

    form = sign_in(director).get("/audit/incidents/", asked).context["form"]

    assert list(form.errors) == [field]


def test_incident_pack_knows_no_foreign_users(sign_in, director):
    stranger = MembershipFactory()
    asked = {"user": stranger.user.pk, "since": "12.09.2025", "until": "13.09.2025"}

    form = sign_in(director).get("/audit/incidents/", asked).context["form"]

    assert list(form.errors) == ["user"]


def test_history_of_a_partner_tells_of_its_agreements(sign_in, director, curator):
    partner = PartnerFactory(institution=director.organization, name="Завод")
    sign_in(curator).post(f"/bank/partners/{partner.pk}/edit/", {"name": "Новый завод"})

    page = sign_in(director).get(f"/audit/history/partner/{partner.pk}/").context["page_obj"]

    (change,) = page[0].rows
    assert (page[0].author.name, change.title) == (curator.user.full_name, "партнёр «Новый завод»")
    assert [(f.title, f.old, f.new) for f in change.fields] == [
        ("наименование", "Завод", "Новый завод")
    ]


def test_history_of_a_colleague_is_for_who_manages_roles(sign_in, director, curator):
    url = f"/audit/history/membership/{curator.pk}/"
    psychologist = MembershipFactory(role="psychologist", organization=director.organization)

    curator.user.full_name = "Новикова Вера"
    curator.user.save()
    page = sign_in(director).get(url)

    assert page.context["row"] == "Новикова Вера"
    assert "учётная запись" in page.content.decode().lower()
    assert sign_in(psychologist).get(url).status_code == 403


@pytest.mark.parametrize("kind", ["partner", "person", "x"])
def test_history_of_a_foreign_or_unknown_row_is_not_there(sign_in, director, kind):
    foreign = PartnerFactory()

    assert sign_in(director).get(f"/audit/history/{kind}/{foreign.pk}/").status_code == 404
