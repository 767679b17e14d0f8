from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from psycopg2.extras import DateRange

from mentorship.core.exceptions import DomainError
from mentorship.pairs import services
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory

DAY = date(2022, 10, 5)


def test_record_agreement_refuses_a_day_to_come(make_pair, curator):
    with pytest.raises(DomainError, match="позже сегодняшнего дня"):
        services.record_agreement(
            pair=make_pair(),
            member=curator,
            mentor_agreed_on=date(2022, 10, 6),
            members_agreed_on={},
            today=DAY,
        )


def test_record_agreement_is_closed_after_acceptance(make_pair, curator):
    with pytest.raises(DomainError, match="уже не меняется: согласована сторонами"):
        services.record_agreement(
            pair=make_pair("accepted"), member=curator, mentor_agreed_on=None, members_agreed_on={}
        )


def test_record_agreement_leaves_other_pairs_alone(make_pair, curator):
    pair, other = make_pair(), make_pair()

    services.record_agreement(
        pair=pair,
        member=curator,
        mentor_agreed_on=DAY,
        members_agreed_on={other.members.get().pk: DAY},
    )

    assert other.members.get().agreed_on is None


def test_add_member_is_dated(make_pair, curator, school):
    pair = make_pair("active")
    entry = MenteeEntryFactory(institution=school)

    added = services.add_member(
        pair=pair, member=curator, mentee_entry=entry, starts_on=date(2023, 1, 9), agreed_on=DAY
    )

    assert added.period == DateRange(date(2023, 1, 9), date(2023, 6, 1))
    assert pair.moves.get().action == "member_added"


def test_add_member_to_an_accepted_pair_needs_consent_and_agreement(make_pair, curator, school):
    person = PersonFactory(institution=school)
    entry = MenteeEntryFactory(institution=school, person=person)

    with pytest.raises(DomainError) as error:
        services.add_member(
            pair=make_pair("accepted"), member=curator, mentee_entry=entry, starts_on=DAY
        )

    assert str(error.value) == (
        f"Нет действующего согласия на обработку персональных данных: {person.short_name} "
        "Укажите день письменного согласия наставляемого."
    )


@pytest.mark.parametrize("state", ["draft", "proposed", "active"])
def test_add_member_takes_nobody_without_a_consent(make_pair, curator, school, state):
    person = PersonFactory(institution=school)
    entry = MenteeEntryFactory(institution=school, person=person)

    with pytest.raises(DomainError, match="Нет действующего согласия"):
        services.add_member(
            pair=make_pair(state),
            member=curator,
            mentee_entry=entry,
            starts_on=DAY,
            agreed_on=DAY,
            today=DAY,
        )


def test_add_member_stays_inside_the_period(make_pair, curator, school):
    entry = MenteeEntryFactory(institution=school)

    with pytest.raises(DomainError, match="День вхождения вне срока"):
        services.add_member(
            pair=make_pair(), member=curator, mentee_entry=entry, starts_on=date(2023, 6, 1)
        )


def test_remove_member_of_a_working_group_is_a_dated_record(make_pair, curator, school):
    mentees = [MenteeEntryFactory(institution=school) for _ in range(2)]
    pair = make_pair("active", mentees=mentees)
    row = pair.members.first()

    services.remove_member(
        pair=pair, member=curator, pair_member=row, last_day=DAY, comment="смена школы"
    )

    row.refresh_from_db()
    assert (row.live, row.period.upper) == (False, date(2022, 10, 6))


def test_remove_member_of_a_draft_leaves_no_trace(make_pair, curator, school):
    mentees = [MenteeEntryFactory(institution=school) for _ in range(2)]
    pair = make_pair("draft", mentees=mentees)

    services.remove_member(
        pair=pair, member=curator, pair_member=pair.members.first(), last_day=DAY, comment="ошибка"
    )

    assert pair.members.count() == 1


def test_remove_member_keeps_the_last_one(make_pair, curator):
    pair = make_pair("active")

    with pytest.raises(DomainError, match="завершите или расторгните пару"):
        services.remove_member(
            pair=pair,
            member=curator,
            pair_member=pair.members.get(),
            last_day=DAY,
            comment="переезд",
        )


@pytest.mark.parametrize("state", ["completed", "dissolved"])
def test_members_of_an_ended_pair_do_not_change(make_pair, curator, school, state):
    entry = MenteeEntryFactory(institution=school)

    with pytest.raises(DomainError, match="Состав уже не меняется"):
        services.add_member(
            pair=make_pair(state), member=curator, mentee_entry=entry, starts_on=DAY
        )


def test_members_are_changed_by_the_owner_only(make_pair):
    pair = PairFactory()

    with pytest.raises(PermissionDenied):
        services.remove_member(
            pair=pair,
            member=MembershipFactory(role="curator"),
            pair_member=pair.members.get(),
            last_day=DAY,
            comment="нет",
        )
