"""The look of an organization's papers: one value for the page, the PDF and the Word file."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from mentorship.documents.models import Document, Layout
from mentorship.organizations.models import Organization


@dataclass(frozen=True)
class PageLayout:
    """Margins in millimetres, letters in points, spacing in percent of a line."""

    left: int = 30
    top: int = 20
    right: int = 15
    bottom: int = 20
    font_size: int = 14
    spacing: int = 115

    def css(self) -> str:
        """What this layout changes in `document.css`; the bound side of a landscape is on top."""
        # Only whole numbers reach the text: nothing typed can add a rule of its own.
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        share = {side: round(100 * getattr(self, side) / 210, 2) for side in _SIDES}
        return (
            f"@page {{ margin: {top}mm {right}mm {bottom}mm {left}mm }}\n"
            f"@page landscape {{ margin: {left}mm {top}mm {right}mm {bottom}mm }}\n"
            f".sheet {{ font-size: {self.font_size}pt; line-height: {self.spacing / 100} }}\n"
            "@media screen and (min-width: 601px) { .sheet {"
            f" font-size: clamp({self.font_size * 0.75}pt, {self.font_size / 5.96:.2f}cqw,"
            f" {self.font_size}pt);"
            f" padding: {share['top']}cqw {share['right']}cqw {share['bottom']}cqw"
            f" {share['left']}cqw }} }}\n"
        )


_SIDES = ("left", "top", "right", "bottom")
STANDARD = PageLayout()


def layout_of(organization: Organization) -> Layout:
    """The organization's settings; the standard ones where nothing was set."""
    found = Layout.objects.filter(organization=organization).first()
    return found or Layout(organization=organization)


def page_layout(settings: Layout) -> PageLayout:
    """The part of the settings that the page, the PDF and the Word file share."""
    return PageLayout(**{field.name: getattr(settings, field.name) for field in fields(PageLayout)})


def layout_in_force(document: Document) -> PageLayout:
    """A draft looks as the settings say now, a registered document as they said then."""
    if document.is_draft:
        return page_layout(layout_of(document.organization))
    kept: Mapping[str, Any] = document.context["data"].get("layout") or {}
    return PageLayout(**kept)
