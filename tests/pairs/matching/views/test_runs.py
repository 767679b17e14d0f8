import pytest

from mentorship.audit.models import Reading
from mentorship.bank.models import Consent, MentorEntry
from mentorship.jobs.models import Job
from mentorship.jobs.services import run
from mentorship.pairs.matching.settings import settings_of
from mentorship.pairs.models import MatchingRun, Pair, Ruling, Suggestion
from tests.factories.matching import MatchingRunFactory, RulingFactory, SuggestionFactory
from tests.factories.organizations import MembershipFactory

RUNS, SETTINGS, RULINGS = (
    "/pairs/matching/runs/",
    "/pairs/matching/settings/",
    "/pairs/matching/rulings/",
)


@pytest.fixture
def suggestion(desk, mentee, make_mentor):
    """What a run over one mentee and one mentor suggests."""
    make_mentor()
    desk.post(f"{RUNS}new/", {"form": ""})
    return Suggestion.objects.get()


def verdict(desk, suggestion, action, **data):
    return desk.post(f"/pairs/matching/suggestions/{suggestion.pk}/{action}/", data, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_run_suggests_with_reasons_and_load(desk, suggestion):
    response = desk.get(f"{RUNS}{suggestion.run_id}/")

    (row,) = response.context["rows"]
    assert (row.suggestion, row.load, row.can_decide, row.together) == (
        suggestion,
        "0 из 1",
        True,
        1,
    )
    assert row.words[0] == "общая тема: Физика"
    assert response.context["quality"].endswith("распределить лучше нельзя.")
    people = {suggestion.mentor_entry.person_id, suggestion.mentee_entry.person_id}
    assert set(Reading.objects.latest("pk").people) == people


def test_run_tells_who_is_left_alone_and_why(desk, make_mentee, make_mentor):
    for name in ("Ёлкин", "Жуков"):
        make_mentee(name)
    make_mentor(capacity=1)

    response = desk.post(f"{RUNS}new/", {"form": ""}, follow=True)

    (why,) = response.context["mentees_left"]
    assert why.words
    assert why.next_action


def test_run_page_takes_the_same_statements_for_many(desk, school, queries, curator, this_year):
    run = MatchingRunFactory(institution=school, created_by=curator, school_year=this_year.first)
    SuggestionFactory(run=run)
    one = queries(desk, f"{RUNS}{run.pk}/")
    SuggestionFactory.create_batch(3, run=run)

    assert queries(desk, f"{RUNS}{run.pk}/") == one


def test_long_matching_becomes_a_job(desk, mentee, make_mentor, monkeypatch):
    make_mentor()
    monkeypatch.setattr("mentorship.pairs.matching.views.runs.MOST_AT_ONCE", 0)

    desk.post(f"{RUNS}new/", {"form": ""})
    job = Job.objects.get()
    run(job_pk=job.pk)

    job.refresh_from_db()
    assert (job.kind, job.error) == ("pairs.matching", "")
    assert job.result_url == f"{RUNS}{MatchingRun.objects.get().pk}/"


def test_accepted_suggestion_becomes_a_draft_and_is_undone(desk, suggestion):
    verdict(desk, suggestion, "accept")
    drafted = Pair.objects.get()
    verdict(desk, suggestion, "undo")

    assert drafted.state == "draft"
    assert Pair.objects.count() == 0
    assert Suggestion.objects.get().state == "offered"


def test_declined_suggestion_asks_for_a_reason(desk, suggestion):
    response = verdict(desk, suggestion, "decline")

    assert told(response) == ["Укажите, почему предложение отклонено."]
    assert Ruling.objects.count() == 0


def test_reason_too_long_is_refused_whole_and_stays_typed(desk, suggestion):
    response = verdict(desk, suggestion, "decline", reason="я" * 301)

    assert told(response) == ["Причина длиннее 300 знаков (301): сократите её."]
    assert (response.context["typed_for"], response.context["typed"]) == (suggestion.pk, "я" * 301)
    assert Ruling.objects.count() == 0


def test_declined_suggestion_is_not_proposed_again(desk, suggestion):
    verdict(desk, suggestion, "decline", reason="живут далеко")

    desk.post(f"{RUNS}new/", {"form": ""})

    assert MatchingRun.objects.first().suggestions.count() == 0


def test_locked_and_removed_leave_what_they_say(desk, suggestion):
    verdict(desk, suggestion, "lock")
    verdict(desk, suggestion, "remove")

    assert Ruling.objects.get().kind == "locked"
    assert Suggestion.objects.get().state == "removed"


def test_ticked_suggestions_are_accepted_and_refusals_said(
    desk, make_mentee, make_mentor, settings
):
    # One pair after another, each in a transaction of its own.
    settings.ZEAL_ALLOWLIST = [{"model": "*"}]
    for name in ("Ёлкин", "Жуков"):
        make_mentee(name)
    make_mentor(capacity=2)
    desk.post(f"{RUNS}new/", {"form": ""})
    first, second = Suggestion.objects.order_by("pk")
    Consent.objects.filter(person=second.mentee_entry.person).delete()

    response = desk.post(
        f"{RUNS}{first.run_id}/acceptance/", {"suggestions": [first.pk, second.pk]}, follow=True
    )

    accepted, refused = told(response)
    assert accepted == "Составлено черновиков: 1\N{NO-BREAK SPACE}пара."
    assert "Нет действующего согласия" in refused
    assert Pair.objects.count() == 1


def test_suggestion_without_a_consent_is_not_shown(desk, suggestion):
    Consent.objects.filter(person=suggestion.mentor_entry.person).delete()

    assert desk.get(f"{RUNS}{suggestion.run_id}/").context["rows"] == []


def test_unknown_verdict_and_foreign_rows_are_not_found(desk, suggestion):
    foreign = SuggestionFactory()

    assert verdict(desk, suggestion, "eat").status_code == 404
    assert verdict(desk, foreign, "accept").status_code == 404
    assert desk.get(f"{RUNS}{foreign.run_id}/").status_code == 404


def test_psychologist_and_director_do_not_match(sign_in, school):
    for role in ("psychologist", "director", "mentor"):
        client = sign_in(MembershipFactory(organization=school, role=role))
        assert client.get(RUNS).status_code == 403


def test_whatif_tells_what_the_total_loses(desk, suggestion):
    response = desk.get(f"/pairs/matching/suggestions/{suggestion.pk}/whatif/")

    comparison = response.context["comparison"]
    (row,) = response.context["changes"]
    assert comparison.difference == -suggestion.score
    assert (row.second, MatchingRun.objects.count()) == ("без пары", 1)


def test_whatif_is_taken_over_as_the_new_run(desk, suggestion, make_mentor):
    other = make_mentor()
    url = f"/pairs/matching/suggestions/{suggestion.pk}/whatif/"
    assert desk.get(url).context["may_take_over"]

    response = desk.post(url, follow=True)

    suggestion.refresh_from_db()
    [row] = response.context["rows"]
    assert (suggestion.state, suggestion.ruling.kind) == ("declined", "forbidden")
    assert {row.suggestion.mentor_entry, suggestion.mentor_entry} == {
        other,
        MentorEntry.objects.exclude(pk=other.pk).get(),
    }
    assert told(desk.post(url, follow=True)) == ["Решение уже принято: отклонено."]


def test_drafts_of_a_run_are_counted_and_linked(desk, suggestion):
    verdict(desk, suggestion, "accept")
    page = desk.get(f"{RUNS}{suggestion.run_id}/")

    assert (page.context["drafts"].count(), page.content.decode().count("?state=draft")) == (1, 1)


def test_trial_stands_beside_the_last_run_and_keeps_nothing(desk, suggestion, school):
    data = settings_data(school) | {"threshold": "150", "try": "1"}

    response = desk.post(SETTINGS, data, follow=True)

    trial = MatchingRun.objects.get(is_trial=True)
    assert trial.title == "Проба: порог 150"
    assert len(response.context["comparison"].only_first) == 1
    assert settings_of(school.pk).threshold == 1


def settings_data(school, **changes):
    settings = settings_of(school.pk)
    data = {code: str(weight) for code, weight in settings.weights.items()}
    data |= {code: "on" for code, holds in settings.switches.items() if holds}
    return data | {"threshold": str(settings.threshold)} | changes


def test_settings_are_kept(desk, school):
    desk.post(SETTINGS, settings_data(school, interests="8", only_admitted="on"))

    kept = settings_of(school.pk)
    assert (kept.weights["interests"], kept.switches["only_admitted"]) == (8, True)


def test_settings_where_nothing_matters_are_refused(desk, school):
    data = settings_data(school) | dict.fromkeys(settings_of(school.pk).weights, "0")

    response = desk.post(SETTINGS, data)

    assert response.context["form"].non_field_errors() == [
        "Оставьте хотя бы одну причину с весом больше нуля."
    ]


def test_two_runs_are_compared_and_one_with_itself_is_not(desk, suggestion):
    desk.post(f"{RUNS}new/", {"form": ""})
    second, first = MatchingRun.objects.order_by("-pk")

    both = desk.get(f"{RUNS}compare/", {"first": first.pk, "second": second.pk})
    same = desk.get(f"{RUNS}compare/", {"first": first.pk, "second": first.pk}, follow=True)

    assert both.context["comparison"].same == 1
    assert told(same) == ["Выберите два разных подбора, чтобы сравнить их."]


def test_ruling_is_made_by_hand_and_lifted(desk, mentee, make_mentor):
    data = {"mentee": mentee.pk, "mentor": make_mentor().pk, "kind": "forbidden", "reason": "родня"}
    desk.post(f"{RULINGS}new/", data)
    ruling = Ruling.objects.get()
    listed = desk.get(RULINGS).context["page_obj"].object_list
    desk.post(f"{RULINGS}{ruling.pk}/lifting/")

    assert list(listed) == [ruling]
    assert list(desk.get(RULINGS).context["page_obj"]) == []


def test_ruling_without_a_reason_is_refused_with_what_was_chosen(desk, mentee, make_mentor):
    data = {"mentee": mentee.pk, "mentor": make_mentor().pk, "kind": "forbidden", "reason": ""}

    response = desk.post(f"{RULINGS}new/", data)

    assert response.context["form"].non_field_errors() == [
        "Укажите, почему их не предлагать вместе."
    ]
    assert response.context["form"]["mentee"].value() == str(mentee.pk)


def test_foreign_ruling_is_not_found(desk):
    assert desk.post(f"{RULINGS}{RulingFactory().pk}/lifting/").status_code == 404


def test_group_is_accepted_by_one_button(desk, make_mentee, make_mentor):
    for name in ("Ёлкин", "Жуков"):
        make_mentee(name)
    make_mentor(capacity=3)

    response = desk.post(f"{RUNS}new/", {"form": "", "groups": "on"}, follow=True)
    rows = response.context["rows"]
    verdict(desk, rows[0].suggestion, "accept")

    assert [row.together for row in rows] == [2, 0]
    assert Pair.objects.get().members.count() == 2


def test_pages_without_anything_say_what_to_do(desk):
    assert "подбора ещё не было" in desk.get(RUNS).content.decode()
    assert "Решений пока нет" in desk.get(RULINGS).content.decode()
