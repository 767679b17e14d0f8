import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db import connection
from django.utils import timezone

logger = logging.getLogger(__name__)


@shared_task(name="audit.purge_readings")
def purge_readings() -> None:
    """Removes readings past their term; the function in the database holds the least term."""
    before = timezone.now() - timedelta(days=366 * settings.READING_LOG_YEARS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_purge_readings(%s)", [before])
        (removed,) = cursor.fetchone()
    logger.info("readings removed: %s", removed)
