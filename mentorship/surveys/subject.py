"""Answers as whoever gave them reads them, for the request of 152-ФЗ, ст. 14."""

from django.db.models import prefetch_related_objects

from mentorship.surveys.answers import shown_answer
from mentorship.surveys.models import Reply, Response


def answers_in_words(rows: list[Reply] | list[Response]) -> list[str]:
    """«Вопрос – ответ» of each row, in the order and the words of the version answered."""
    prefetch_related_objects(rows, "questionnaire")
    return [_in_words(row) for row in rows]


def _in_words(row: Reply | Response) -> str:
    told = [
        f"{question.text.rstrip('.:')} – {shown_answer(question, row.answers[question.code])}"
        for question in row.questionnaire.asked
        if question.code in row.answers
    ]
    return "; ".join(told)
