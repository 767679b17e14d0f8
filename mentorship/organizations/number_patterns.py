"""Patterns of counted numbers: «{n}-ОД», «{n}/{year}», «ПП-{n}»; anything else stands as typed."""

import re

# The longest number a document may carry, and so many documents a year are thought of.
LONGEST = 40
_MANY = 99_999
_FIELD = re.compile(r"\{([^{}]*)\}")
_EXAMPLE = "например «{n}-ОД» или «{n}/{year}»"


def check_pattern(text: str) -> str:
    """The pattern with single spaces; ValueError in Russian for what gives no numbers.

    `{n}` stands exactly once: with it twice, or not at all, numbers would not tell documents apart.
    """
    pattern = " ".join(text.split())
    fields = _FIELD.findall(pattern)
    if unknown := [name for name in fields if name not in ("n", "year")]:
        raise ValueError(
            f"Неизвестное поле {{{unknown[0]}}}: можно {{n}} – порядковый номер и {{year}} – год."
        )
    if "{" in _FIELD.sub("", pattern) or "}" in _FIELD.sub("", pattern):
        raise ValueError(f"Лишняя фигурная скобка: поле пишется {{n}} или {{year}}, {_EXAMPLE}.")
    if fields.count("n") != 1:
        raise ValueError(f"В образце должно быть ровно одно {{n}} – порядковый номер, {_EXAMPLE}.")
    if len(fill_pattern(pattern, _MANY, 2000)) > LONGEST:
        raise ValueError(f"Номер по такому образцу длиннее {LONGEST} знаков: сократите образец.")
    return pattern


def fill_pattern(pattern: str, ordinal: int, year: int) -> str:
    """The number with this ordinal in this calendar year."""
    return pattern.replace("{n}", str(ordinal)).replace("{year}", str(year))
