import pytest

from mentorship.core.inn import check_inn


@pytest.mark.parametrize(
    ("text", "inn"),
    [
        ("7707083893", "7707083893"),
        (" 7707 083893 ", "7707083893"),
        ("500100732259", "500100732259"),
        ("", ""),
    ],
)
def test_inn_with_the_right_checksum_is_taken(text, inn):
    assert check_inn(text) == inn


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("7707083894", "В ИНН 7707083894 опечатка: контрольная цифра не сходится."),
        ("500100732258", "В ИНН 500100732258 опечатка: контрольная цифра не сходится."),
        ("500100732249", "В ИНН 500100732249 опечатка: контрольная цифра не сходится."),
        ("123", "«123» – не ИНН: в нём 10 цифр (у предпринимателя 12)."),
        ("٧٧٠٧٠٨٣٨٩٣", "«٧٧٠٧٠٨٣٨٩٣» – не ИНН: в нём 10 цифр (у предпринимателя 12)."),
    ],
)
def test_wrong_inn_is_refused_in_words(text, refusal):
    with pytest.raises(ValueError, match="ИНН") as refused:
        check_inn(text)

    assert str(refused.value) == refusal
