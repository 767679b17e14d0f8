from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.audit.models import Reading
from mentorship.bank.models import MenteeEntry, Person
from mentorship.surveys.models import Reply
from tests.factories.bank import ConsentFactory, MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import ReplyFactory, questionnaire

LIST = "/surveys/replies/"
NAMES = {"last_name": "Ёлкин", "first_name": "Матвей", "patronymic": "Андреевич"}
FORM = NAMES | {
    "sex": "m",
    "birth": "2009",
    "category": "pupil",
    "place": "8 «А»",
    "contacts": "+7 900 000-11-22",
    "request": "выбор профессии",
    "entered_on": "20.10.2022",
}


@pytest.fixture
def reply(curator):
    return ReplyFactory(invitation__batch__institution=curator.organization)


@pytest.fixture
def about(curator):
    pupil = PersonFactory(institution=curator.organization, consented=True)
    return ReplyFactory(
        invitation__batch__institution=curator.organization,
        invitation__batch__questionnaire=questionnaire("about-pupil-parent"),
        invitation__about=pupil,
        person=pupil,
        answers={"who": "мать", "help": "математика", "advice": ""},
    )


def page(reply):
    return f"{LIST}{reply.pk}/"


def test_queue_shows_what_waits_the_oldest_first(desk, curator, reply):
    earlier = ReplyFactory(
        invitation__batch__institution=curator.organization, answered_on="2026-01-10"
    )
    ReplyFactory()

    assert list(desk.get(LIST).context["page_obj"]) == [earlier, reply]
    assert list(desk.get(LIST, {"state": "rejected"}).context["page_obj"]) == []
    assert list(desk.get(LIST, {"state": "x"}).context["page_obj"]) == [earlier, reply]


def test_menu_counts_what_waits(desk, reply):
    groups = desk.get(LIST).context["navigation"].groups

    counts = {e["title"]: e["count"] for group in groups for e in group["entries"]}
    assert counts["Анкеты"] == 1


def test_form_is_filled_from_the_reply(desk, reply):
    form = desk.get(page(reply)).context["form"]

    shown = {name: form[name].value() for name in FORM if name not in ("sex", "entered_on")}
    assert shown == {name: FORM[name] for name in shown}


def test_reply_is_entered_and_the_next_one_opens(desk, curator, reply):
    following = ReplyFactory(invitation__batch__institution=curator.organization)

    response = desk.post(page(reply), FORM)

    entry = MenteeEntry.objects.get()
    assert response.url == page(following)
    assert (entry.person.full_name, entry.request) == ("Ёлкин Матвей Андреевич", "выбор профессии")
    assert Reply.objects.get(pk=reply.pk).mentee_entry == entry


def test_last_reply_leads_back_to_the_list(desk, reply):
    assert desk.post(page(reply), FORM).url == LIST


def test_error_of_the_form_keeps_what_was_typed(desk, reply):
    response = desk.post(page(reply), FORM | {"last_name": "", "request": "своё"})

    form = response.context["form"]
    assert (list(form.errors), form["request"].value()) == (["last_name"], "своё")
    assert Reply.objects.get().is_waiting


@pytest.fixture
def known(curator):
    """The same person in the bank, with a consent and another request."""
    person = PersonFactory(
        institution=curator.organization, birth_year=2009, consented=True, **NAMES
    )
    return MenteeEntryFactory(institution=curator.organization, person=person, interests="шахматы")


def test_double_is_offered_and_compared(desk, reply, known):
    offered = desk.get(page(reply), {"person": ""}).context
    chosen = desk.get(page(reply), {"person": known.person_id}).context

    assert [c.person for c in offered["candidates"]] == [known.person]
    assert (offered["chosen"], chosen["chosen"]) == (None, known.person)
    form = chosen["form"]
    assert form["request"].value() == "выбор профессии"
    assert form.fields["request"].help_text == "Сейчас в базе: подготовка к олимпиаде по физике"
    assert form["interests"].value() == "шахматы"


def test_same_name_and_birth_are_chosen_at_once(desk, reply, known):
    response = desk.get(page(reply))

    assert response.url == f"{page(reply)}?person={known.person_id}"


def test_nobody_is_chosen_among_two_namesakes(desk, reply, known):
    PersonFactory(institution=known.institution, birth_year=2009, **NAMES)

    response = desk.get(page(reply))

    assert (response.status_code, response.context["chosen"]) == (200, None)


def test_double_is_asked_about_before_a_second_one_is_made(desk, reply, known):
    response = desk.post(page(reply), FORM)

    assert list(response.context["form"].errors) == ["same_person"]
    assert Person.objects.filter(last_name="Ёлкин").count() == 1


def test_reply_adds_to_the_person_chosen(desk, reply, known):
    desk.post(f"{page(reply)}?person={known.person_id}", FORM)

    known.refresh_from_db()
    reply.refresh_from_db()
    assert (known.request, known.person.contacts) == ("выбор профессии", "+7 900 000-11-22")
    assert (reply.person, reply.made_person) == (known.person, False)


def test_hidden_data_of_a_double_without_a_consent_stay_hidden(desk, reply, known):
    known.person.consents.all().delete()

    text = desk.get(page(reply), {"person": known.person_id}).content.decode()
    desk.post(f"{page(reply)}?person={known.person_id}", FORM)

    known.refresh_from_db()
    assert [words for words in ("олимпиаде по физике", "шахматы") if words in text] == []
    assert (known.request, known.interests) == ("выбор профессии", "шахматы")


@pytest.mark.parametrize("wanted", ["0", "x", "9" * 30])
def test_unknown_double_in_the_address_is_nobody(desk, reply, wanted):
    assert desk.get(page(reply), {"person": wanted}).context["chosen"] is None


def test_foreign_person_is_not_chosen(desk, reply):
    foreign = PersonFactory(**NAMES)

    assert desk.get(page(reply), {"person": foreign.pk}).context["chosen"] is None


def test_person_invited_by_name_is_not_asked_about(desk, curator, known):
    reply = ReplyFactory(
        invitation__batch__institution=curator.organization,
        invitation__person=known.person,
        person=known.person,
        answers={"request": "выбор профессии"},
    )

    context = desk.get(page(reply)).context

    assert (context["chosen"], context["candidates"]) == (known.person, [])


def test_words_about_a_pupil_go_to_the_card(desk, about):
    desk.post(page(about))

    text = desk.get(about.person.get_absolute_url()).content.decode()
    assert Reply.objects.get().state == "accepted"
    assert (text.count("Рекомендации"), text.count("математика")) == (1, 1)
    assert "Что ещё важно учесть" not in text


def test_card_without_a_consent_hides_the_words(desk, about):
    desk.post(page(about))
    about.person.consents.all().delete()

    card = desk.get(about.person.get_absolute_url()).content.decode()
    opened = desk.get(page(about)).context
    assert "Рекомендации" not in card
    assert (opened["may_read"], opened["lines"]) == (False, [])


def test_reply_of_a_person_without_a_consent_is_read_again_with_one(desk, reply):
    desk.post(page(reply), FORM)
    hidden = desk.get(page(reply)).context["may_read"]
    ConsentFactory(person=MenteeEntry.objects.get().person)

    assert (hidden, desk.get(page(reply)).context["may_read"]) == (False, True)


def test_reply_is_rejected_and_taken_back(desk, reply):
    desk.post(f"{page(reply)}reject/", {"reason": "ответил дважды"})
    rejected = desk.get(page(reply)).context
    desk.post(f"{page(reply)}reopen/")

    assert (rejected["reply"].reason, rejected["form"]) == ("ответил дважды", None)
    assert Reply.objects.get().is_waiting


@pytest.mark.parametrize("verb", ["reject", "reopen"])
def test_refusal_is_told(desk, reply, verb):
    response = desk.post(f"{page(reply)}{verb}/", {"reason": ""}, follow=True)

    assert [m.level_tag for m in response.context["messages"]] == ["warning"]
    assert Reply.objects.get().is_waiting


def test_attached_twice_is_told(desk, about):
    desk.post(page(about))

    response = desk.post(page(about), follow=True)

    assert [m.level_tag for m in response.context["messages"]][-1] == "warning"


def test_opened_answers_are_noted(desk, about):
    desk.get(page(about))

    reading = Reading.objects.get(kind="answers")
    assert (reading.people, reading.subject_pk) == ([about.person_id], about.pk)


def test_query_count_is_independent_of_rows(desk, curator, about):
    def statements():
        desk.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        return len(captured)

    one = statements()
    for _ in range(2):
        ReplyFactory(
            invitation__batch__institution=curator.organization,
            person=PersonFactory(institution=curator.organization),
        )

    assert statements() == one


def test_last_days_of_a_reply_are_told(desk, curator):
    reply = ReplyFactory(
        invitation__batch__institution=curator.organization,
        answered_on=timezone.localdate() - timedelta(days=89),
    )

    response = desk.get(page(reply))
    assert response.context["days_left"] == 1
    assert response.content.decode().count("Ответ удалится через") == 1


def test_foreign_reply_is_not_there(desk):
    foreign = ReplyFactory()

    assert desk.get(page(foreign)).status_code == 404
    assert {desk.post(f"{page(foreign)}{v}/").status_code for v in ("reject", "reopen")} == {404}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["director", "council", "psychologist", "mentor", "methodist"])
def test_others_see_no_replies(sign_in, role):
    assert sign_in(MembershipFactory(role=role)).get(LIST).status_code == 403
