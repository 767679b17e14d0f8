"""Tests about the code itself: no hole can be left open by forgetting."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.matrix import MATRIX

# Open to everybody, or to every signed-in user, by their nature.
WITHOUT_MEMBERSHIP = {
    "home",
    "healthz",
    "readyz",
    "accounts:sign_in",
    "accounts:sign_out",
    "accounts:password_change",
    "accounts:account_detail",
    "accounts:sessions_end",
    "accounts:password_forgotten",
    "accounts:password_link_open",
    "accounts:password_set",
    "organizations:invitation_open",
    "organizations:invitation_accept",
    "answers:link_open",
    "answers:answer_create",
    "answers:answer_sent",
    "meeting_links:link_open",
    "meeting_links:meeting_confirm",
    "meeting_links:confirmation_sent",
    "meeting_links:feed",
    "roadmap_links:feed",
    "trial:link_open",
    "trial:answer_create",
    "trial:answer_sent",
    "feedback_links:feedback_open",
    "feedback_links:feedback_answer",
    "feedback_links:feedback_sent",
    "documents:document_check",
}


def named_patterns(patterns=None, namespace=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_patterns(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern.callback


def declares_access(view):
    guarded = getattr(view, "view_class", None)
    return hasattr(guarded.dispatch if guarded else view, "access_right")


@pytest.mark.parametrize(("name", "view"), list(named_patterns()))
def test_every_view_declares_who_may_open_it(name, view):
    assert name in WITHOUT_MEMBERSHIP or declares_access(view)


def test_every_url_has_a_matrix_row_and_no_row_is_stale():
    assert {name for name, _view in named_patterns()} == {row.url for row in MATRIX}
