"""The demo: built through the real services, the same every time, refused where data exist."""

from datetime import date

from django.db import transaction

from mentorship.accounts.demo import DemoAccount, keep_demo_accounts
from mentorship.core.exceptions import DomainError
from mentorship.demo import (
    conclusions,
    gathering,
    imports,
    matching,
    meetings,
    mishkinskaya,
    others,
    pair_life,
    participants,
    plans,
    questionnaires,
    rounds,
    topics,
    village_now,
    waves,
)
from mentorship.demo.cast import Cast
from mentorship.demo.staff import staff_changes
from mentorship.demo.steps import School
from mentorship.demo.tree import give_posts, plant_tree
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear


@transaction.atomic
def load_demo(today: date) -> list[DemoAccount]:
    """Fill an empty database; raises DomainError when there is any organization in it.

    The past year and its people are the same in every folder; the living school is dated from
    `today`. Passwords are new each time and go to the data folder only.
    """
    if Organization.objects.exists():
        raise DomainError("В базе уже есть организации: демонстрационные данные не загружены.")
    tree = plant_tree()
    topics.give_catalogues(tree)
    members, accounts = give_posts(tree)
    past, current = SchoolYear(2022), SchoolYear.containing(today)
    # In summer the living schools stand at the end of their lessons.
    lived = min(today, current.lessons_end_on)
    participants.yearly_lists(members, past, current)

    def school(login: str, year: SchoolYear, seed: int) -> School:
        return School(members[login], year, Cast(seed), lived if year == current else today)

    village = school("kurator.mishkino", past, 1)
    live_past_years(members, village, school("kurator.gimnaziya7", past, 2))
    others.municipal_plan(tree["novoalexandrovsky"])
    living = school("kurator.gimnaziya1", current, 3)
    others.living_school(living, lived)
    meetings.living_meetings(living, lived)
    pair_life.living_life(living, lived)
    questionnaires.answers_by_link(living)
    waves.living_waves(living)
    waves.village_waves(village)
    other = school("kurator.sosh2", current, 4)
    others.school_with_a_bank_only(other)
    others.school_with_a_plan_only(tree["nva-litsey-3"], today)
    others.school_with_a_bank_only(school("kurator.sosh10.surgut", current, 5))
    others.school_with_a_plan_only(tree["surgut-ds-20"], today)
    others.school_with_a_plan_only(tree["omsk-litsey-5"], today)
    gathering.village_year(village)
    gathering.living_school(living, members["metodist.novoalexandrovsk"])
    gathering.school_with_doubles(other)
    for curator in (village, living, other):
        topics.accept_suggestions(curator.member)
    matching.living_school(living)
    plans.municipal_year(members["metodist.novoalexandrovsk"], living.member, today)
    plans.report_by_figures(living.member, today)
    plans.plans_on_review(members, today)
    village_of_today(members, village, school("kurator.mishkino", current, 6))
    rounds.rounds_of_the_district(members, today)
    conclusions.conclusions(members, past, today)
    staff_changes(members["direktor.gimnaziya1"], members["kurator.gimnaziya1"])
    imports.unfinished_import(living, today)
    keep_demo_accounts(accounts)
    return accounts


def village_of_today(members: dict[str, Membership], past: School, now: School) -> None:
    """The first sign-ins of the list open a year that is lived."""
    if now.year <= past.year:
        return
    village_now.turn_to(past, now.year)
    director, mentor = members["direktor.mishkino"], members["nastavnik.mishkino"]
    village_now.live_now(now, director, mentor)
    waves.living_waves(now)


def live_past_years(members: dict[str, Membership], village: School, city: School) -> None:
    mishkinskaya.live_the_year(village, members["direktor.mishkino"], members["nastavnik.mishkino"])
    others.gymnasium(city, members["direktor.gimnaziya7"])
