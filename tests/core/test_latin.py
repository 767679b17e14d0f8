import pytest

from mentorship.core.latin import latin_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("МБОУ «СОШ № 5» г. Сургута", "mbou-sosh-5-g-surguta"),
        ("Щёлково-Объездная чаща, южный цех", "shchelkovo-obezdnaya-chashcha-yuzhnyy-tsekh"),
        ("Гимназия №7", "gimnaziya-7"),
        ("«—»", ""),
        ("слово " * 20, "-".join(["slovo"] * 8)),
        ("а" * 60, "a" * 50),
    ],
)
def test_latin_code_is_short_and_readable(text, code):
    assert latin_code(text) == code
