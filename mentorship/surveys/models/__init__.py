from mentorship.surveys.models.invitations import (
    Invitation,
    InvitationBatch,
    SurveyInvitationQuerySet,
)
from mentorship.surveys.models.questionnaires import Questionnaire, QuestionnaireQuerySet
from mentorship.surveys.models.replies import Reply, ReplyQuerySet
from mentorship.surveys.models.responses import Response, ResponseQuerySet

__all__ = [
    "Invitation",
    "InvitationBatch",
    "Questionnaire",
    "QuestionnaireQuerySet",
    "Reply",
    "ReplyQuerySet",
    "Response",
    "ResponseQuerySet",
    "SurveyInvitationQuerySet",
]
