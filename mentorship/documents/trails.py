from django.db.models import Q

from mentorship.audit.stories import Story
from mentorship.audit.trails import Trail
from mentorship.documents.kinds import kind_of
from mentorship.documents.models import Document
from mentorship.organizations.roles import Right

DOCUMENT = Story(
    right=Right.DOCUMENTS_VIEW,
    rows=Document.objects.visible_to,
    trails=lambda document: [Trail(Document, Q(pgh_obj=document.pk))],
    url=Document.get_absolute_url,
    people=lambda document: set(kind_of(document).people(document)),
)
