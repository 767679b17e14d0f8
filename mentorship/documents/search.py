from collections.abc import Sequence

from django.db.models import Case, Q, Value, When

from mentorship.core.folding import Holds
from mentorship.core.names import search_key
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Document, DocumentQuerySet
from mentorship.documents.numbering import number_key
from mentorship.organizations.models import Membership
from mentorship.organizations.scoping import NOTHING
from mentorship.organizations.search import Hit, Query, Source

# Words around a number that are in no title: «№ 203-ОД от 05.10.2022».
_PASSED_OVER = frozenset({"", "№", "n", "от", "за", "-", "–", "г", "г."})


def find_documents(member: Membership, query: Query) -> DocumentQuerySet:
    """Documents by number, however it is spelled, by words of the title, by date or year."""
    documents = Document.objects.visible_to(member).filter(matching(query))
    exact = Case(When(number_key=number_key(query.text), then=Value(0)), default=Value(1))
    return documents.annotate(rank=exact).order_by("rank", "-created_at", "-pk")


def matching(query: Query) -> Q:
    """Documents of which every piece of the text says something, or whose number is the text."""
    tokens = [token for token in query.tokens if token.lower() not in _PASSED_OVER]
    if not tokens:
        return NOTHING
    wanted = Q()
    for token in tokens:
        wanted &= _says(token, query)
    whole = number_key(query.text)
    return wanted | Q(number_key__contains=whole) if whole else wanted


def _says(token: str, query: Query) -> Q:
    """What one piece may be: the date, the year, a part of the number, a word of the title."""
    if query.day and token[:1].isdigit() and token.count(".") == 2:
        return Q(dated_on=query.day)
    found = Q()
    if query.year and token.startswith(str(query.year)):
        found = Q(dated_on__year=query.year) | Q(school_year=query.year)
    if key := number_key(token):
        found |= Q(number_key__contains=key)
    word = search_key(token)
    kinds = [kind.code for kind in KINDS if word and word in search_key(kind.title)]
    return found | Q(Holds("title", word)) | Q(kind__in=kinds) if word else found


def show_documents(member: Membership, rows: Sequence[Document]) -> list[Hit]:
    return [
        Hit(
            str(document),
            f"{document.get_state_display()}"
            + (f", {document.dated_on:%d.%m.%Y}" if document.dated_on else ""),
            document.get_absolute_url(),
        )
        for document in rows
    ]


DOCUMENTS = Source("Документы", 30, (find_documents,), show_documents)
