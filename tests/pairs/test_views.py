from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from mentorship.pairs.models import Pair
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory, form
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import MeetingFactory, PairFactory

LIST, CREATE = "/pairs/", "/pairs/new/"


@pytest.fixture
def desk(sign_in, curator):
    """The client of the curator, looking at 2022/2023."""
    return sign_in(curator, 2022)


@pytest.fixture
def mentor_member(school):
    return MembershipFactory(role="mentor", organization=school)


@pytest.fixture
def posted(school):
    """A posted form of a new pair that passes."""
    return {
        "form": form("uchitel-uchenik").pk,
        "mentees": [MenteeEntryFactory(institution=school).pk],
        "mentor": MentorEntryFactory(institution=school).pk,
        "starts_on": "01.10.2022",
        "ends_on": "31.05.2023",
        "topic": "олимпиада",
    }


def pairs_shown(response):
    return [pair for pair, health in response.context["rows"]]


def test_pair_list_shows_own_pairs_of_the_year(desk, make_pair):
    own = make_pair()
    PairFactory()
    make_pair(school_year=2021)

    response = desk.get(LIST)

    assert pairs_shown(response) == [own]
    assert response.context["total"] == 1


def test_pair_list_total_equals_the_menu(desk, make_pair):
    for _ in range(3):
        make_pair()

    response = desk.get(LIST)

    menu = {
        e["title"]: e["count"] for g in response.context["navigation"].groups for e in g["entries"]
    }
    assert response.context["total"] == menu["Пары и группы"] == 3


@pytest.mark.parametrize(("query", "found"), [("form", 1), ("state", 1), ("q", 1), ("", 2)])
def test_pair_list_filters(desk, make_pair, school, query, found):
    person = PersonFactory(institution=school, last_name="Ёлкин", consented=True)
    mine = MenteeEntryFactory(institution=school, person=person)
    make_pair("accepted", mentees=[mine], form=form("uchenik-uchenik"))
    make_pair()
    values = {"form": form("uchenik-uchenik").pk, "state": "accepted", "q": "елкин", "": ""}

    response = desk.get(LIST, {query: values[query]})

    assert response.context["page_obj"].paginator.count == found


def test_pair_list_of_a_mentor_is_own_pairs(sign_in, make_pair, school, mentor_member):
    person = PersonFactory(institution=school, user=mentor_member.user, category="teacher")
    own = make_pair(mentor_entry=MentorEntryFactory(institution=school, person=person))
    make_pair()

    response = sign_in(mentor_member, 2022).get(LIST)

    assert pairs_shown(response) == [own]


def test_pair_list_without_pairs_says_what_to_do(desk):
    response = desk.get(LIST)

    assert "Пар пока нет" in response.content.decode()


def test_pair_list_query_count_is_independent_of_rows(desk, make_pair, queries):
    make_pair("active")
    one = queries(desk, LIST)
    make_pair("active")
    make_pair("active")

    assert queries(desk, LIST) == one


def test_pair_create_makes_a_pair(desk, posted, school):
    response = desk.post(CREATE, posted)

    pair = Pair.objects.get()
    assert response.url == reverse("pairs:pair_detail", args=[pair.pk])
    assert (pair.institution, pair.topic, pair.state) == (school, "олимпиада", "draft")


def test_pair_create_keeps_what_was_typed_when_refused(desk, posted):
    posted["ends_on"] = "30.09.2022"

    response = desk.post(CREATE, posted)

    assert response.context["pair_form"].non_field_errors() == [
        "Дата окончания раньше даты начала."
    ]
    assert response.context["chosen_mentees"] == set(posted["mentees"])
    assert response.context["chosen_mentors"] == {posted["mentor"]}
    assert not Pair.objects.exists()


def test_pair_create_offers_a_consent_instead_of_a_tick(desk, school):
    person = PersonFactory(institution=school)
    entry = MenteeEntryFactory(institution=school, person=person)

    page = desk.get(CREATE, {"form": form("uchitel-uchenik").pk}).content.decode()

    box = page[page.index(f'id="mentee-{entry.pk}"') :].split("/>")[0]
    assert box.split()[-1] == "disabled"
    assert page.count(f'href="/bank/people/{person.pk}/consents/new/"') == 1


def test_pair_create_asks_before_it_takes_another_form(desk, posted, school):
    wanted = form("uchenik-uchenik")
    entry = MenteeEntryFactory(institution=school, form=wanted)
    posted["mentees"] = [entry.pk]

    asked = desk.post(CREATE, posted).context["pair_form"]
    desk.post(CREATE, posted | {"other_form": "on"})

    assert asked.errors["other_form"] == [
        f"Пара составляется в форме «{form('uchitel-uchenik')}», а в запросе: "
        f"{entry.person.short_name} – «{wanted}»."
    ]
    assert asked.asked_forms == [wanted]
    assert Pair.objects.get().form == form("uchitel-uchenik")


def test_pair_create_asks_for_a_mentor(desk, posted):
    del posted["mentor"]

    response = desk.post(CREATE, posted)

    assert response.context["pair_form"].errors == {"mentor": ["Выберите наставника."]}


def test_pair_create_does_not_take_foreign_people(desk, posted):
    foreign = MenteeEntryFactory()

    response = desk.post(CREATE, posted | {"mentees": [foreign.pk]})

    assert list(response.context["pair_form"].errors) == ["mentees"]
    assert not Pair.objects.exists()


def test_pair_create_shows_the_waiting_oldest_first(desk, make_pair, school):
    late = MenteeEntryFactory(institution=school, entered_on=date(2022, 9, 20))
    early = MenteeEntryFactory(institution=school, entered_on=date(2022, 9, 5))
    make_pair()

    response = desk.get(CREATE, {"form": form("uchitel-uchenik").pk})

    assert list(response.context["mentees"]) == [early, late]


def test_pair_create_shows_load_with_room_first(desk, make_pair, school):
    pair = make_pair()
    pair.mentor_entry.capacity = 1
    pair.mentor_entry.save()
    free = MentorEntryFactory(institution=school)

    response = desk.get(CREATE, {"form": pair.form.pk})

    shown = [(entry, entry.load, entry.capacity) for entry in response.context["mentors"]]
    assert shown == [(free, 0, 3), (pair.mentor_entry, 1, 1)]


def test_pair_create_offers_nobody_who_did_not_pass_the_selection(desk, school):
    MentorEntryFactory(institution=school, stage="declined")
    mentor = MentorEntryFactory(institution=school, stage="applied")

    response = desk.get(CREATE, {"form": form("uchitel-uchenik").pk})

    assert list(response.context["mentors"]) == [mentor]


def test_pair_create_fits_the_form_of_the_mentee_it_was_opened_for(desk, school):
    MenteeEntryFactory(institution=school, form=form("uchitel-uchenik"))
    entry = MenteeEntryFactory(institution=school, form=form("uchenik-uchenik"))

    response = desk.get(CREATE, {"mentee": entry.pk})

    assert response.context["form"] == form("uchenik-uchenik")
    assert response.context["chosen_mentees"] == {entry.pk}


def test_pair_create_finds_by_a_part_of_the_name(desk, school):
    person = PersonFactory(institution=school, last_name="Ёлкина")
    found = MenteeEntryFactory(institution=school, person=person)
    MenteeEntryFactory(institution=school)

    response = desk.get(CREATE, {"form": form("uchitel-uchenik").pk, "mentee_q": "елк"})

    assert list(response.context["mentees"]) == [found]


def test_pair_create_query_count_is_independent_of_rows(desk, school, queries):
    url = f"{CREATE}?form={form('uchitel-uchenik').pk}"
    MenteeEntryFactory(institution=school)
    MentorEntryFactory(institution=school)
    one = queries(desk, url)
    MenteeEntryFactory.create_batch(2, institution=school)
    MentorEntryFactory.create_batch(2, institution=school)

    assert queries(desk, url) == one


@pytest.mark.parametrize("role", ["director", "council", "psychologist", "mentor", "methodist"])
def test_pair_create_is_the_curators(sign_in, school, role):
    at = {} if role == "methodist" else {"organization": school}

    assert sign_in(MembershipFactory(role=role, **at)).get(CREATE).status_code == 403


def test_pair_detail_hides_foreign_pair(desk):
    assert desk.get(PairFactory().get_absolute_url()).status_code == 404


def test_pair_detail_is_read_by_the_mentors_school(sign_in, make_pair, school):
    neighbour = InstitutionFactory(parent=school.parent)
    pair = make_pair(mentor_institution=neighbour)
    member = MembershipFactory(role="curator", organization=neighbour)

    response = sign_in(member).get(pair.get_absolute_url())

    assert (response.context["moves"], response.context["can_edit"]) == ([], False)


def test_pair_detail_tells_what_blocks_the_next_move(desk, make_pair):
    pair = make_pair()
    pair.members.get().person.consents.update(withdrawn_on=date(2022, 10, 1))

    response = desk.get(pair.get_absolute_url())

    assert response.context["obstacles"] == [
        "Нет действующего согласия на обработку персональных данных: "
        f"{pair.members.get().person.short_name}"
    ]


def test_pair_detail_shows_no_button_that_would_be_refused(desk, make_pair):
    pair = make_pair()
    before = [name for name, _ in desk.get(pair.get_absolute_url()).context["moves"]]
    pair.members.get().person.consents.update(withdrawn_on=date(2022, 10, 1))

    after = [name for name, _ in desk.get(pair.get_absolute_url()).context["moves"]]

    assert (before, after) == (["propose", "drop"], ["drop"])


def test_pair_detail_leads_to_the_missing_consent(desk, make_pair):
    pair = make_pair()
    person = pair.members.get().person
    person.consents.update(withdrawn_on=date(2022, 10, 1))

    page = desk.get(pair.get_absolute_url()).content.decode()

    assert page.count(f'href="/bank/people/{person.pk}/consents/new/"') == 1
    assert page.count("Расскажите о паре обеим сторонам") == 0


def test_pair_detail_leads_a_mentor_to_no_card(sign_in, make_pair, school, mentor_member):
    person = PersonFactory(institution=school, user=mentor_member.user, category="teacher")
    pair = make_pair(mentor_entry=MentorEntryFactory(institution=school, person=person))

    page = sign_in(mentor_member, 2022).get(pair.get_absolute_url()).content.decode()

    assert page.count('href="/bank/people/') == 0


def test_pair_detail_says_whose_agreement_is_missing(desk, make_pair):
    pair = make_pair("proposed")
    pair.mentor_agreed_on = date(2022, 9, 20)
    pair.save()

    context = desk.get(pair.get_absolute_url()).context

    assert [name for name, _ in context["moves"]] == ["return_to_draft"]
    assert context["obstacles"] == [
        f"Не записано письменное согласие на участие в паре: {pair.members.get().person.short_name}"
    ]


def test_pair_detail_leads_to_the_trial_meeting_until_it_is_recorded(desk, make_pair):
    pair = make_pair("proposed")
    asked = [desk.get(pair.get_absolute_url()).context["asks_trial"]]
    MeetingFactory(pair=pair, stage="trial")

    asked.append(desk.get(pair.get_absolute_url()).context["asks_trial"])

    assert asked == [True, False]


def test_pair_detail_timeline_is_newest_first(desk, make_pair, curator):
    pair = make_pair("active")
    MeetingFactory(pair=pair, held_on=date(2022, 10, 10))
    MeetingFactory(pair=pair, held_on=date(2022, 11, 10), stage="final")
    pair.moves.create(action="start", made_by=curator)

    moments = desk.get(pair.get_absolute_url()).context["timeline"]

    assert [(moment.day, moment.text) for moment in moments] == [
        (timezone.localdate(), "Начала работу"),
        (date(2022, 11, 10), "Встреча: заключительная встреча"),
        (date(2022, 10, 10), "Встреча: регулярная встреча"),
    ]


@pytest.mark.parametrize("state", Pair.State.values)
def test_pair_detail_opens_in_every_state(desk, make_pair, state):
    assert desk.get(make_pair(state).get_absolute_url()).status_code == 200


def test_pair_detail_query_count_is_independent_of_rows(desk, make_pair, school, queries):
    small = make_pair("active")
    MeetingFactory(pair=small)
    mentees = MenteeEntryFactory.create_batch(3, institution=school)
    large = make_pair("active", mentees=mentees)
    MeetingFactory.create_batch(3, pair=large)

    counts = [queries(desk, pair.get_absolute_url()) for pair in (small, large)]

    assert counts[0] == counts[1]


def test_pair_move_makes_the_move(desk, make_pair):
    pair = make_pair()

    response = desk.post(f"/pairs/{pair.pk}/moves/propose/")

    pair.refresh_from_db()
    assert (response.url, pair.state) == (pair.get_absolute_url(), "proposed")


def test_pair_move_refusal_is_a_message(desk, make_pair):
    pair = make_pair("proposed")

    response = desk.post(f"/pairs/{pair.pk}/moves/accept/", follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_pair_move_drop_leads_to_the_list(desk, make_pair):
    response = desk.post(f"/pairs/{make_pair().pk}/moves/drop/")

    assert (response.url, Pair.objects.count()) == (LIST, 0)


def test_pair_move_hides_foreign_pair(desk):
    assert desk.post(f"/pairs/{PairFactory().pk}/moves/propose/").status_code == 404


def test_pair_move_of_the_order_is_no_button(desk, make_pair):
    assert desk.post(f"/pairs/{make_pair('accepted').pk}/moves/order/").status_code == 403


def test_pair_move_does_not_happen_by_looking(desk, make_pair):
    assert desk.get(f"/pairs/{make_pair().pk}/moves/propose/").status_code == 405


def test_agreement_update_records_both_sides(desk, make_pair):
    pair = make_pair("proposed")
    row = pair.members.get()

    desk.post(
        f"/pairs/{pair.pk}/agreement/",
        {"mentor_agreed_on": "20.09.2022", f"member_{row.pk}": "21 сентября 2022"},
    )

    pair.refresh_from_db()
    row.refresh_from_db()
    assert (pair.mentor_agreed_on, row.agreed_on) == (date(2022, 9, 20), date(2022, 9, 21))


def test_agreement_update_keeps_a_bad_date_in_the_field(desk, make_pair):
    pair = make_pair("proposed")

    response = desk.post(f"/pairs/{pair.pk}/agreement/", {"mentor_agreed_on": "31.02.2022"})

    field = response.context["agreement_form"]["mentor_agreed_on"]
    assert (field.value(), field.errors) == (
        "31.02.2022",
        ["Даты «31.02.2022» не бывает: проверьте день и месяц."],
    )
