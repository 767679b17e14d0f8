"""Reads official Russian deadline phrases («до 20.03.2022 г.», «Апрель 2023, далее – ежегодно»).

The raw text always stays; the reading is a suggestion with a confidence, and everything it had
to guess stands in `unclear` in Russian. Nothing here raises, whatever the text.
"""

from roadmaps.deadlines.reader import read
from roadmaps.deadlines.values import Deadline, Kind, Window

__all__ = ["Deadline", "Kind", "Window", "read"]
