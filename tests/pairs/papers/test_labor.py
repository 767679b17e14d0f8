from datetime import date

import pytest

from mentorship.documents.kinds import KINDS
from mentorship.pairs.papers import addendum, early_end, mentor_consent
from mentorship.pairs.papers.labor import NOT_EMPLOYEES, OTHER_EMPLOYER, labor_problem
from tests.factories.bank import MentorEntryFactory
from tests.factories.organizations import InstitutionFactory

LABOR = ("mentor_consent", "contract_addendum", "early_end_notice")
CONTRACT = {"contract_number": "17", "contract_on": "2020-08-25", "payment_size": "3 000 рублей."}


def test_teachers_of_one_school_are_employees(teachers):
    assert labor_problem(teachers()) == ""


def test_pupils_are_outside_of_the_article(make_pair):
    assert labor_problem(make_pair("ordered")) == NOT_EMPLOYEES


def test_mentor_of_another_employer_is_outside_of_the_article(teachers, school):
    neighbor = InstitutionFactory(parent=school.parent)
    mentor = MentorEntryFactory(institution=neighbor)

    pair = teachers(mentor_entry=mentor, mentor_institution=neighbor)

    assert labor_problem(pair) == OTHER_EMPLOYER


@pytest.mark.parametrize("code", LABOR)
def test_form_refuses_a_pair_outside_of_the_article(make_pair, paper, curator, code):
    pair = make_pair("ordered")

    form = KINDS[code].form({"pair": pair.pk}, member=curator, document=paper(code))

    assert form.errors["pair"] == [NOT_EMPLOYEES]


@pytest.mark.parametrize("code", LABOR)
def test_form_offers_pairs_of_employees_alone(make_pair, teachers, paper, curator, code):
    make_pair("ordered")
    pair = teachers()

    form = KINDS[code].form(member=curator, document=paper(code))

    assert list(form.fields["pair"].queryset) == [pair]


@pytest.mark.parametrize("code", LABOR)
def test_pair_outside_of_the_article_is_never_registered(make_pair, paper, code):
    kind, pair = KINDS[code], make_pair("ordered")
    document = paper(code, pair=pair.pk, served_on="2023-02-01", **CONTRACT)

    assert kind.missing(kind.build(document)) == [NOT_EMPLOYEES]


@pytest.mark.parametrize("code", LABOR)
def test_nobody_without_a_consent_is_named(teachers, paper, words, code):
    kind, pair = KINDS[code], teachers()
    pair.members.get().person.consents.all().delete()
    document = paper(code, pair=pair.pk, served_on="2023-02-01", **CONTRACT)

    assert "Жданов" not in words(document)
    assert kind.missing(kind.build(document)) == [
        "не может быть назван(а) в документе: Жданова\N{NO-BREAK SPACE}И.\N{NO-BREAK SPACE}П. "
        "(нет согласия на обработку данных)"
    ]


def test_consent_names_both_in_their_cases_and_the_conditions(teachers, paper, words, school):
    document = paper("mentor_consent", pair=teachers().pk, content="разбор уроков.")

    text = words(document)

    assert mentor_consent.missing(mentor_consent.build(document)) == []
    assert f"Директору {school.short_name_genitive} Кравцовой" in text
    assert "в отношении учителя химии Ждановой Ирины Петровны на следующих условиях" in text
    assert "Содержание работы: разбор уроков." in text
    assert "Срок: с 1 октября 2022 г. по 31 мая 2023 г." in text


def test_consent_without_conditions_is_not_registered(teachers, paper):
    document = paper("mentor_consent", pair=teachers().pk, content="", work_form="")

    assert mentor_consent.missing(mentor_consent.build(document)) == [
        "не указано содержание работы",
        "не указана форма выполнения",
    ]


def test_addendum_tells_payment_and_is_signed_by_both(teachers, paper, words):
    document = paper("contract_addendum", pair=teachers().pk, payment_act="приказ № 5", **CONTRACT)
    context, text = addendum.build(document), words(document)

    assert (addendum.missing(context), addendum.remarks(context)) == ([], [])
    assert [party.word for party in context.parties] == ["Работодатель", "Работник"]
    assert "к трудовому договору № 17 от 25 августа 2020 г." in text
    assert "производится выплата: 3 000 рублей." in text
    assert "установлена в соответствии с актом: приказ № 5." in text
    assert "Экземпляр дополнительного соглашения получил(а): ____" in text


def test_addendum_lacks_the_contract_and_the_payment(teachers, paper):
    document = paper("contract_addendum", pair=teachers().pk, payment_terms="")
    context = addendum.build(document)

    assert addendum.missing(context) == [
        "не указан трудовой договор",
        "не указан размер выплат",
        "не указаны условия выплат",
    ]
    assert addendum.remarks(context) == ["не указан акт, который устанавливает выплаты"]


def test_notice_counts_three_working_days(teachers, paper, words):
    document = paper("early_end_notice", pair=teachers().pk, served_on="2023-02-02")
    context = early_end.build(document)

    assert context.last_day == date(2023, 2, 7)
    assert (early_end.missing(context), early_end.remarks(context)) == ([], [])
    assert "уведомляем Вас о досрочной отмене" in words(document)


def test_notice_owns_up_to_a_year_whose_moved_days_are_unknown(teachers, paper):
    document = paper("early_end_notice", pair=teachers().pk, served_on="2021-02-02")

    assert early_end.remarks(early_end.build(document)) == [
        "переносы выходных 2021 года неизвестны: сверьте 3 рабочих дня с календарём"
    ]


def test_notice_refuses_a_shorter_term(teachers, paper):
    fields = {"served_on": "2023-02-02", "last_day": "2023-02-06"}

    context = early_end.build(paper("early_end_notice", pair=teachers().pk, **fields))

    assert early_end.missing(context) == [
        "между вручением и последним днём работы меньше 3 рабочих дней: не раньше 07.02.2023"
    ]


def test_notice_of_the_employee_is_written_to_the_director(teachers, paper, words):
    fields = {"served_on": "2023-02-02", "initiator": "employee", "reason": "болезнью."}

    text = words(paper("early_end_notice", pair=teachers().pk, **fields))

    assert "уведомляю о досрочном отказе" in text
    assert "Ждановой Ирины Петровны в связи с болезнью." in text


@pytest.mark.parametrize("code", LABOR)
def test_empty_paper_lacks_its_pair(paper, code):
    kind = KINDS[code]
    context = kind.build(paper(code))

    assert kind.missing(context)[0] == "не выбрана пара"
    assert kind.remarks(context) == (
        ["не указан акт, который устанавливает выплаты"] if code == "contract_addendum" else []
    )


@pytest.mark.parametrize("code", LABOR)
def test_people_of_a_paper_are_noted(teachers, paper, code):
    pair = teachers()

    people = {pair.mentor_entry.person_id, pair.members.get().person_id}
    assert KINDS[code].people(paper(code, pair=pair.pk)) == people
