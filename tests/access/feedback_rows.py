from datetime import date, timedelta
from types import SimpleNamespace

from mentorship.accounts.links import issue_link
from mentorship.pairs.models import Concern, Feedback
from tests.factories.organizations import MembershipFactory


def feedback_rows(pair):
    """What a child told an adult, and the link of a word that is waited for."""
    child = pair.members.get().person
    adult = MembershipFactory(organization=pair.institution, role="psychologist")
    concern = Concern.objects.create(
        institution=pair.institution, pair=pair, person=child, adult=adult, words=child.last_name
    )
    link, token = issue_link(purpose="feedback", lifetime=timedelta(days=1))
    Feedback.objects.create(pair=pair, person=child, month=date(2022, 10, 1), link=link)
    return {
        "Concern": concern,
        "FeedbackToken": SimpleNamespace(pk=token),
        "MentorPerson": pair.mentor_entry.person,
    }
