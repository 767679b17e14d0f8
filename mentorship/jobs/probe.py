from typing import Any

from mentorship.jobs.progress import Progress


def probe(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """A job that only counts: shows administrators that queue, worker and progress are alive."""
    total = int(params["n"])
    for done in range(1, total + 1):
        progress.step(done, total, "считаю")
    return {"counted": total}, ""
