from datetime import date

import pytest
from django.utils import timezone

from mentorship.bank.models import MentorEntry, SelectionStep
from mentorship.bank.papers import mentors_order
from mentorship.core.exceptions import DomainError
from mentorship.documents import services as documents
from mentorship.documents.kinds import KINDS
from tests.documents.papers import missing_of, words_of
from tests.factories.bank import MentorEntryFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
DAY = date(2022, 10, 25)
CURATOR = "Лебедева Мария Ивановна"


@pytest.fixture
def order(paper):
    def make(*entries, **fields):
        people = [entry.person_id for entry in entries]
        return paper("mentors_order", people=people, curator=CURATOR, **fields)

    return make


def register(document, member):
    return documents.register(document=document, member=member, dated_on=DAY, number="75-ОД")


def stages(*entries):
    return [MentorEntry.objects.get(pk=entry.pk).stage for entry in entries]


def test_registered_order_admits_those_who_were_trained(order, mentor, school):
    trained, admitted = mentor(stage="trained"), mentor("Белов", stage="admitted")
    document = order(trained, admitted)

    register(document, MembershipFactory(role="director", organization=school))

    step = SelectionStep.objects.get()
    assert stages(trained, admitted) == ["admitted", "admitted"]
    assert (step.entry, step.order, step.order_text) == (
        trained,
        document,
        "№ 75-ОД от 25.10.2022",
    )


def test_mentor_who_was_not_trained_stays_and_is_told_of(order, mentor):
    document = order(applied := mentor(stage="applied"))

    remarks = mentors_order.remarks(mentors_order.build(document))
    register(document, document.created_by)

    assert stages(applied) == ["applied"]
    assert remarks == ["отбор не пройден, приказ не допустит: Громов Артём Игоревич"]


def test_cancelled_order_takes_the_admission_back(order, mentor, curator):
    entry = mentor(stage="trained")
    document = register(order(entry), curator)

    documents.cancel(document=document, member=curator, reason="ошибка в дате")

    last = SelectionStep.objects.first()
    assert stages(entry) == ["trained"]
    assert (last.action, last.comment) == ("take_back", "Приказ отменён: ошибка в дате")


def test_cancelled_order_leaves_alone_who_moved_since(order, mentor, curator):
    entry = mentor(stage="trained")
    document = register(order(entry), curator)
    MentorEntry.objects.filter(pk=entry.pk).update(stage="interviewed")

    documents.cancel(document=document, member=curator, reason="ошибка в дате")

    assert stages(entry) == ["interviewed"]
    assert SelectionStep.objects.count() == 1


def test_training_after_the_order_undoes_the_registration(order, mentor, curator):
    entry = mentor(stage="trained")
    SelectionStep.objects.create(
        entry=entry,
        action="train",
        from_stage="interviewed",
        to_stage="trained",
        held_on=timezone.localdate(),
        made_by=curator,
    )

    with pytest.raises(DomainError, match="прошлый шаг был"):
        register(order(entry), curator)

    assert stages(entry) == ["trained"]


def test_order_opens_with_mentors_who_passed_and_with_the_council(mentor, curator, year):
    trained = mentor(stage="trained")
    mentor(stage="interviewed")
    mentor(stage="trained", left_on=date(2022, 10, 1))
    mentor(stage="admitted").person.consents.all().delete()
    MentorEntryFactory(stage="trained")
    MembershipFactory(
        role="council", organization=curator.organization, user__full_name="Белова Анна Ильинична"
    )

    assert KINDS["mentors_order"].initial(curator, year) == {
        "people": [trained.person_id],
        "council": "Белова Анна Ильинична",
        "curator": curator.user.full_name,
    }


def test_text_lists_mentors_and_the_council(order, mentor):
    entry = mentor(stage="trained", competences="физика, робототехника")

    text = words_of(order(entry, council="Белова Анна Ильинична – учитель химии"))

    assert "1 Громов Артём Игоревич учитель физики физика, робототехника" in text
    assert "1 Белова Анна Ильинична учитель химии" in text
    assert "Куратору Лебедевой Марии Ивановне вести базу" in text


def test_order_without_a_council_has_no_word_of_it(order, mentor):
    assert "совет" not in words_of(order(mentor(stage="trained"), council=""))


def test_mentor_without_a_consent_is_left_out(order, mentor):
    fit, lost = mentor(stage="trained"), mentor("Тайнов", stage="trained")
    lost.person.consents.all().delete()
    document = order(fit, lost)

    assert "Тайнов" not in words_of(document)
    assert missing_of(document) == [
        "не может быть назван(а) в документе: Тайнов\N{NO-BREAK SPACE}А.\N{NO-BREAK SPACE}И. "
        "(нет согласия на обработку данных)"
    ]


def test_empty_order_lacks_mentors_and_curator(paper):
    assert missing_of(paper("mentors_order")) == [
        "не выбран ни один наставник",
        "не указан куратор",
    ]


def test_form_offers_mentors_of_the_year_with_a_consent(mentor, curator, order):
    offered = mentor()
    mentor(stage="declined")
    mentor().person.consents.all().delete()
    mentor(entered_on=date(2024, 9, 2))
    MentorEntryFactory()

    form = KINDS["mentors_order"].form(member=curator, document=order())

    choice = form.fields["people"]
    assert list(choice.queryset) == [offered.person]
    assert choice.label_from_instance(choice.queryset[0]) == "Громов Артём Игоревич, учитель физики"


def test_council_comes_with_its_job_titles(mentor, curator, year):
    known = mentor("Белов").person
    for name in (known.full_name, "Белова Анна Ильинична"):
        MembershipFactory(role="council", organization=curator.organization, user__full_name=name)

    council = KINDS["mentors_order"].initial(curator, year)["council"]

    assert council == "Белов Артём Игоревич – учитель физики\nБелова Анна Ильинична"


def test_council_is_acquainted_by_its_job_titles_and_gaps_are_told(order, mentor):
    council = "Белова Анна Ильинична – учитель химии\nКим Олег Юрьевич"

    context = mentors_order.build(order(mentor(stage="trained"), council=council))

    assert [(line.full_name, line.position) for line in context.listed] == [
        (CURATOR, ""),
        ("Белова Анна Ильинична", "учитель химии"),
        ("Ким Олег Юрьевич", ""),
        ("Громов Артём Игоревич", "учитель физики"),
    ]
    assert mentors_order.remarks(context) == ["не указана должность: Ким Олег Юрьевич"]
