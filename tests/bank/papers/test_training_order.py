from datetime import date

import pytest

from mentorship.bank.models import EventSession
from mentorship.bank.papers import training_order
from mentorship.documents.kinds import KINDS
from tests.documents.papers import missing_of, words_of
from tests.factories.bank import EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(school):
    """Two days of the school's own training, with one lesson."""
    event = EventFactory(
        organization=school,
        title="Школа наставника",
        ends_on=date(2022, 10, 6),
        place="актовый зал",
    )
    EventSession.objects.create(
        event=event, held_on=date(2022, 10, 5), title="Роль наставника", hours="1.5"
    )
    return event


def test_order_takes_days_place_and_lessons_of_the_event(paper, mentor, event):
    person = mentor().person_id
    document = paper("training_order", event=event.pk, people=[person], responsible="Ким Олег")

    text = words_of(document)

    assert missing_of(document) == []
    assert "Провести с 5 октября 2022 г. по 6 октября 2022 г. обучение наставников" in text
    assert "«Школа наставника», место проведения: актовый зал." in text
    assert "1 05.10.2022 Роль наставника 1,5" in text
    assert "1 Громов Артём Игоревич учитель физики" in text


def test_typed_words_win_over_the_event(paper, event):
    fields = {"title": "Курсы", "starts_on": "2022-11-01", "ends_on": "2022-11-01"}
    document = paper("training_order", event=event.pk, program="Этика\nПрактикум", **fields)

    context = training_order.build(document)

    assert (context.event, context.starts_on) == ("Курсы", date(2022, 11, 1))
    assert [session.title for session in context.sessions] == ["Этика", "Практикум"]
    assert "Провести 1 ноября 2022 г. обучение" in words_of(document)


def test_empty_order_lacks_everything(paper):
    assert missing_of(paper("training_order")) == [
        "не указано название обучения",
        "не указаны дни обучения",
        "нет программы обучения",
        "не выбран ни один участник",
        "не указан ответственный",
    ]


def test_participant_without_a_consent_is_left_out(paper, mentor):
    entry = mentor("Тайнов")
    entry.person.consents.all().delete()
    document = paper("training_order", people=[entry.person_id])

    assert "Тайнов" not in words_of(document)
    assert "не выбран ни один участник" not in missing_of(document)


def test_order_opens_with_mentors_who_wait_for_the_training(mentor, curator, year):
    waiting = mentor(stage="interviewed")
    mentor(stage="trained")

    assert KINDS["training_order"].initial(curator, year) == {
        "people": [waiting.person_id],
        "responsible": curator.user.full_name,
    }


def test_form_offers_teaching_events_of_the_year(paper, curator, event, school):
    EventFactory(organization=school, kind="contest")
    EventFactory(organization=school, starts_on=date(2024, 10, 5))
    EventFactory()

    form = KINDS["training_order"].form(member=curator, document=paper("training_order"))

    assert list(form.fields["event"].queryset) == [event]


def test_typed_programme_has_no_empty_columns(paper, event):
    text = words_of(paper("training_order", event=event.pk, program="Этика\nПрактикум"))

    assert "Программа обучения наставников № Тема занятия 1 Этика 2 Практикум" in text


def test_list_of_acquaintance_tells_job_titles(paper, mentor):
    head = mentor("Орлов").person
    document = paper(
        "training_order", people=[mentor().person_id], responsible=f" {head.full_name} "
    )

    listed = training_order.build(document).listed

    assert [(line.full_name, line.position) for line in listed] == [
        ("Орлов Артём Игоревич", "учитель физики"),
        ("Громов Артём Игоревич", "учитель физики"),
    ]


def test_word_of_the_event_is_not_said_twice(paper):
    text = words_of(paper("training_order", title="Обучение наставников"))

    assert "мероприятие «Обучение наставников»" in text
