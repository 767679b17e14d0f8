"""Points of an order: standard ones, whose text the template holds, and those typed by hand.

A point is kept in `Document.fields` as `{"code": …, "text": …}`. A standard point has a code; a
text beside the code replaces the standard words. A point without a code is the organization's own.
The order of the list is that of the document; what is not in the list is not in the document.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mentorship.documents.contexts import lines_of

MOST_POINTS = 60
LONGEST_POINT = 4000


@dataclass(frozen=True)
class Point:
    """A point of a document: a code of the kind, words of one's own, or own words for a code."""

    code: str = ""
    text: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The point and its sub-points: every further line of the typed text is a sub-point.

        After a colon they are one list: «;» between them, a full stop after the last.
        """
        head, *rest = lines_of(self.text) or ("",)
        if not head:
            return ()
        stop = ";" if head.endswith(":") else "."
        between = (ended(line, ";" if line.endswith(";") else stop) for line in rest[:-1])
        return (ended(head), *between, *(_last(line) for line in rest[-1:]))

    def printed(self, *, is_heading: bool) -> tuple[str, ...]:
        """The lines; the first of a section of an agreement is a heading and has no stop."""
        first, rest = self.lines[:1], self.lines[1:]
        return (*(line.rstrip(".") for line in first), *rest) if is_heading else self.lines


def ended(line: str, stop: str = ".") -> str:
    """The line with its stop; one that was typed stays, as does the colon before a list."""
    return line if line.endswith((":", ".", "!", "?")) else f"{line.rstrip(';, ')}{stop}"


def _last(line: str) -> str:
    """The end of the point: nothing follows a colon there."""
    return ended(line.rstrip(":"))


def points_of(fields: Mapping[str, Any], standard: Mapping[str, str]) -> tuple[Point, ...]:
    """The points of a document's fields; before anything was chosen, the standard ones in order."""
    kept = fields.get("points")
    if kept is None:
        return tuple(Point(code) for code in standard)
    return tuple(Point(**row) for row in kept if not row["code"] or row["code"] in standard)


class PointsWidget(forms.Widget):
    """Rows that can be moved, removed, reworded and added; its buttons work without scripts too."""

    template_name = "documents/points_widget.html"
    use_fieldset = True
    standard: Mapping[str, str] = MappingProxyType({})
    # Where the buttons send the form; the answer may bring the rows anew beside the page.
    address = ""
    is_out_of_band = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]] | None:
        if not hasattr(data, "getlist") or f"{name}.sent" not in data:
            return None
        codes, texts = data.getlist(f"{name}.code"), data.getlist(f"{name}.text")
        rows = [{"code": code, "text": text} for code, text in zip(codes, texts, strict=False)]
        return changed(rows, data.get(f"{name}.do", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}.sent" not in data

    def id_for_label(self, id_: str) -> str:
        return ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [{"code": code, "text": ""} for code in self.standard] if value is None else value
        present = {row["code"] for row in rows}
        context["widget"] |= {
            "address": self.address,
            "is_out_of_band": self.is_out_of_band,
            "rows": [row | {"title": self.standard.get(row["code"], "")} for row in rows],
            "left_out": [
                (code, title) for code, title in self.standard.items() if code not in present
            ],
        }
        return context


def changed(rows: Sequence[dict[str, str]], action: str) -> list[dict[str, str]]:
    """The rows after «up:2», «down:0», «drop:1», «add:» or «add:CODE»; else as they were."""
    rows = list(rows)
    verb, _, place = action.partition(":")
    if verb == "add":
        # Control stays last: a new point stands before it, as in every order (domain E4).
        before_control = bool(rows) and rows[-1]["code"] == "control" and place != "control"
        rows.insert(len(rows) - before_control, {"code": place, "text": ""})
    elif place.isdecimal() and int(place) < len(rows):
        index = int(place)
        if verb == "drop":
            del rows[index]
        elif verb in ("up", "down"):
            row = rows.pop(index)
            rows.insert(max(index + (1 if verb == "down" else -1), 0), row)
    return rows


class PointsField(forms.Field):
    """The list of points of a kind; `standard` gives the titles of its points by their codes."""

    def __init__(self, *, standard: Mapping[str, str], **kwargs: Any) -> None:
        self.standard = standard
        kwargs.setdefault("label", "Пункты")
        kwargs.setdefault("required", False)
        super().__init__(widget=PointsWidget, **kwargs)
        self.widget.standard = standard

    def clean(self, value: Any) -> list[dict[str, str]]:
        """Rows as they are kept; own points without a word are passed over."""
        if value is None:
            return [{"code": code, "text": ""} for code in self.standard]
        seen: set[str] = set()
        kept = []
        for number, row in enumerate(value, 1):
            code, text = row["code"], row["text"].strip()
            if len(text) > LONGEST_POINT:
                words = f"Пункт {number}: не больше {LONGEST_POINT} знаков, сейчас {len(text)}."
                raise ValidationError(words)
            if code in seen or (code and code not in self.standard):
                continue
            seen |= {code} - {""}
            if code or text:
                kept.append({"code": code, "text": text})
        if len(kept) > MOST_POINTS:
            raise ValidationError(f"Пунктов больше {MOST_POINTS}: вынесите часть в приложение.")
        return kept

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != (data or []))
