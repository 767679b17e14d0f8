"""What was never taken into the bank is not kept (152-ФЗ, ст. 5, ч. 7)."""

import logging
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from mentorship.surveys.models import Reply

logger = logging.getLogger(__name__)


def days_left(reply: Reply, today: date) -> int:
    """In how many days a reply that is not accepted goes; 0 when it goes tonight."""
    goes_on = reply.answered_on + timedelta(days=settings.SURVEY_RETENTION_DAYS)
    return max(0, (goes_on - today).days)


@transaction.atomic
def purge_replies(*, today: date) -> int:
    """Delete replies rejected or never looked at in time; returns how many.

    The invitation stays without them: it says only that a link was used.
    """
    before = today - timedelta(days=settings.SURVEY_RETENTION_DAYS)
    pks = list(Reply.objects.forgettable(before).values_list("pk", flat=True))
    Reply.objects.filter(pk__in=pks).delete()
    if pks:
        logger.info("replies purged: %s", pks)
    return len(pks)
