import pytest

from mentorship.pairs.matching.texts import (
    class_of,
    likes_and_dislikes,
    phrases,
    telling_words,
    wanted_ages,
)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("10–13 лет", (10, 13)),
        ("от 10 до 13 лет", (10, 13)),
        ("5-7 класс", (11, 14)),
        ("8 класс", (14, 15)),
        ("от 14 лет", (14, 120)),
        ("14+", (14, 120)),
        ("до 12 лет", (5, 12)),
        ("старшеклассники", (15, 18)),
        ("младшие школьники", (7, 11)),
        ("любой", None),
        ("", None),
    ],
)
def test_wanted_ages_are_read_out_of_words(text, ages):
    assert wanted_ages(text) == ages


def test_telling_words_leave_out_what_says_nothing():
    found = telling_words("Помощь в подготовке к олимпиаде по физике, опыт работы с детьми")

    assert found == {"олимпиада", "физика", "ребенок"}


def test_class_of_a_position_is_none():
    assert (class_of("7 «А»"), class_of("учитель физики"), class_of("")) == (7, None, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("учитель русского языка и литературы", ["русский язык", "литература"]),
        ("Учитель литературы, русского языка", ["литература", "русский язык"]),
        ("олимпиадная физика", ["олимпиадная физика"]),
        ("олимпиада по физике", ["олимпиада", "физика"]),
        ("физика и снова физика", ["физика"]),
    ],
)
def test_words_are_told_as_the_text_says_them(text, said):
    words = {"русский", "язык", "литература", "олимпиадный", "олимпиада", "физика"}

    assert phrases(words, text) == said


@pytest.mark.parametrize(
    ("text", "likes", "dislikes"),
    [
        ("шахматы, футбол", {"шахматы", "футбол"}, set()),
        ("люблю шахматы, не люблю футбол, бег", {"шахматы"}, {"футбол", "бег"}),
        ("Не нравится футбол, но нравятся шахматы", {"шахматы"}, {"футбол"}),
        ("Не люблю бег. Шахматы", {"шахматы"}, {"бег"}),
        ("не люблю футбол, люблю шахматы", {"шахматы"}, {"футбол"}),
        ("любой спорт, кроме футбола", {"спорт", "любой"}, {"футбол"}),
    ],
)
def test_dislikes_are_told_from_likes(text, likes, dislikes):
    assert likes_and_dislikes(text) == (likes, dislikes)
