"""The one inversion allowed between rooms: a lower app owns a registry, upper apps fill it."""

from collections.abc import Iterator
from typing import Generic, TypeVar

Entry = TypeVar("Entry")


class Registry(Generic[Entry]):
    """Entries by code, in the order of registration; filled in `apps.py`, read everywhere."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def register(self, code: str, entry: Entry) -> Entry:
        """Add an entry; a code taken twice is a programming error and raises ValueError."""
        if code in self._entries:
            raise ValueError(f"{code} is registered already")
        self._entries[code] = entry
        return entry

    def __getitem__(self, code: str) -> Entry:
        return self._entries[code]

    def __contains__(self, code: str) -> bool:
        return code in self._entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def items(self) -> list[tuple[str, Entry]]:
        return list(self._entries.items())
