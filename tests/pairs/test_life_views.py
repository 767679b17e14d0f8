from datetime import date

import pytest
from django.urls import reverse

from mentorship.pairs import trials
from mentorship.pairs.models import MentoringKind, RoleVariant
from tests.factories.bank import MentorEntryFactory, MentorOfferFactory, form
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import MeetingFactory

DAY = date(2023, 2, 1)


@pytest.fixture
def desk(sign_in, curator, year):
    return sign_in(curator)


def url(name, *args):
    return reverse(f"pairs:{name}", args=args)


def test_draft_offers_variants_of_its_form_only(desk, make_pair):
    pair = make_pair()

    form = desk.get(url("draft_update", pair.pk)).context["form"]

    assert set(form.fields["variant"].queryset) == set(RoleVariant.objects.filter(form=pair.form))


def test_draft_is_changed(desk, make_pair):
    pair = make_pair()
    kind = MentoringKind.objects.get(code="virtual")
    typed = {"kind": kind.pk, "starts_on": "10.10.2022", "ends_on": "30.04.2023", "topic": "физика"}

    response = desk.post(url("draft_update", pair.pk), typed)

    pair.refresh_from_db()
    assert response.status_code == 302
    assert (pair.kind, pair.topic, pair.ends_on) == (kind, "физика", date(2023, 4, 30))
    days = {(p.lower, p.upper) for p in [pair.terms.get().period, pair.members.get().period]}
    assert days == {(date(2022, 10, 10), date(2023, 5, 1))}


@pytest.mark.parametrize("name", ["draft_update", "mentor_substitute", "pair_close"])
def test_page_of_another_state_is_refused(desk, make_pair, name):
    pair = make_pair("proposed")

    assert desk.get(url(name, pair.pk)).status_code == 403


@pytest.mark.parametrize("name", ["draft_update", "mentor_substitute", "pair_close"])
def test_page_of_a_foreign_pair_is_not_there(sign_in, make_pair, name):
    pair = make_pair("active")

    assert sign_in(MembershipFactory(role="curator")).get(url(name, pair.pk)).status_code == 404


def test_substitution_from_the_page(desk, make_pair, school):
    pair, entry = make_pair("active"), MentorEntryFactory(institution=school)
    typed = {
        "mentor_entry": entry.pk,
        "starts_on": "01.02.2023",
        "agreed_on": "30.01.2023",
        "comment": "переезд",
    }

    response = desk.post(url("mentor_substitute", pair.pk), typed)

    assert response.status_code == 302
    assert pair.terms.count() == 2


def test_offered_mentor_is_offered_on_the_page_of_matching(desk, school):
    neighbour = InstitutionFactory(parent=school.parent)
    entry = MentorEntryFactory(institution=neighbour, stage="admitted", competences="тайна школы")
    MentorOfferFactory(entry=entry, places=2)

    page = desk.get(url("pair_create"), {"form": form("uchitel-uchenik").pk}).content.decode()

    assert entry.person.full_name in page
    assert "предлагает другим школам мест: 2" in page
    assert "тайна школы" not in page


def test_closing_shows_what_is_missing_and_asks_why(desk, make_pair):
    pair = make_pair("active")

    response = desk.post(url("pair_close", pair.pk), {"finish": "1", "comment": ""})

    assert list(response.context["form"].errors) == ["comment"]
    assert [row.point.is_done for row in response.context["points"]] == [False] * 5


def test_closing_completes_and_writes_results(desk, make_pair):
    pair = make_pair("active")
    entry = pair.members.get().mentee_entry
    typed = {"finish": "1", "comment": "карантин", f"menteeentry_{entry.pk}": "сдал зачёт"}

    response = desk.post(url("pair_close", pair.pk), typed)

    pair.refresh_from_db()
    entry.refresh_from_db()
    assert response.url == pair.get_absolute_url()
    assert (pair.state, entry.outcome) == ("completed", "сдал зачёт")


def test_results_are_kept_without_completion(desk, make_pair):
    pair = make_pair("active")
    entry = pair.members.get().mentee_entry

    desk.post(url("pair_close", pair.pk), {"save": "1", f"menteeentry_{entry.pk}": "зачёт"})

    pair.refresh_from_db()
    entry.refresh_from_db()
    assert (pair.state, entry.outcome) == ("active", "зачёт")


def test_answer_of_a_side_is_recorded(desk, make_pair):
    pair = make_pair("proposed")
    person = pair.members.get().person

    desk.post(url("trial_record", pair.pk, person.pk), {"word": "yes", "answered_on": "05.10.2022"})

    assert pair.trial_answers.get().word == "yes"


def test_link_is_shown_once(desk, make_pair):
    pair = make_pair("proposed")
    person = pair.members.get().person
    slip = url("trial_slip", pair.pk, person.pk)

    first = desk.post(url("trial_ask", pair.pk, person.pk), follow=True)

    assert "/t/" in first.context["address"]
    assert "address" not in desk.get(slip).context


def test_link_is_answered_without_an_account(client, make_pair, curator):
    pair = make_pair("proposed")
    person = pair.members.get().person
    answer, secret = trials.give_link(pair=pair, member=curator, person=person)
    page = client.get(reverse("trial:link_open", args=[secret]), follow=True)

    sent = client.post(
        reverse("trial:answer_create"),
        {"link": page.context["form"]["link"].value(), "word": "unsure", "remark": "подумаю"},
        follow=True,
    )

    answer.refresh_from_db()
    assert (answer.word, answer.remark) == ("unsure", "подумаю")
    assert sent.templates[0].name == "pairs/trial_sent.html"
    assert person.last_name not in page.content.decode()


def test_link_used_twice_says_so(client, make_pair, curator):
    pair = make_pair("proposed")
    answer, secret = trials.give_link(pair=pair, member=curator, person=pair.members.get().person)
    trials.answer_by_link(answer=answer, word="yes")

    response = client.get(reverse("trial:link_open", args=[secret]))

    assert response.status_code == 410
    assert "уже использована" in response.content.decode()


def test_page_of_the_pair_tells_answers_to_the_curator_alone(sign_in, desk, make_pair, school):
    pair = make_pair("proposed")
    person = pair.members.get().person
    desk.post(
        url("trial_record", pair.pk, person.pk),
        {"word": "no", "answered_on": "05.10.2022", "remark": "не хочу к нему"},
    )
    director = sign_in(MembershipFactory(role="director", organization=school))

    page = director.get(pair.get_absolute_url()).content.decode()

    assert "не хочу к нему" not in page
    assert "не готов работать" not in page


def test_earlier_pair_of_the_same_people_is_told(desk, make_pair):
    pair = make_pair("active")
    before = make_pair(
        "completed",
        mentor_entry=pair.mentor_entry,
        mentees=[pair.members.get().mentee_entry],
        school_year=2021,
        starts_on=date(2021, 10, 1),
        ends_on=date(2022, 5, 31),
    )

    page = desk.get(pair.get_absolute_url())

    assert [(row.pair, row.words) for row in page.context["earlier"]] == [
        (before, "2021/2022, завершена")
    ]


def test_timeline_tells_mentors_meetings_and_orders(desk, make_pair, order_dated, school, curator):
    pair = make_pair("active", order=order_dated(date(2022, 9, 25)))
    MeetingFactory(pair=pair)
    desk.post(
        url("mentor_substitute", pair.pk),
        {
            "mentor_entry": MentorEntryFactory(institution=school).pk,
            "starts_on": "01.02.2023",
            "agreed_on": "30.01.2023",
            "comment": "переезд",
        },
    )

    days = [moment.day for moment in desk.get(pair.get_absolute_url()).context["timeline"]]

    assert days[1:] == [DAY, date(2022, 10, 10), date(2022, 9, 25)]
