from collections.abc import Callable
from typing import Any

from mentorship.core.registry import Registry
from mentorship.jobs.progress import Progress

# kind → function of (params, progress) that does the work and gives (result, result_url).
# It runs in the worker, checks rights and consents anew, and must be safe to run twice.
Work = Callable[[dict[str, Any], Progress], tuple[dict[str, Any], str]]
KINDS: Registry[Work] = Registry()
