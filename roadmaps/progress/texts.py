"""The report text of a binding: rendered from its template with live figures, line by line."""

from django.template.loader import render_to_string

from mentorship.organizations.models import Organization
from roadmaps.progress.bindings import Binding
from roadmaps.progress.facts import Facts


def text_of(binding: Binding, facts: Facts, organization: Organization) -> str:
    """The text in the wording of S002; empty lines of the template are dropped."""
    context = {"facts": facts, "organization": organization, "binding": binding}
    printed = render_to_string(binding.template, context)
    return "\n".join(line for raw in printed.splitlines() if (line := " ".join(raw.split())))
