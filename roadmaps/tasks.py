from celery import shared_task
from django.utils import timezone

from roadmaps.work.digests import send_digests as send


@shared_task(name="roadmaps.send_digests")
def send_digests() -> None:
    send(timezone.now())
