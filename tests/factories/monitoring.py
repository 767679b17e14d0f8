from datetime import date

import factory
from factory.django import DjangoModelFactory

from mentorship.core.spreadsheets.writing import write_table
from monitoring.models import (
    CheckRule,
    FormVersion,
    Indicator,
    Note,
    NoteSection,
    PlanValue,
    QualitySheet,
    QualityTable,
    Recommendation,
    ReportForm,
    Round,
    RoundReport,
    StatedValue,
)
from tests.factories.organizations import InstitutionFactory, MembershipFactory


class IndicatorFactory(DjangoModelFactory):
    """The share of the people known to the institution among its pupils of 10–19.

    Its numerator is the figure that the fixture `people_figure` registers.
    """

    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"T{n}")
    title = "Доля людей, известных организации, %"
    short_title = "люди, известные организации"
    formula = "отношение количества людей к численности"
    numerator = "people_here"
    denominator = "headcount:pupil:10-19"
    source = "проверка"
    checked_on = date(2022, 9, 1)


class PlanValueFactory(DjangoModelFactory):
    class Meta:
        model = PlanValue

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2022
    value = 35
    source = "план мероприятий"


class StatedValueFactory(DjangoModelFactory):
    class Meta:
        model = StatedValue

    organization = factory.SubFactory(InstitutionFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    school_year = 2022
    text = "3-3 %"
    percent = 3
    source = "отчёт за 2022-2023 уч. год"


class ReportFormFactory(DjangoModelFactory):
    class Meta:
        model = ReportForm

    organization = factory.SubFactory(InstitutionFactory)
    code = factory.Sequence(lambda n: f"form-{n}")
    title = factory.Sequence(lambda n: f"Форма № {n}")
    source = "письмо министерства"


class FormVersionFactory(DjangoModelFactory):
    """A version that nobody has accepted; there is nothing in its workbook."""

    class Meta:
        model = FormVersion

    form = factory.SubFactory(ReportFormFactory)
    number = 1
    first_year = 2022
    content = factory.LazyFunction(lambda: write_table("Лист", [], []))
    sha256 = "0" * 64
    layout = factory.LazyFunction(
        lambda: {"sheets": [], "names": [], "parts": [], "marks_outside": False}
    )


class RoundFactory(DjangoModelFactory):
    """A round of the institution's region."""

    class Meta:
        model = Round

    opened_by = factory.SubFactory(MembershipFactory, role="coordinator")
    organization = factory.SelfAttribute("opened_by.organization")
    version = factory.SubFactory(FormVersionFactory)
    title = "Мониторинг за год"
    period = "school"
    first_year = 2022
    due_on = date(2022, 11, 25)
    audience = "listed"


class RoundReportFactory(DjangoModelFactory):
    class Meta:
        model = RoundReport

    round = factory.SubFactory(RoundFactory)
    organization = factory.SubFactory(InstitutionFactory)


class QualitySheetFactory(DjangoModelFactory):
    """A draft of 2022/2023 about a whole institution, by the built-in table; nothing is marked."""

    class Meta:
        model = QualitySheet

    institution = factory.SubFactory(InstitutionFactory)
    school_year = 2022
    table = factory.LazyFunction(lambda: QualityTable.objects.get(organization=None, version=1))


class NoteFactory(DjangoModelFactory):
    """A draft without sections."""

    class Meta:
        model = Note

    created_by = factory.SubFactory(MembershipFactory)
    organization = factory.SelfAttribute("created_by.organization")
    first_year = 2022


class NoteSectionFactory(DjangoModelFactory):
    class Meta:
        model = NoteSection

    note = factory.SubFactory(NoteFactory)
    code = "general"
    title = "Общие сведения"
    position = 1
    text = "Наставляемых – {{ figure.mentees_taking_part }}."


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = Recommendation

    note = factory.SubFactory(NoteFactory)
    institution = factory.SelfAttribute("note.organization")
    text = "Провести встречи."


class CheckRuleFactory(DjangoModelFactory):
    """A warning of the region for any form: the banks know of somebody."""

    class Meta:
        model = CheckRule

    organization = factory.SubFactory(InstitutionFactory)
    code = factory.Sequence(lambda n: f"check-{n}")
    title = factory.Sequence(lambda n: f"Правило № {n}")
    severity = "warning"
    condition = "{{ figure.participants }} > 0"
    message = "Участников нет."
    source = "проверка"
