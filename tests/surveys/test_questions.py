import pytest

from mentorship.surveys.questions import Field, Kind, Question, fits, question_problems

SPECIAL = (
    "О здоровье, инвалидности, судимости, вере, национальности и паспорте анкета "
    "не спрашивает: это специальные или лишние данные."
)
CONSENT = (
    "Согласие – отдельный документ, в анкете его нет (закон от 24.06.2025 № 156-ФЗ). "
    "Бланк печатается в разделе «Согласия»."
)


def question(**kwargs):
    return Question(**{"code": "q1", "text": "Ваши интересы", "kind": "text"} | kwargs)


def test_question_comes_back_as_it_was_kept():
    whole = question(
        kind="one_of",
        required=True,
        options=("да", "нет"),
        field="interests",
        hint="Коротко",
        section="О вас",
    )

    assert Question.of(whole.as_kept()) == whole


def test_what_says_nothing_is_not_kept():
    assert question().as_kept() == {
        "code": "q1",
        "text": "Ваши интересы",
        "kind": "text",
        "required": False,
    }


@pytest.mark.parametrize(("kind", "required"), [("scale", True), ("text", False)])
def test_questions_of_the_first_sets_say_nothing_of_being_required(kind, required):
    kept = {"code": "q1", "text": "Вопрос", "kind": kind}

    assert Question.of(kept).required is required


@pytest.mark.parametrize(
    "words", ["Есть ли у вас ОВЗ?", "Группа здоровья", "Ваша национальность", "Номер паспорта"]
)
def test_special_categories_are_not_asked(words):
    assert question_problems(question(text=words)) == {"text": SPECIAL}


def test_special_categories_hide_in_options_neither():
    options = ("Учёба", "Инвалидность")

    assert question_problems(question(kind="one_of", options=options)) == {"text": SPECIAL}


@pytest.mark.parametrize(
    "words",
    [
        "Даю согласие на обработку персональных данных",
        "Согласны ли вы на публикацию фотографий?",
    ],
)
def test_consent_is_no_question(words):
    assert question_problems(question(text=words)) == {"text": CONSENT}


def test_agreement_to_a_meeting_is_one():
    assert question_problems(question(text="Согласны ли вы на пробную встречу?")) == {}


@pytest.mark.parametrize("options", [(), ("один",), tuple(str(n) for n in range(31))])
def test_list_has_some_options_but_not_too_many(options):
    words = "Нужно от 2 до 30 вариантов, каждый с новой строки."

    assert question_problems(question(kind="several_of", options=options)) == {"options": words}


def test_options_are_told_apart():
    problems = question_problems(question(kind="one_of", options=("да", "да")))

    assert problems == {"options": "Варианты повторяются."}


@pytest.mark.parametrize(
    ("kind", "field", "fitting"),
    [
        (Kind.NAME, Field.NAME, True),
        (Kind.TEXT, Field.NAME, False),
        (Kind.DATE, Field.BIRTH, True),
        (Kind.CONTACT, Field.CONTACTS, True),
        (Kind.SCALE, Field.REQUEST, False),
        (Kind.SEVERAL_OF, Field.REQUEST, True),
        (Kind.SEVERAL_OF, Field.CAPACITY, False),
        (Kind.TOPICS, Field.TOPICS, True),
        (Kind.TOPICS, Field.REQUEST, False),
    ],
)
def test_answer_fits_the_field_it_feeds(kind, field, fitting):
    assert fits(kind, field) is fitting


def test_question_that_does_not_fit_its_field_is_refused():
    words = "Ответ такого вида в это поле не запишется: выберите другое поле или вид."

    assert question_problems(question(kind="scale", field="interests")) == {"field": words}
