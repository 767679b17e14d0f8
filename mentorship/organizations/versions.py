"""Versions of an organization's own texts: written in a draft, put to use, archived, restored."""

from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Versioned, VersionedQuerySet
from mentorship.organizations.roles import Right

Text = TypeVar("Text", bound=Versioned)
State = Versioned.State
IN_USE = "Эта редакция уже используется и не меняется: создайте новую редакцию."
STALE = (
    "Текст тем временем изменили в другом окне. Проверьте его и сохраните ещё раз, "
    "если ваша правка всё ещё нужна."
)


@dataclass(frozen=True)
class Versions(Generic[Text]):
    """What may be done with the versions of one kind of text by whom has the right.

    Each method is called in a transaction; PermissionDenied for a role without the right and for
    texts of others, DomainError for a step that the state does not allow.
    """

    model: type[Text]
    right: Right

    def refuse_role(self, member: Membership) -> None:
        if not member.may(self.right):
            raise PermissionDenied

    def own(self, member: Membership, code: str) -> VersionedQuerySet[Text]:
        """All versions of a text that the member's organization keeps itself."""
        rows = cast(VersionedQuerySet[Text], self.model._default_manager.all())
        return rows.owned_by(member).filter(code=code)

    def draft_of(self, member: Membership, code: str) -> Text | None:
        """The draft that is there already; at most one a code."""
        return self.own(member, code).filter(state=State.DRAFT).first()

    def next_number(self, member: Membership, code: str) -> int:
        return (self.own(member, code).aggregate(latest=Max("version"))["latest"] or 0) + 1

    def locked(self, member: Membership, text: Text) -> Text:
        self.refuse_role(member)
        if text.organization_id != member.organization_id:
            raise PermissionDenied
        return self.model._default_manager.select_for_update(of=("self",)).get(pk=text.pk)

    def locked_draft(self, member: Membership, text: Text, seen: str | None = None) -> Text:
        """The draft under lock; DomainError when it is in use or is not what its editor saw."""
        found = self.locked(member, text)
        if not found.is_draft:
            raise DomainError(IN_USE)
        if seen is not None and seen != found.changed_at.isoformat():
            raise DomainError(STALE)
        return found

    def publish(self, member: Membership, draft: Text) -> None:
        """Put a locked draft to use; the version used before it goes to the archive."""
        now = timezone.now()
        self.own(member, draft.code).published().update(state=State.ARCHIVED, changed_at=now)
        draft.state, draft.published_at, draft.published_by = State.PUBLISHED, now, member
        draft.save()

    def archive(self, member: Membership, text: Text) -> Text:
        """Offer a text no more; what was made of it stays. Undone by `restore`."""
        found = self.locked(member, text)
        if found.state == State.ARCHIVED:
            raise DomainError("Эта редакция уже в архиве.")
        return _moved(found, State.ARCHIVED)

    def restore(self, member: Membership, text: Text) -> Text:
        """Out of the archive: to use what was used, to a draft what never was."""
        found = self.locked(member, text)
        if found.state != State.ARCHIVED:
            raise DomainError("Эта редакция не в архиве.")
        state = State.PUBLISHED if found.published_at else State.DRAFT
        if self.own(member, found.code).filter(state=state).exists():
            raise DomainError("Другая редакция уже на этом месте: сначала уберите её в архив.")
        return _moved(found, state)


def _moved(text: Text, state: State) -> Text:
    text.state = state
    text.save(update_fields=["state", "changed_at"])
    return text
