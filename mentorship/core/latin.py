"""Russian names written in Latin letters, for codes that stand in commands and files."""

import re
import unicodedata

_SEVERAL = dict(zip("жхцчшщюя", ("zh", "kh", "ts", "ch", "sh", "shch", "yu", "ya"), strict=True))
_SILENT = dict.fromkeys("ъь№", "")
_SINGLE = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True))
_LETTERS = str.maketrans(_SEVERAL | _SILENT | _SINGLE)


def latin_code(text: str, longest: int = 50) -> str:
    """«МБОУ «СОШ № 5»» is `mbou-sosh-5`; nothing is left of a text without letters and digits.

    A longer text is cut at the end of a word where there is one.
    """
    plain = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    code = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(code) <= longest:
        return code
    cut = code[: longest + 1].rpartition("-")[0]
    return cut or code[:longest]
