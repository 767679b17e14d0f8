from datetime import date

from mentorship.documents.checks import led
from mentorship.documents.kinds import KINDS
from mentorship.documents.rendering import render
from mentorship.documents.uploaded.words import printed_points
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs import batches
from mentorship.pairs.models import Pair
from mentorship.pairs.papers import agreement
from mentorship.pairs.papers.choice import pairs_of
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.pairs import PairFactory


def missing(document):
    return agreement.missing(agreement.build(document))


def pupil(school, **given):
    given = {"representative_name": "Жданова Ольга Ивановна", "birth_year": 2012} | given
    person = PersonFactory(institution=school, consented=True, last_name="Жданов", **given)
    return MenteeEntryFactory(institution=school, person=person)


def paper_of(paper, pair, **fields):
    return paper("pair_agreement", mentee=pair.members.get().pk, **fields)


def test_agreement_of_a_minor_is_signed_by_the_representative(make_pair, paper, school, words):
    pair = make_pair("ordered", mentees=[pupil(school)], topic="Физика")

    document = paper_of(paper, pair)
    context = agreement.build(document)

    assert [(party.word, party.name) for party in context.parties] == [
        ("Наставник", pair.mentor_entry.person.full_name),
        ("Наставляемый", "Жданов Артём Игоревич"),
        ("Законный представитель наставляемого", "Жданова Ольга Ивановна"),
    ]
    assert len(context.rows_of_parties) == 2
    assert "Направление работы: Физика." in words(document)
    assert missing(document) == []


def test_agreement_takes_the_term_of_the_pair_unless_it_is_typed(make_pair, paper):
    pair = make_pair("ordered")

    own, typed = paper_of(paper, pair), paper_of(paper, pair, ends_on="2022-12-30")

    assert agreement.build(own).ends_on == pair.ends_on
    assert agreement.build(typed).ends_on == date(2022, 12, 30)


def test_agreement_has_sections_with_their_numbers(make_pair, paper, words):
    points = [{"code": "goals", "text": ""}, {"code": "", "text": "Встречи\nПо пятницам"}]

    text = words(paper_of(paper, make_pair("ordered"), points=points, goals="Подружиться;"))

    assert "1. Цели 1.1. Подружиться. 2. Встречи 2.1. По пятницам. Подписи сторон" in text


def test_agreement_names_nobody_without_a_consent(make_pair, paper, words):
    pair = make_pair("ordered", topic="Физика")
    person = pair.members.get().person
    person.consents.all().delete()

    document = paper_of(paper, pair)

    assert person.last_name not in words(document)
    assert "Физика" not in words(document)
    assert missing(document) == [
        f"не может быть назван(а) в документе: {person.short_name} "
        "(нет согласия на обработку данных)"
    ]


def test_agreement_of_adults_speaks_of_work_and_of_no_representative(teachers, paper, words):
    text = words(paper_of(paper, teachers()))

    assert "2.1. Повышение профессионального мастерства Наставляемого" in text
    assert "Наставник сообщает куратору немедленно." in text
    assert "представител" not in text


def test_agreement_of_a_pupil_has_the_usual_goal_and_the_representative(make_pair, paper, words):
    text = words(paper_of(paper, make_pair("ordered")))

    assert f"2.1. {agreement.GOALS}." in text
    assert "сообщает куратору и законному представителю немедленно" in text


def test_empty_agreement_lacks_its_sides_and_term(paper):
    assert missing(paper("pair_agreement", goals="")) == [
        "не выбраны наставник и наставляемый",
        "не указан срок соглашения",
    ]


def test_agreement_says_what_is_to_be_looked_at(make_pair, paper, school):
    pair = make_pair("ordered", mentees=[pupil(school, representative_name="")])

    assert agreement.remarks(agreement.build(paper_of(paper, pair))) == [
        "в карточке не записан законный представитель: его впишут от руки",
        "срок соглашения уже прошёл",
    ]


def test_line_of_a_lacking_representative_leads_to_the_card(make_pair, paper, school, curator):
    pair = make_pair("ordered", mentees=[pupil(school, representative_name="")])
    document = paper_of(paper, pair)

    line, _late = led(agreement.remarks(agreement.build(document)), document, curator)

    assert (line.title, line.address) == (
        "Карточка",
        f"/bank/people/{pair.members.get().person_id}/",
    )


def test_foreign_mentee_never_enters_an_agreement(paper, curator):
    foreign = PairFactory().members.get()
    document = paper("pair_agreement", mentee=foreign.pk)

    form = KINDS["pair_agreement"].form({"mentee": foreign.pk}, member=curator, document=document)

    assert (agreement.build(document).mentee, "mentee" in form.errors) == (None, True)
    assert KINDS["pair_agreement"].people(document) == set()


def test_people_of_an_agreement_are_noted(make_pair, paper):
    pair = make_pair("ordered")

    people = KINDS["pair_agreement"].people(paper_of(paper, pair))

    assert people == {pair.mentor_entry.person_id, pair.members.get().person_id}


def test_own_template_gets_the_sections_without_preamble_and_signatures(make_pair, paper):
    points = [{"code": "", "text": "Встречи\nПо пятницам"}]

    body = render(paper_of(paper, make_pair("ordered"), points=points)).body

    assert printed_points(body) == ["1. Встречи", "1.1. По пятницам."]


def test_pair_that_did_not_come_about_has_no_agreement(make_pair, curator):
    standing, declined = make_pair("accepted"), make_pair("draft")
    Pair.objects.filter(pk=declined.pk).update(state="declined")

    offered = batches.rows(curator, SchoolYear(2022), "")
    assert [row.key for row in offered] == [str(standing.members.get().pk)]
    assert list(pairs_of(curator, None)) == [standing]
