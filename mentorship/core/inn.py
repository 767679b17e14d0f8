"""The taxpayer number (ИНН): 10 digits of an organization, 12 of a person in business."""

_WEIGHTS_10 = ((2, 4, 10, 3, 5, 9, 4, 6, 8),)
_WEIGHTS_12 = ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))


def check_inn(text: str) -> str:
    """Return the digits of an ИНН written with or without spaces; "" for nothing.

    Raises ValueError in Russian for a wrong length or checksum (приказ МНС № БГ-3-09/178).
    """
    digits = "".join(text.split())
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdecimal() and len(digits) in (10, 12)):
        raise ValueError(f"«{text[:20]}» – не ИНН: в нём 10 цифр (у предпринимателя 12).")
    for weights in _WEIGHTS_10 if len(digits) == 10 else _WEIGHTS_12:
        total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))
        if total % 11 % 10 != int(digits[len(weights)]):
            raise ValueError(f"В ИНН {digits} опечатка: контрольная цифра не сходится.")
    return digits
