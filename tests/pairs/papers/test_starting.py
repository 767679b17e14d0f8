import pytest
from django.utils import timezone

from mentorship.documents.models import Document
from mentorship.pairs.models import Pair
from mentorship.pairs.papers.starting import starts_of
from mentorship.pairs.summaries import with_people
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory, form
from tests.factories.organizations import MembershipFactory


def offered(member, pair):
    (row,) = with_people(Pair.objects.filter(pk=pair.pk), timezone.localdate())
    return [(start.kind, start.field) for start in starts_of(member, row)]


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        ("draft", [("pair_agreement", "mentee")]),
        ("active", [("pair_agreement", "mentee"), ("pairs_end_order", "pairs")]),
        ("completed", [("pairs_end_order", "pairs")]),
    ],
)
def test_pair_offers_papers_by_its_state(make_pair, curator, state, kinds):
    assert offered(curator, make_pair(state)) == kinds


def test_pair_of_employees_offers_their_papers(make_pair, curator, school):
    teacher = PersonFactory(institution=school, category="teacher", consented=True)
    mentee = MenteeEntryFactory(institution=school, person=teacher)
    pair = make_pair("accepted", mentees=[mentee], form=form("uchitel-uchitel"))

    assert [kind for kind, _ in offered(curator, pair)] == [
        "pair_agreement",
        "mentor_consent",
        "contract_addendum",
        "early_end_notice",
    ]


def test_group_offers_an_agreement_for_every_mentee(make_pair, curator, school):
    mentees = [MenteeEntryFactory(institution=school) for _ in range(2)]
    mentor = MentorEntryFactory(institution=school, capacity=5)
    pair = make_pair("draft", mentees=mentees, mentor_entry=mentor)

    (row,) = with_people(Pair.objects.filter(pk=pair.pk), timezone.localdate())
    starts = starts_of(curator, row)

    assert {start.value for start in starts} == set(pair.members.values_list("pk", flat=True))
    assert all(start.about for start in starts)


def test_pair_without_a_consent_offers_nothing(make_pair, curator):
    pair = make_pair("active")
    pair.members.get().person.consents.all().delete()

    assert offered(curator, pair) == []


@pytest.mark.parametrize("role", ["council", "mentor"])
def test_readers_are_offered_nothing(make_pair, school, role):
    member = MembershipFactory(role=role, organization=school)

    assert offered(member, make_pair("active")) == []


def test_button_of_the_page_begins_the_agreement(sign_in, make_pair, curator):
    pair = make_pair("ordered")
    client = sign_in(curator, 2022)

    page = client.get(f"/pairs/{pair.pk}/").content.decode()
    client.post("/documents/new/pair_agreement/", {"mentee": pair.members.get().pk})

    document = Document.objects.get(kind="pair_agreement")
    assert '/documents/new/pair_agreement/"' in page
    assert document.fields["mentee"] == pair.members.get().pk
