import logging
import re
from types import TracebackType

# What PostgreSQL adds to an error: the refused row or key, the line of a COPY. They hold names.
_ROWS = re.compile(
    r"^(?:DETAIL|CONTEXT|HINT):.*?(?=^(?:\S+(?:Error|Exception|Violation)|The above|During)\b|\Z)",
    re.DOTALL | re.MULTILINE,
)


class RowlessFormatter(logging.Formatter):
    """Writes tracebacks without the rows a database error speaks of: logs hold ids, no names."""

    def formatException(  # noqa: N802 -- the name is logging's
        self,
        ei: (
            tuple[type[BaseException], BaseException, TracebackType | None]
            | tuple[None, None, None]
        ),
    ) -> str:
        return _ROWS.sub("", super().formatException(ei)).rstrip()
