from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mentorship.bank.models import Consent
from mentorship.pairs.models import Preference
from mentorship.pairs.preferences import Said, record_table
from tests.factories.matching import PreferenceFactory, RulingFactory
from tests.factories.organizations import MembershipFactory

PAGE = "/pairs/matching/preferences/"


@pytest.fixture
def mentor(make_mentor):
    return make_mentor()


def label(entry):
    return f"{entry.person.short_name}, учитель физики"


def test_table_keeps_wishes_and_the_avoid_list(desk, mentee, make_mentor):
    first, second, unwanted = (make_mentor() for _ in range(3))
    for number, entry in enumerate((first, second, unwanted)):
        entry.person.last_name = f"Седых{'абв'[number]}"
        entry.person.save()
    data = {
        f"wish-{mentee.pk}-1": label(second),
        f"wish-{mentee.pk}-2": label(first),
        f"avoid-{mentee.pk}-1": label(unwanted),
    }

    desk.post(PAGE, data)

    kept = Preference.objects.values_list("mentor_entry", "kind", "rank", "source", "said_by")
    assert set(kept) == {
        (second.pk, "wish", 1, "curator", "mentee"),
        (first.pk, "wish", 2, "curator", "mentee"),
        (unwanted.pk, "avoid", 1, "curator", "mentee"),
    }


def test_emptied_cell_takes_the_word_back(desk, mentee, mentor):
    PreferenceFactory(mentee_entry=mentee, mentor_entry=mentor)

    desk.post(PAGE, {f"wish-{mentee.pk}-1": ""})

    assert Preference.objects.count() == 0


def test_unchanged_row_keeps_its_source(desk, mentee, mentor):
    kept = PreferenceFactory(mentee_entry=mentee, mentor_entry=mentor, source="survey")

    desk.post(PAGE, {f"wish-{mentee.pk}-1": label(mentor)})

    kept.refresh_from_db()
    assert kept.source == "survey"


def test_word_about_somebody_without_a_consent_is_kept_and_not_told(desk, mentee, mentor):
    PreferenceFactory(mentee_entry=mentee, mentor_entry=mentor)
    Consent.objects.filter(person=mentor.person).delete()

    response = desk.get(PAGE)
    desk.post(PAGE, {f"wish-{mentee.pk}-1": ""})

    assert mentor.person.last_name not in response.content.decode()
    assert Preference.objects.count() == 1


def test_mentors_speak_too(desk, mentee, mentor):
    typed = f"{mentee.person.short_name}, 7 «А»"

    desk.post(f"{PAGE}?side=mentor", {f"avoid-{mentor.pk}-1": typed})

    kept = Preference.objects.get()
    assert (kept.said_by, kept.kind, kept.mentee_entry) == ("mentor", "avoid", mentee)


def test_unknown_name_is_refused_and_stays_in_its_cell(desk, mentee, mentor):
    response = desk.post(PAGE, {f"wish-{mentee.pk}-1": "Иванов"})

    field = response.context["form"][f"wish-{mentee.pk}-1"]
    assert field.errors == ["Такого человека нет в списке: выберите из подсказки."]
    assert field.value() == "Иванов"


def test_same_person_wished_and_avoided_is_refused(desk, mentee, mentor):
    data = {f"wish-{mentee.pk}-1": label(mentor), f"avoid-{mentee.pk}-1": label(mentor)}

    response = desk.post(PAGE, data)

    (refusal,) = response.context["form"].non_field_errors()
    assert refusal.endswith("назван и желаемым, и нежелательным.")
    assert Preference.objects.count() == 0


def test_psychologist_reads_the_avoid_list_and_does_not_write(sign_in, school, mentee, mentor):
    PreferenceFactory(mentee_entry=mentee, mentor_entry=mentor, kind="avoid")
    client = sign_in(MembershipFactory(organization=school, role="psychologist"), 2026)

    assert label(mentor) in client.get(PAGE).content.decode()
    assert client.post(PAGE, {}).status_code == 403


@pytest.mark.parametrize("role", ["director", "council", "mentor"])
def test_others_do_not_know_it(sign_in, school, role):
    assert sign_in(MembershipFactory(organization=school, role=role)).get(PAGE).status_code == 403


def test_card_of_the_named_tells_nothing_of_it(desk, mentee, mentor):
    PreferenceFactory(mentee_entry=mentee, mentor_entry=mentor, kind="avoid")
    RulingFactory(mentee_entry=mentee, mentor_entry=mentor, reason="просила мама")

    story = desk.get(reverse("bank:person_history", args=[mentor.person_id])).content.decode()

    assert "нежелательн" not in story
    assert "просит не ставить" not in story
    assert "просила мама" not in story


def test_whoever_said_something_comes_first_with_the_words_in_the_line(desk, make_mentee, mentor):
    silent, spoke = make_mentee("Абрамов"), make_mentee("Яшин")
    PreferenceFactory(mentee_entry=spoke, mentor_entry=mentor)

    rows = desk.get(PAGE).context["rows"]

    assert [(row.entry, row.said) for row in rows] == [
        (spoke, f"хочет: {label(mentor)}"),
        (silent, ""),
    ]


def test_person_with_an_error_is_unfolded(desk, make_mentee, mentor):
    wrong, _other = make_mentee("Абрамов"), make_mentee("Яшин")

    rows = desk.post(PAGE, {f"wish-{wrong.pk}-1": "Иванов"}).context["rows"]

    assert [row.is_open for row in rows] == [True, False]


def test_table_takes_the_same_statements_for_many(desk, mentee, make_mentee, queries):
    one = queries(desk, PAGE)
    for name in ("Жуков", "Зайцев"):
        make_mentee(name)

    assert queries(desk, PAGE) == one


def test_curator_of_another_school_writes_nothing(mentee, mentor):
    stranger = MembershipFactory(role="curator")

    with pytest.raises(PermissionDenied):
        record_table(
            member=stranger,
            side="mentee",
            said={mentee: Said(wishes=[mentor.pk])},
            others={mentor.pk: mentor},
            today=date(2026, 9, 10),
        )
    assert not Preference.objects.exists()
