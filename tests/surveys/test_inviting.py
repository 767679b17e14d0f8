from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.accounts.links import digest_of
from mentorship.bank.models import Person
from mentorship.core.exceptions import DomainError
from mentorship.surveys import shown_secrets
from mentorship.surveys.inviting import (
    Order,
    issue_invitations,
    reissue_batch,
    revoke_batch,
    revoke_invitation,
)
from mentorship.surveys.models import Invitation
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import QuestionnaireFactory, questionnaire
from tests.surveys.withdrawing import withdrawn

TODAY = timezone.localdate()


@pytest.fixture
def give_out(curator, year):
    def give(code="mentee-pupil", member=curator, **kwargs):
        order = Order(
            **{"manner": "links", "days": 14, "questionnaire": questionnaire(code)} | kwargs
        )
        return issue_invitations(member=member, order=order, year=year, today=TODAY)

    return give


@pytest.fixture
def pupil(curator):
    return PersonFactory(institution=curator.organization, consented=True)


def refusal(give_out, *args, **kwargs):
    with pytest.raises(DomainError) as error:
        give_out(*args, **kwargs)
    assert not Invitation.objects.exists()
    return str(error.value)


def test_cards_without_names_have_a_link_each(give_out, curator):
    batch, tokens = give_out(count=3)

    invitations = list(batch.invitations.select_related("link"))
    assert [i.link.digest for i in invitations] == [digest_of(tokens[i.pk]) for i in invitations]
    assert {(i.person, i.about, i.institution_id) for i in invitations} == {
        (None, None, curator.organization_id)
    }
    assert (batch.school_year, batch.created_by) == (2022, curator)


def test_link_is_good_for_the_days_ordered(give_out):
    batch, _ = give_out(count=1, days=60)

    lifetime = batch.invitations.get().link.expires_at - timezone.now()
    assert timedelta(days=59, hours=23) < lifetime <= timedelta(days=60)


def test_person_is_invited_or_asked_about(give_out, pupil):
    own, _ = give_out(people=[pupil])
    about, _ = give_out("about-pupil-parent", people=[pupil])

    assert (own.invitations.get().person, own.invitations.get().about) == (pupil, None)
    assert (about.invitations.get().person, about.invitations.get().about) == (None, pupil)


def test_earlier_link_of_the_same_person_ends(give_out, pupil):
    first, _ = give_out(people=[pupil])
    second, _ = give_out(people=[pupil])

    states = [batch.invitations.get().state for batch in (first, second)]
    assert states == ["revoked", "open"]


def test_several_adults_are_asked_about_one_pupil(give_out, pupil):
    first, _ = give_out("about-pupil-parent", people=[pupil])
    give_out("about-pupil-parent", people=[pupil])

    assert first.invitations.get().state == "open"


def test_person_without_a_consent_is_not_called_by_name(give_out, curator):
    person = PersonFactory(institution=curator.organization)

    assert refusal(give_out, people=[person]) == (
        f"Без действующего согласия по имени не приглашают: {person.short_name}. "
        "Выдайте карточку без имени."
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"count": 0}, "За один раз выдаётся от 1 до 200 ссылок."),
        ({"count": 201}, "За один раз выдаётся от 1 до 200 ссылок."),
        ({"count": 1, "days": 0}, "Ссылка действует от 1 до 60 дней."),
        ({"count": 1, "days": 61}, "Ссылка действует от 1 до 60 дней."),
        (
            {"code": "about-pupil-parent", "count": 1},
            "Эта анкета выдаётся только поимённо: отметьте людей.",
        ),
        (
            {"code": "mentee-satisfaction", "count": 1},
            "Эта анкета выдаётся только поимённо: отметьте людей.",
        ),
    ],
)
def test_order_outside_its_bounds_is_refused(give_out, wrong, words):
    assert refusal(give_out, **wrong) == words


def test_set_that_is_not_in_use_is_not_given_out(give_out, curator):
    draft = QuestionnaireFactory(organization=curator.organization)

    assert refusal(give_out, questionnaire=draft, count=1) == (
        "Эта редакция анкеты больше не используется: выберите действующую."
    )


def test_foreign_people_are_denied(give_out):
    with pytest.raises(PermissionDenied):
        give_out(people=[PersonFactory(consented=True)])


@pytest.mark.parametrize("role", ["director", "council", "psychologist", "mentor"])
def test_readers_give_nothing_out(give_out, curator, role):
    reader = MembershipFactory(role=role, organization=curator.organization)

    with pytest.raises(PermissionDenied):
        give_out(member=reader, count=1)


def test_reissue_ends_what_was_printed(give_out, curator):
    batch, tokens = give_out(count=2)
    old = [invitation.link for invitation in batch.invitations.select_related("link")]
    shown_secrets.keep_links(batch, tokens)

    renewed = reissue_batch(member=curator, batch=batch, today=TODAY)

    for link in old:
        link.refresh_from_db()
    batch.refresh_from_db()
    assert all(link.revoked_at for link in old)
    assert set(renewed) == set(tokens)
    assert set(renewed.values()).isdisjoint(tokens.values())
    assert (batch.reissued_by, shown_secrets.links_of(batch)) == (curator, {})


def test_reissue_leaves_out_who_answered_was_revoked_or_withdrew(give_out, curator):
    people = PersonFactory.create_batch(3, institution=curator.organization, consented=True)
    batch, _ = give_out(people=people)
    answered, revoked, withdrawn = batch.invitations.order_by("pk")
    answered.link.used_at = timezone.now()
    answered.link.save()
    revoke_invitation(member=curator, invitation=revoked)
    withdrawn.person.consents.update(withdrawn_on=TODAY)

    with pytest.raises(DomainError, match="Выдавать заново некому"):
        reissue_batch(member=curator, batch=batch, today=TODAY)


def test_expired_link_is_given_out_anew(give_out, curator):
    batch, _ = give_out(count=1)
    invitation = batch.invitations.get()
    invitation.link.expires_at = timezone.now()
    invitation.link.save()

    reissue_batch(member=curator, batch=batch, today=TODAY)

    assert batch.invitations.get().state == "open"


def test_revoked_batch_opens_nothing(give_out, curator):
    batch, tokens = give_out(count=2)
    shown_secrets.keep_links(batch, tokens)

    assert revoke_batch(member=curator, batch=batch) == 2
    assert {invitation.state for invitation in batch.invitations.all()} == {"revoked"}
    assert shown_secrets.links_of(batch) == {}


def test_link_is_revoked_once(give_out, curator):
    batch, _ = give_out(count=1)
    revoke_invitation(member=curator, invitation=batch.invitations.get())

    with pytest.raises(DomainError, match="уже не отозвать"):
        revoke_invitation(member=curator, invitation=batch.invitations.get())


def test_foreign_batch_is_denied(give_out, year):
    batch, _ = give_out(count=1)

    for service in (
        lambda: reissue_batch(member=MembershipFactory(), batch=batch, today=TODAY),
        lambda: revoke_batch(member=MembershipFactory(), batch=batch),
    ):
        with pytest.raises(PermissionDenied):
            service()


@pytest.mark.parametrize("code", ["mentee-pupil", "about-pupil-parent"])
def test_withdrawn_consent_ends_links_of_and_about_the_person(give_out, curator, pupil, code):
    batch, _ = give_out(code, people=[pupil])
    other, _ = give_out(count=1)

    withdrawn(curator, pupil, TODAY)

    assert [b.invitations.get().state for b in (batch, other)] == ["revoked", "open"]


def test_consent_ended_by_itself_stops_the_next_invitation(give_out, pupil):
    pupil.consents.update(valid_until=date(2026, 1, 1))

    assert Person.objects.with_consent_on(TODAY).count() == 0
    assert "Без действующего согласия" in refusal(give_out, people=[pupil])
