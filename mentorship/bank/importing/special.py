"""What is never kept here (152-ФЗ, ст. 10): its columns and cells are not read, which is said.

Health, disability, convictions, nationality and faith need stricter grounds than a consent to
mentoring; identity papers need no keeping at all (reliability, decision 10).
"""

import re

_NOT_LETTERS = re.compile(r"[^0-9a-zа-я]+")
_FULL_NAME = re.compile(r"\bф и о\b|\bфамилия имя(?: и)? отчество\b")
_ILLNESS = (
    r"\bдиагноз|\bовз\b|\bинвалид|\bгрупп\w* здоров|\bзаболеван|\bхронич|\bаллерг|\bпмпк\b"
    r"|\bмсэк?\b"
)
_CRIME = r"\bсудим|\b(?:вшк|кдн|пдн|одн)\b|\bгрупп\w* риска|\bпрофилактическ\w* учет"
# Illnesses by their names, as parents and children write them; no word of school begins so.
_NAMED_ILLNESS = (
    r"\bдцп\b|\bзпр\b|\bтнр\b|\bонр\b|\bсдвг\b|\bрас\b|\bаутизм|\bаутист|\bдиабет|\bэпилеп"
    r"|\bастм[аыуе]\b|\bастмой\b|\bастматик|\bонколог|\bтуберкул|\bгепатит|\bвич\b|\bдепресси"
    r"|\bшизофрен|\bсиндром\w* (?:дауна|туретта|аспергера|дефицита)|\bпорок\w* сердца"
    r"|\bумственн\w* отстал|\bзадержк\w* (?:психич|умств|речев|развит)"
    r"|\bнарушени\w* (?:слуха|зрения|речи|опорно|интеллект|аутист|психик)|\bслабослыш|\bслабовид"
    r"|\bнезряч|\bглухот|\bглухонем|\bсколиоз|\bгастрит|\bзаикани|\bзаикается\b|\bбеременн"
    r"|\b(?:наркот|алкогол)\w* зависим|\bнаркозависим|\bсуицид|\bчасто боле|\bболе[ею]т?\b"
    r"|\bна учет\w* у (?:психиатр|нарколог|невролог)"
)
_IN_TEXT = re.compile(f"{_ILLNESS}|{_CRIME}|{_NAMED_ILLNESS}")
# «Работа с детьми с ОВЗ», «профилактика наркозависимости»: what one does, not what one suffers.
_OF_OTHERS = re.compile(
    r"\b(?:дет(?:и|ей|ям|ьми|ях)|обучающи\w+ся|учащи\w+ся|ученик(?:и|ов|ам|ами|ах)|школьник\w+"
    r"|воспитанник(?:и|ов|ам|ами|ах)|подростк(?:и|ов|ам|ами|ах)|люди|людей|людям|людьми|лиц(?:а|ам)?"
    r"|ребят\w*|семь(?:и|ями|ям)|семей)(?: (?:и|с|со|у|имеющ\w+|особ\w+))*"
    rf" (?:{_ILLNESS}|{_CRIME}|{_NAMED_ILLNESS})\w*"
    rf"(?: (?:и|или) (?:{_ILLNESS}|{_NAMED_ILLNESS})\w*)*"
    rf"|\b(?:профилактик|предупрежден)\w* (?:{_ILLNESS}|{_CRIME}|{_NAMED_ILLNESS})\w*"
)
_KINDS = (
    (
        "сведения о здоровье",
        rf"{_ILLNESS}|\bздоровь|\bмедицинск|\bпсихическ|\bпрививк|\bгрупп\w* по физ|"
        r"\bфиз\w* групп|\bнозолог|\bболезн",
    ),
    ("сведения о судимости и учёте", rf"{_CRIME}|\bсостоит на учет|\bучет в\b|\bправонаруш"),
    (
        "сведения о национальности и вере",
        r"\bнациональност|\bвероисповед|\bрелиги|\bрасов|\bполитическ",
    ),
    (
        "номера личных документов (паспорт, СНИЛС, полис)",
        r"\bпаспорт|\bснилс\b|\bстрахов\w* (?:номер|свидетельств)|\bполис|\bомс\b|\bинн\b|"
        r"\bсвидетельств\w* о рожд|\bудостоверя\w* личность|\bсери\w* (?:и )?номер",
    ),
)
_HEADINGS = tuple((kind, re.compile(words)) for kind, words in _KINDS)
_PAPERS = re.compile(
    r"\b\d{3}-\d{3}-\d{3}[ -]\d{2}\b"  # СНИЛС
    r"|\b(?:паспорт|серия)\D{0,12}\d{2} ?\d{2}\D{0,6}\d{6}\b"
    r"|^\d{2} ?\d{2} ?(?:№ ?)?\d{6}$",
    re.IGNORECASE,
)


def key_of(heading: str) -> str:
    """A heading without case, ё, punctuation and doubled spaces: how spellings are compared."""
    key = _NOT_LETTERS.sub(" ", heading.lower().replace("ё", "е")).strip() or heading.strip()
    return _FULL_NAME.sub("фио", key)


def special_kind(heading: str) -> str:
    """What a column of such a heading would hold that is not kept here; empty for any other."""
    key = key_of(heading)
    return next((kind for kind, words in _HEADINGS if words.search(key)), "")


def reason_against(kind: str) -> str:
    """Why a column is not read, in words for the page."""
    return (
        f"Здесь {kind}: система их не хранит (152-ФЗ, ст. 10). Столбец не прочитан и не сохранён."
    )


def is_special_heading(heading: str) -> bool:
    return bool(special_kind(heading))


def is_special_text(text: str) -> bool:
    """Whether a cell of free text speaks of health, a conviction or a register of the police."""
    return bool(_IN_TEXT.search(key_of(text)))


def tells_special(text: str) -> bool:
    """Whether free text about somebody tells of the health or a conviction of a person.

    Unlike a heading or a title («Дети с ОВЗ»), a text may name others as a group: «работа с детьми
    с ОВЗ» among competences tells nothing of the teacher.
    """
    key = key_of(text)
    return bool(_IN_TEXT.search(key) and _IN_TEXT.search(_OF_OTHERS.sub(" ", key)))


def has_identity_papers(text: str) -> bool:
    """Whether a cell holds the number of a passport or of a СНИЛС."""
    return bool(_PAPERS.search(text))
