from mentorship.surveys.models.invitations import Invitation, InvitationBatch, InvitationQuerySet
from mentorship.surveys.models.questionnaires import Questionnaire, QuestionnaireQuerySet
from mentorship.surveys.models.replies import Reply, ReplyQuerySet
from mentorship.surveys.models.responses import Response, ResponseQuerySet

__all__ = [
    "Invitation",
    "InvitationBatch",
    "InvitationQuerySet",
    "Questionnaire",
    "QuestionnaireQuerySet",
    "Reply",
    "ReplyQuerySet",
    "Response",
    "ResponseQuerySet",
]
