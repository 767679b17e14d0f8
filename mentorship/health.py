"""Is the process alive, and is all of it ready: open pages without secrets, JSON."""

import shutil
from collections.abc import Callable

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from mentorship.celery import app
from mentorship.documents.rendering import pdf_is_available

LEAST_FREE_BYTES = 200 * 1024 * 1024


def database() -> str:
    """Empty when Cyrillic search works: under locale C it finds nothing, silently."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper('ё') = 'Ё' AND cardinality(show_trgm('Иван')) > 0")
        return "" if cursor.fetchone()[0] else "база создана с неподходящей локалью"


def migrations() -> str:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "есть неприменённые миграции" if plan else ""


def queue() -> str:
    redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2).ping()
    return ""


def worker() -> str:
    return "" if app.control.ping(timeout=0.5) else "обработчик заданий не отвечает"


def disk() -> str:
    free = shutil.disk_usage(settings.DATA_DIR).free
    return "" if free > LEAST_FREE_BYTES else "мало места на диске"


def pdf() -> str:
    return (
        ""
        if pdf_is_available()
        else "не установлен Pango: PDF недоступен, документы выдаются в DOCX"
    )


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "queue": queue,
    "worker": worker,
    "disk": disk,
    "pdf": pdf,
}
# The site works without these: it says so, and stays ready.
DEGRADED = frozenset({"pdf", "worker"})


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"ok": True})


@login_not_required
@require_safe
@transaction.non_atomic_requests
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when everything needed answers, 503 otherwise; each check in words."""
    answers = {}
    for name, check in CHECKS.items():
        try:
            answers[name] = check()
        except Exception as error:
            answers[name] = f"не отвечает ({type(error).__name__})"
    broken = [name for name, words in answers.items() if words and name not in DEGRADED]
    body = {
        "ready": not broken,
        "checks": {n: words or "в порядке" for n, words in answers.items()},
    }
    return JsonResponse(body, status=503 if broken else 200)
