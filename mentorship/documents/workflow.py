"""States of a document × rights → moves: feeds the buttons, the refusals and the test."""

from typing import NamedTuple

from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right

State = Document.State


class Move(NamedTuple):
    """From which states, into which (None: the row is deleted), by which right, in which words."""

    sources: frozenset[State]
    target: State | None
    right: Right
    label: str


MOVES = {
    "register": Move(
        frozenset({State.DRAFT}), State.REGISTERED, Right.DOCUMENTS_REGISTER, "Зарегистрировать"
    ),
    "cancel": Move(
        frozenset({State.REGISTERED}), State.CANCELLED, Right.DOCUMENTS_REGISTER, "Отменить"
    ),
    "drop": Move(frozenset({State.DRAFT}), None, Right.DOCUMENTS_DRAFT, "Удалить черновик"),
}


def may_move(member: Membership, document: Document, action: str) -> bool:
    """Whether the member may make this move on this document now."""
    move = MOVES[action]
    return (
        document.state in move.sources
        and member.may(move.right)
        and document.organization_id == member.organization_id
    )


def moves_open_to(member: Membership, document: Document) -> list[str]:
    """Names of the moves this member may make on this document now."""
    return [name for name in MOVES if may_move(member, document, name)]


def can_edit(member: Membership, document: Document) -> bool:
    """A draft is written by those who prepare documents of the same organization."""
    return (
        document.state == State.DRAFT
        and member.may(Right.DOCUMENTS_DRAFT)
        and document.organization_id == member.organization_id
    )


def can_attach_scan(member: Membership, document: Document) -> bool:
    """The signed paper of a registered document is scanned by those who prepare documents."""
    return (
        document.state == State.REGISTERED
        and member.may(Right.DOCUMENTS_DRAFT)
        and document.organization_id == member.organization_id
    )


def can_dispatch(member: Membership, document: Document) -> bool:
    """A registered document of one's own office is sent to organizations below it."""
    return (
        document.state == State.REGISTERED
        and member.may(Right.LETTERS_SEND)
        and document.organization_id == member.organization_id
    )


def can_note_acquaintance(member: Membership, document: Document) -> bool:
    """Dates of the acquaintance list are entered by those who prepare documents."""
    return can_attach_scan(member, document)


def can_correct(member: Membership, document: Document) -> bool:
    """Orders about a registered one are drafted by those who prepare documents."""
    return can_attach_scan(member, document)
