import pytest
from django.core.exceptions import PermissionDenied

from mentorship.pairs.matching.comparing import compare_runs
from mentorship.pairs.matching.runs import run_matching
from mentorship.pairs.models import MatchingRun, Suggestion
from tests.factories.bank import form
from tests.factories.organizations import MembershipFactory
from tests.pairs.matching.conftest import TODAY, YEAR


@pytest.fixture
def people(mentor, mentee):
    for _ in range(2):
        mentor(capacity=1, competences="физика")
        mentee(request="физика")
    mentee(request="танцы")


def test_run_keeps_what_decided_it(run, settings_with, people):
    found = run(settings_with(competence=5, threshold=1))

    assert (found.total, found.bound, found.gap) == (2 * 5 * 20, 2 * 5 * 20, 0)
    assert (found.threshold, found.weights["competence"], found.weights["load"]) == (1, 5, 0)
    assert (found.mentees_count, found.mentors_count, found.places_count) == (3, 2, 2)
    assert (found.suggested_count, found.left_count) == (2, 1)
    assert found.suggestions.count() == 2
    assert [row.code for row in found.left_alone.all()] == ["threshold"]


def test_total_is_the_sum_of_the_suggestions(run, people):
    found = run()

    assert found.total == sum(s.score for s in found.suggestions.all())
    assert all(
        s.score == sum(value * weight for _, value, weight, _ in s.reasons)
        for s in found.suggestions.all()
    )


def test_later_run_supersedes_those_of_its_form(run, people):
    first, other = run(), run(form=form("uchenik-uchenik"))
    trial, second = run(trial=True), run()

    assert list(MatchingRun.objects.current().order_by("pk")) == [other, second]
    assert not MatchingRun.objects.get(pk=trial.pk).is_superseded
    assert MatchingRun.objects.get(pk=first.pk).is_superseded


def test_run_of_all_forms_supersedes_every_one(run, people):
    run(), run(form=form("uchenik-uchenik"))

    whole = run(form=None)

    assert list(MatchingRun.objects.current()) == [whole]


@pytest.mark.parametrize("role", ["director", "council", "psychologist", "mentor"])
def test_others_neither_run_nor_see_it(run, school, people, role):
    member = MembershipFactory(organization=school, role=role)
    run()

    with pytest.raises(PermissionDenied):
        run_matching(member=member, year=YEAR, today=TODAY)
    assert not MatchingRun.objects.visible_to(member).exists()
    assert not Suggestion.objects.visible_to(member).exists()


def test_runs_of_another_school_are_not_seen(run, people):
    run()

    assert not Suggestion.objects.visible_to(MembershipFactory(role="curator")).exists()


def test_comparison_tells_who_changes_and_equals_recomputation(
    run, plan, settings_with, mentor, mentee, ruling
):
    one, two = mentee(request="физика"), mentee(request="танцы")
    physics, dances = mentor(capacity=1, competences="физика"), mentor(capacity=1)
    first = run(settings_with(competence=5))
    ruling(one, dances)

    second = plan(settings_with(competence=5))
    found = compare_runs(first, second)

    changed = [(c.mentee_entry, c.first_mentor, c.second_mentor) for c in found.changed]
    assert changed == [(one.pk, physics.pk, dances.pk), (two.pk, dances.pk, physics.pk)]
    assert found.difference == second.total - first.total == -100
    assert found.difference == sum(c.second_score - c.first_score for c in found.changed)
    assert (found.same, found.only_first, found.only_second, found.is_one_scale) == (
        0,
        [],
        [],
        True,
    )


def test_comparison_with_itself_changes_nothing(run, people):
    found = run()

    compared = compare_runs(found, found)

    assert (compared.changed, compared.same) == ([], found.suggested_count)
    assert compared.difference == 0
