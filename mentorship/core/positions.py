"""Job titles in cases: «заместителя директора по учебно-воспитательной работе»."""

import re
from itertools import takewhile

from pymorphy3.analyzer import Parse

from mentorship.core.morphology import nominatives
from mentorship.core.names import Case

_CASES = {
    Case.GENITIVE: "gent",
    Case.DATIVE: "datv",
    Case.ACCUSATIVE: "accs",
    Case.INSTRUMENTAL: "ablt",
}
_SEPARATOR = re.compile(r"(\s*[,;/]\s*)")


def decline_position(position: str, case: Case | str) -> str:
    """Put a job title into a case: the head noun and the adjectives before it, nothing after.

    Titles joined by a comma or a slash («директор, учитель истории») are declined each. What the
    dictionary cannot read as a nominative («и. о. директора», «врио») stays as written.
    """
    case = Case(case)
    if case is Case.NOMINATIVE:
        return position
    return "".join(_decline_title(title, case) for title in _SEPARATOR.split(position))


def _decline_title(title: str, case: Case) -> str:
    words = re.split(r"(\s+)", title)
    group = _head_group(words[::2])
    animate = bool(group) and "inan" not in group[-1].tag
    for index, parse in enumerate(group):
        words[index * 2] = _inflect(words[index * 2], parse, case, animate=animate)
    return "".join(words)


def _head_group(words: list[str]) -> list[Parse]:
    """Read the leading adjectives and the head noun; empty if the title has no nominative head.

    The last adjective is the head itself when no noun follows: «заведующий библиотекой».
    """
    pairs = zip(words, [*words[1:], ""], strict=True)
    leading = [_adjective(word) for word, _ in takewhile(_is_followed_adjective, pairs)]
    last = words[len(leading)]
    return [parse for parse in (*leading, _noun(last) or _adjective(last)) if parse]


def _is_followed_adjective(pair: tuple[str, str]) -> bool:
    word, following = pair
    return bool(_adjective(word) and (_adjective(following) or _noun(following)))


def _adjective(word: str) -> Parse | None:
    return next((parse for parse in nominatives(word) if parse.tag.POS in ("ADJF", "PRTF")), None)


def _noun(word: str) -> Parse | None:
    """Prefer the reading as a person: a «тьютор» is no thing."""
    nouns = nominatives(word, "NOUN")
    return next((parse for parse in nouns if "anim" in parse.tag), next(iter(nouns), None))


def _inflect(word: str, parse: Parse, case: Case, *, animate: bool) -> str:
    grammeme = _CASES[case]
    if case is Case.ACCUSATIVE and parse.tag.gender == "masc":
        # pymorphy3 picks the accusative of things for adjectives: «классный», not «классного»
        grammeme = "gent" if animate else "nomn"
    form = parse.inflect({grammeme})
    if form is None:
        return word
    if len(word) > 1 and word.isupper():
        return str(form.word.upper())
    return str(form.word.capitalize() if word[:1].isupper() else form.word)
