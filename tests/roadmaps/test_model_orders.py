"""The order of introduction and the order of a municipality: annexes, gaps, registration."""

import re
from datetime import date
from html import unescape

import pytest

from mentorship.documents import services
from mentorship.documents.kinds import KINDS, kinds_for
from mentorship.documents.rendering import render
from roadmaps import introduction_order, plan_order
from tests.documents.texts import squeezed, text_of_docx, text_of_pdf
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory, SignatoryFactory
from tests.factories.roadmaps import RoadmapFactory, SectionFactory, TaskFactory

pytestmark = pytest.mark.django_db

INTRODUCTION = {
    "regime": "pupils",
    "starts_on": "2022-09-01",
    "ends_on": "2023-08-31",
    "curator": "Орлова Анна Ильинична",
    "curator_position": "заместитель директора",
    "supplier": "Ким Олег Юрьевич",
    "supplier_position": "заместитель директора по хозяйственной работе",
    "first_monitoring_on": "2022-10-15",
    "last_monitoring_on": "2023-05-31",
}
PLAN = {
    "regime": "pupils",
    "about": "по внедрению целевой модели наставничества на 2022–2024 годы",
    "institutions": "образовательных организаций округа",
    "executor": "Белова Тамара Сергеевна",
    "executor_position": "заведующая методическим отделом",
    "inform_until": "2022-09-30",
}


def roadmap_of(organization):
    roadmap = RoadmapFactory(organization=organization)
    section = SectionFactory(roadmap=roadmap)
    TaskFactory(section=section, organization=organization, responsible="Куратор")
    return roadmap


@pytest.fixture
def director():
    return signed("director")


def signed(role):
    """A member of an organization with a signatory."""
    member = MembershipFactory(role=role)
    SignatoryFactory(organization=member.organization)
    return member


def draft_of(member, kind, fields):
    return DocumentFactory(
        organization=member.organization, created_by=member, kind=kind, fields=fields
    )


def introduction(member, **fields):
    return draft_of(member, "introduction_order", INTRODUCTION | fields)


def text_of(document):
    return squeezed(unescape(re.sub(r"<[^>]+>", "", render(document).body)))


def points_without(*left_out):
    codes = [*introduction_order.IntroductionOrderForm.standard_points, "control"]
    return [{"code": code, "text": ""} for code in codes if code not in left_out]


def test_both_annexes_follow_the_order(director):
    text = text_of(introduction(director, roadmap=roadmap_of(director.organization).pk))

    assert squeezed("(приложение № 1).3. Утвердить Дорожную карту") in text
    assert squeezed("(приложение № 2).4. Назначить куратором") in text
    assert text.count("ПОЛОЖЕНИЕ") == 1


def test_order_without_a_roadmap_has_no_point_of_it_and_says_so(director):
    document = introduction(director)
    context = render(document).context

    assert squeezed("3. Назначить куратором") in text_of(document)
    assert introduction_order.missing(context) == []
    assert introduction_order.remarks(context)[0] == (
        "дорожная карта не выбрана: пункта о ней в приказе нет"
    )


def test_order_without_the_regulation_makes_the_roadmap_annex_one(director):
    document = introduction(
        director,
        roadmap=roadmap_of(director.organization).pk,
        points=points_without("regulation"),
    )
    text = text_of(document)

    assert squeezed("(приложение № 1).3. Назначить куратором") in text
    assert "ПОЛОЖЕНИЕ" not in text


def test_text_of_the_chosen_draft_is_the_annex(director):
    fields = {"regime": "pupils", "forms_list": "лидер – пассивный", "council_number": "9"}
    draft = draft_of(director, "regulation", fields)

    text = text_of(introduction(director, regulation=draft.pk))

    assert "«лидер–пассивный»." in text
    assert "«студент–ученик»" not in text


def test_regulation_and_roadmap_of_another_school_are_not_taken(director):
    stranger = signed("director")
    foreign = draft_of(stranger, "regulation", {"forms_list": "чужая форма"})
    document = introduction(
        director, regulation=foreign.pk, roadmap=roadmap_of(stranger.organization).pk
    )

    assert "чужаяформа" not in text_of(document)
    assert render(document).context.plan is None


def test_everything_of_e1_is_asked_for(director):
    document = draft_of(director, "introduction_order", {"regime": "teachers"})

    assert introduction_order.missing(render(document).context) == [
        "не указан срок внедрения",
        "не указан куратор",
        "не указан ответственный за материально-техническое обеспечение",
        "не указаны сроки мониторинга",
    ]


def test_what_is_left_out_is_not_asked_for(director):
    points = points_without("introduce", "curator", "supplier", "monitoring")
    document = draft_of(director, "introduction_order", {"points": points})

    assert introduction_order.missing(render(document).context) == []


def test_form_refuses_a_term_turned_around(director):
    form = introduction_order.IntroductionOrderForm(
        INTRODUCTION | {"control": "self", "ends_on": "2022-08-31"}, member=director
    )

    assert list(form.errors) == ["ends_on"]


def test_new_draft_takes_the_newest_plan_and_the_curator(year):
    curator = signed("curator")
    roadmap = roadmap_of(curator.organization)
    RoadmapFactory(organization=curator.organization, archived_on=date(2022, 9, 2))

    draft = services.create_draft(member=curator, kind=introduction_order.KIND, year=year)

    assert draft.fields["roadmap"] == roadmap.pk
    assert draft.fields["curator"] == curator.user.full_name
    assert (draft.fields["starts_on"], draft.fields["ends_on"]) == ("2022-09-01", "2023-08-31")


@pytest.mark.parametrize("regime", ["pupils", "teachers"])
def test_registered_order_is_one_text_and_changes_no_roadmap(director, regime):
    roadmap = roadmap_of(director.organization)
    document = introduction(director, regime=regime, roadmap=roadmap.pk)

    done = services.register(
        document=document, member=director, number="12-ОД", dated_on=date(2022, 9, 1)
    )

    text = squeezed(unescape(re.sub(r"<[^>]+>", "", done.context["text"])))
    rendered = render(done)
    assert text_of_docx(rendered.docx()) == text_of_pdf(rendered.pdf()) == text_of(done)
    assert text.count("приказуот1сентября2022г.№12-ОД") == 2
    assert type(roadmap).objects.get().archived_on is None


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
def test_office_registers_its_plan_and_so_approves_it(role):
    member = signed(role)
    roadmap = roadmap_of(member.organization)
    document = draft_of(member, "plan_order", PLAN | {"roadmap": roadmap.pk})

    done = services.register(
        document=document, member=member, number="185", dated_on=date(2022, 9, 16)
    )

    text = squeezed(unescape(re.sub(r"<[^>]+>", "", done.context["text"])))
    assert squeezed("2. Заведующей методическим отделом (Беловой Т. С.):") in text
    assert "всрокдо30.09.2022г." in text
    assert squeezed("3. Руководителям образовательных организаций округа обеспечить") in text
    roadmap.refresh_from_db()
    assert (roadmap.state, roadmap.approving_order) == ("approved", done)


def test_municipal_order_lacks_the_plan_the_executor_and_the_day():
    member = signed("methodist")
    document = draft_of(member, "plan_order", {"regime": "pupils"})

    assert plan_order.missing(render(document).context) == [
        "не выбрана дорожная карта для приложения",
        "не указан исполнитель",
        "не указан срок, в который план доводится до руководителей",
    ]


@pytest.mark.parametrize(
    ("kind", "typed", "title"),
    [
        (
            introduction_order.KIND,
            {"regime": "teachers"},
            "О внедрении системы (целевой модели) наставничества педагогических работников",
        ),
        (introduction_order.KIND, {"heading": "О Дорожной карте\nшколы"}, "О Дорожной карте школы"),
        (
            plan_order.KIND,
            {"about": "на 2022 год"},
            "Об утверждении Плана мероприятий (Дорожной карты) на 2022 год",
        ),
        (
            KINDS["team_order"],
            {"body": "team", "regime": "teachers"},
            "О создании управленческой команды по внедрению системы наставничества",
        ),
    ],
)
def test_journal_shows_the_title_by_what_was_typed(kind, typed, title):
    assert kind.titled(typed) == title


def test_long_title_is_cut_to_what_the_journal_holds():
    assert len(plan_order.titled({"about": "по внедрению " * 40})) == 300


def test_kinds_of_a_school_and_of_an_office_differ(director):
    methodist = signed("methodist")
    offered = {
        member.role: {kind.code for kind in kinds_for(member)} for member in (director, methodist)
    }

    assert "plan_order" in offered["methodist"] - offered["director"]
    assert {"introduction_order", "curator_order", "team_order", "regulation"} <= (
        offered["director"] - offered["methodist"]
    )
    assert kinds_for(director)[0] is introduction_order.KIND
    assert kinds_for(methodist)[0] is plan_order.KIND


@pytest.mark.parametrize(
    ("role", "kind"), [("director", "introduction_order"), ("methodist", "plan_order")]
)
def test_draft_opens_with_the_own_plans_only(sign_in, role, kind):
    member = signed(role)
    roadmap = roadmap_of(member.organization)
    roadmap_of(signed(role).organization)

    page = sign_in(member).post(f"/documents/new/{kind}/", follow=True)

    assert list(page.context["form"].fields["roadmap"].queryset) == [roadmap]
