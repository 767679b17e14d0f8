"""The sheet of agreement: rounds, verdicts, remarks, signers."""

import pytest

from mentorship.documents.kinds import KINDS
from mentorship.documents.rendering import render
from roadmaps.models import Remark
from roadmaps.review import sheet
from roadmaps.review.services import answer_remark
from roadmaps.review.verdicts import decide_review
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import SignatoryFactory
from tests.roadmaps.review.plans import a_case, returned, taken

pytestmark = pytest.mark.django_db


def a_sheet(case):
    return DocumentFactory(
        organization=case.school,
        kind=sheet.CODE,
        created_by=case.curator,
        fields={"roadmap": case.roadmap.pk},
    )


def two_rounds():
    case = returned(a_case(), text="Поздно")
    SignatoryFactory(organization=case.school)
    answer_remark(remark=Remark.objects.get(), member=case.curator, answer="Перенесли")
    decide_review(review=taken(case).review(), member=case.methodist, action="agree")
    return case


def test_sheet_lists_rounds_with_remarks_answers_and_signers():
    case = two_rounds()

    rounds = [
        (row.version, row.verdict, row.remarks, row.signer)
        for row in sheet.build(a_sheet(case)).rounds
    ]
    assert rounds == [
        (
            1,
            "возвращена",
            ("п. 4.2 «Обучение наставников»: Поздно. Ответ: Перенесли",),
            "Т.\N{NO-BREAK SPACE}С.\N{NO-BREAK SPACE}Белова",
        ),
        (2, "согласована", (), "Т.\N{NO-BREAK SPACE}С.\N{NO-BREAK SPACE}Белова"),
    ]


def test_sheet_of_an_agreed_plan_lacks_nothing():
    kind, context = KINDS[sheet.CODE], sheet.build(a_sheet(two_rounds()))

    assert (kind.missing(context), kind.remarks(context)) == ([], [])


def test_sheet_of_a_plan_that_was_never_submitted_says_so():
    case = a_case()
    SignatoryFactory(organization=case.school)

    assert sheet.missing(sheet.build(a_sheet(case))) == ["карту ещё не отправляли на проверку"]


def test_sheet_of_a_returned_plan_warns():
    case = returned(a_case())

    assert sheet.remarks(sheet.build(a_sheet(case))) == ["карта ещё не согласована"]


def test_text_names_the_municipality_and_every_verdict():
    case = two_rounds()
    body = render(a_sheet(case)).body

    assert [words in body for words in (case.city.name, "возвращена", "согласована")] == [True] * 3
