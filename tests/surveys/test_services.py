from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.surveys.models import Response
from mentorship.surveys.services import record_response
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import questionnaire

GOOD = {"comfort": 8, "useful": 7, "support": 6, "result": 5, "again": True, "missing": ""}


@pytest.fixture
def recording(db, year):
    """Arguments of `record_response` that pass, to be spoilt one at a time."""
    member = MembershipFactory()
    entry = MenteeEntryFactory(institution=member.organization)
    return {
        "member": member,
        "questionnaire": questionnaire(),
        "person": entry.person,
        "year": year,
        "answers": GOOD,
        "answered_on": date(2023, 5, 20),
    }


def refusal(recording, **spoilt):
    with pytest.raises(DomainError) as error:
        record_response(**(recording | spoilt))
    assert not Response.objects.exists()
    return str(error.value)


def test_record_response_keeps_the_answers(recording):
    response = record_response(**recording)

    assert (response.answers, response.school_year) == (GOOD, 2022)
    assert response.institution == recording["member"].organization


@pytest.mark.parametrize(
    ("scales", "satisfied"), [((6, 6, 6, 6), True), ((6, 6, 6, 5), False), ((10, 10, 2, 2), True)]
)
def test_satisfied_is_the_mean_of_the_scales_from_the_threshold(recording, scales, satisfied):
    codes = ("comfort", "useful", "support", "result")
    answers = GOOD | dict(zip(codes, scales, strict=True))

    assert record_response(**(recording | {"answers": answers})).is_satisfied is satisfied


def test_threshold_is_a_setting_of_the_questionnaire(recording):
    recording["questionnaire"].satisfied_from = 7

    assert not record_response(**recording).is_satisfied


def test_second_record_corrects_the_first(recording):
    first = record_response(**recording)

    second = record_response(**(recording | {"answers": GOOD | {"comfort": 1}}))

    assert second.pk == first.pk
    assert Response.objects.get().answers["comfort"] == 1


@pytest.mark.parametrize("value", [0, 11, "8", None, True, 7.5])
def test_scale_is_a_whole_number_from_one_to_ten(recording, value):
    words = "«Насколько комфортно было общение с наставником?»: нужна оценка от 1 до 10."

    assert refusal(recording, answers=GOOD | {"comfort": value}) == words


def test_yes_or_no_is_nothing_else(recording):
    words = (
        "«Хотели бы вы продолжить работу в программе наставничества?»: нужен ответ «да» или «нет»."
    )

    assert refusal(recording, answers=GOOD | {"again": "может быть"}) == words


def test_answer_to_an_unknown_question_is_refused(recording):
    assert refusal(recording, answers=GOOD | {"age": 12}) == "В анкете нет вопросов: age."


def test_person_without_consent_is_not_asked(recording):
    recording["person"].consents.update(withdrawn_on=date(2023, 1, 1))

    assert refusal(recording) == "Нет действующего согласия на обработку персональных данных."


def test_person_outside_the_bank_is_not_asked(recording):
    other = PersonFactory(institution=recording["member"].organization, consented=True)

    assert refusal(recording, person=other) == "Этого человека нет в базе 2022/2023 учебного года."


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2023, 9, 1), "Дата ответа вне 2022/2023 учебного года."),
        (date(2099, 5, 1), "Дата ответа ещё не наступила."),
    ],
)
def test_day_of_the_answer_is_of_the_year(recording, day, words):
    assert refusal(recording, answered_on=day) == words


def test_foreign_person_is_denied(recording):
    with pytest.raises(PermissionDenied):
        record_response(**(recording | {"person": MenteeEntryFactory().person}))


@pytest.mark.parametrize("role", ["director", "council", "psychologist"])
def test_readers_record_nothing(recording, role):
    reader = MembershipFactory(role=role, organization=recording["member"].organization)

    with pytest.raises(PermissionDenied):
        record_response(**(recording | {"member": reader}))


def wave(recording, kind, day):
    asked = questionnaire(f"{kind}-mentee-pupil")
    marks = {q.code: 5 for q in asked.asked if q.kind == "scale"}
    return record_response(
        **(recording | {"questionnaire": asked, "answers": marks, "answered_on": day})
    )


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("entry", "exit", "Входная анкета отвечена позже: 10.10.2022. Проверьте дату."),
        ("exit", "entry", "Итоговая анкета отвечена раньше: 10.10.2022. Проверьте дату."),
    ],
)
def test_exit_is_not_before_the_entry(recording, first, second, words):
    wave(recording, first, date(2022, 10, 10))
    early, late = date(2022, 10, 9), date(2022, 10, 11)

    with pytest.raises(DomainError) as refusal:
        wave(recording, second, early if second == "exit" else late)

    assert str(refusal.value) == words
    assert wave(recording, second, late if second == "exit" else early).answered_on
