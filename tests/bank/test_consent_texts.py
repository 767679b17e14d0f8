"""Every field that the law wants stands on every sheet; a change makes a version."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.bank import consent_texts
from mentorship.bank.consent_sheets import SheetContext, Sheets, sheet_html
from mentorship.bank.consent_texts import Operator, Texts, audience_for, load_texts
from mentorship.bank.models import ConsentSettings, ConsentText
from mentorship.core.exceptions import DomainError
from tests.factories.bank import PersonFactory
from tests.factories.consents import ConsentSheetFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
OPERATOR = Operator("Школа № 1", "г. Город, ул. Мира, 1", "4515001234", "ООО «Узел»", "https://a.b")
NOBODY = Operator("Школа № 1", "", "", "", "")
# 152-ФЗ, ст. 9, ч. 4, пп. 1–9, in its order; the representative's lines only where there is one.
SUBJECT = {"subject_name", "subject_address", "subject_paper"}
REPRESENTATIVE = {
    "representative_name",
    "representative_address",
    "representative_paper",
    "representative_authority",
}
COMMON = {
    "operator",
    "goal",
    "data",
    "processor",
    "actions",
    "term",
    "withdrawal",
    "signature",
}
# Ст. 10.1 and order № 18 of Roskomnadzor for publication; ways stand in one line with actions.
OF_PURPOSE = {
    "processing": {"ways"},
    "publication": {"contacts", "resources", "conditions"},
    "transfer": {"ways", "recipient"},
}


class Fields(HTMLParser):
    """The words of each field of a sheet."""

    def __init__(self, html):
        super().__init__()
        self.words, self.current = {}, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        name = dict(attrs).get("data-field")
        if name:
            self.current = name
            self.words[name] = ""
        elif tag == "p":
            self.current = None

    def handle_data(self, data):
        if self.current:
            self.words[self.current] += data


def reference():
    return ConsentText.objects.filter(organization=None).order_by("code")


@pytest.mark.parametrize("operator", [OPERATOR, NOBODY], ids=["known", "blank"])
def test_every_text_has_every_field_of_the_law(operator):
    found, wanted = {}, {}
    for text in reference():
        fields = Fields(sheet_html(SheetContext(text, operator))).words
        found[text.code] = {name for name, words in fields.items() if words.strip(" ,.\n")}
        signs = set() if text.audience == "adult" else REPRESENTATIVE
        wanted[text.code] = SUBJECT | signs | COMMON | OF_PURPOSE[text.purpose]

    assert len(wanted) == 9
    assert found == wanted


def test_sheet_names_the_operator_the_processor_and_the_people():
    text = reference().get(code="processing-joint")
    sheet = SheetContext(text, OPERATOR, "Громов Илья Петрович", "8 «А»", "Громова Анна Ивановна")

    words = Fields(sheet_html(sheet)).words

    assert words["representative_name"].strip() == "Я, Громова Анна Ивановна,"
    assert words["subject_name"].strip() == "несовершеннолетнего(ей) Громова Ильи Петровича, 8 «А»,"
    operator = words["operator"].replace("\N{NO-BREAK SPACE}", " ")
    assert "(оператор: Школа № 1, ИНН 4515001234, адрес: г. Город, ул. Мира, 1)" in operator
    assert words["processor"].strip().endswith("обрабатывает: ООО «Узел».")
    signed = [line for line in words["signature"].splitlines() if "Гром" in line]
    assert [re.sub(r".*(Гром.*)", r"\1", line) for line in signed] == [
        "Громова Анна Ивановна",
        "Громов Илья Петрович",
    ]


def test_publication_asks_about_each_datum_apart():
    text = reference().get(code="publication-adult")

    html = sheet_html(SheetContext(text, OPERATOR))

    rows = re.findall(r"<tr><td>([^<]*)</td><td></td><td></td></tr>", html)
    assert rows == text.parts["data"]


def test_texts_name_their_source_and_what_is_in_doubt():
    assert [text.code for text in reference() if not (text.source and text.to_verify)] == []


@pytest.mark.parametrize(
    ("birth", "category", "asks_joint", "audience"),
    [
        ({"born_on": date(2012, 11, 22)}, "pupil", True, "joint"),
        ({"born_on": date(2012, 11, 23)}, "pupil", True, "representative"),
        ({"born_on": date(2012, 11, 22)}, "pupil", False, "representative"),
        ({"born_on": date(2008, 11, 22)}, "pupil", True, "adult"),
        ({"born_on": date(2008, 11, 23)}, "pupil", True, "joint"),
        ({"birth_year": 2008}, "pupil", True, "joint"),
        ({"birth_year": 2007}, "pupil", True, "adult"),
        ({"birth_year": 2012}, "pupil", True, "representative"),
        ({"birth_year": None}, "pupil", True, "representative"),
        ({"birth_year": None}, "teacher", True, "adult"),
    ],
)
def test_audience_is_told_by_the_age_on_the_day(birth, category, asks_joint, audience):
    person = PersonFactory.build(institution=None, **birth)

    assert audience_for(person, category, TODAY, asks_joint=asks_joint) == audience


@pytest.fixture
def school():
    return InstitutionFactory()


def version_of(organization, code="processing-adult", version=1):
    base = reference().get(code=code)
    return ConsentText.objects.create(
        organization=organization,
        code=code,
        purpose=base.purpose,
        audience=base.audience,
        version=version,
        title=base.title,
        parts=base.parts,
        source="управление образования",
        checked_on=TODAY,
    )


def test_texts_are_the_nearest_ones_above(school):
    assert Texts(school).find("processing", "adult").organization is None

    of_region = version_of(school.region)
    assert Texts(school).find("processing", "adult") == of_region

    version_of(school)
    own = version_of(school, version=2)
    assert Texts(school).find("processing", "adult") == own


def test_texts_of_a_foreign_region_are_not_used(school):
    version_of(InstitutionFactory().region)

    assert Texts(school).find("processing", "adult").organization is None


def test_texts_that_are_not_there_are_named(school):
    ConsentText.objects.filter(code="transfer-adult").delete()

    with pytest.raises(DomainError, match="передача другой организации, совершеннолетний"):
        Texts(school).find("transfer", "adult")


def test_save_text_makes_a_version_and_keeps_the_old(school):
    member = MembershipFactory(organization=school)
    base = reference().get(code="processing-adult")
    goal = {"goal": "наша цель"}

    saved = consent_texts.save_text(
        member=member, base=base, parts=base.parts | goal, source="юрист", today=TODAY
    )
    again = consent_texts.save_text(
        member=member,
        base=saved,
        parts=saved.parts | {"term": "год"},
        source="юрист",
        today=TODAY,
    )

    base.refresh_from_db()
    assert (saved.version, again.version, base.parts["goal"] != "наша цель") == (1, 2, True)
    assert Texts(school).find("processing", "adult") == again


def test_save_text_of_the_same_words_is_the_same_version(school):
    own = version_of(school)
    member = MembershipFactory(organization=school)

    saved = consent_texts.save_text(
        member=member, base=own, parts=own.parts, source="юрист", today=TODAY
    )

    assert saved == own


def test_save_text_refuses_a_part_left_empty(school):
    base = reference().get(code="processing-adult")
    member = MembershipFactory(organization=school)

    with pytest.raises(DomainError, match="требует заполнить: срок действия"):
        consent_texts.save_text(
            member=member, base=base, parts=base.parts | {"term": ""}, source="", today=TODAY
        )


def test_save_text_needs_the_right(school):
    base = reference().get(code="processing-adult")
    member = MembershipFactory(organization=school, role="director")

    with pytest.raises(PermissionDenied):
        consent_texts.save_text(member=member, base=base, parts=base.parts, source="", today=TODAY)


def row_of(text, **changes):
    fields = ("code", "purpose", "audience", "version", "title", "parts", "source", "checked_on")
    return {name: getattr(text, name) for name in fields} | changes


def test_load_texts_leaves_a_version_that_was_printed():
    printed, free = reference().filter(code__startswith="processing")[:2]
    ConsentSheetFactory(text=printed)

    load_texts([row_of(text, title="новое") for text in (printed, free)])

    printed.refresh_from_db()
    free.refresh_from_db()
    assert (printed.title, free.title) == ("на обработку персональных данных", "новое")


def test_operator_says_who_processes(school, settings):
    settings.PERSONAL_DATA_PROCESSOR = "Оператор региона"
    assert consent_texts.operator_of(school).processor == "Оператор региона"

    ConsentSettings.objects.create(institution=school, processor="Свой узел")
    assert consent_texts.operator_of(school).processor == "Свой узел"


def test_hash_changes_with_the_words_and_the_operator_alone(school):
    text = reference().get(code="processing-adult")
    first = Sheets(school).sha256_of(text)
    school.address = "новый адрес"

    assert Sheets(school).sha256_of(text) != first
    school.refresh_from_db()
    assert Sheets(school).sha256_of(text) == first


def test_sheet_names_a_minor_in_the_genitive():
    text = reference().get(code="processing-representative")
    name = "Степанова-Гордеева Мария Ивановна"

    html = sheet_html(SheetContext(text, OPERATOR, person_name=name, sex="f"))

    assert "несовершеннолетнего(ей) <b>Степановой-Гордеевой Марии Ивановны</b>" in html
