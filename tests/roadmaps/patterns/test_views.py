from datetime import date

import pytest

from roadmaps.models import Roadmap, RoadmapTemplate
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db
YEAR = 2026


def made(sign_in, member, level="institution"):
    task = TaskFactory(organization=member.organization, deadline_text="до 20.03.2023 г.")
    client = sign_in(member, YEAR)
    url = f"/roadmaps/{task.section.roadmap_id}/template/"
    client.post(url, {"title": "Образец", "level": level})
    return client, RoadmapTemplate.objects.get(organization=member.organization)


def test_school_makes_its_plan_from_the_template_of_the_municipality(sign_in):
    methodist = MembershipFactory(role="methodist")
    _, template = made(sign_in, methodist)
    curator = MembershipFactory(organization=InstitutionFactory(parent=methodist.organization))
    client = sign_in(curator, YEAR)

    listed = client.get("/roadmaps/templates/").context["object_list"]
    page = client.get(f"{template.get_absolute_url()}plan/")
    data = {name: page.context["form"][name].value() for name in ("title", "starts_on", "ends_on")}
    client.post(f"{template.get_absolute_url()}plan/", data)

    assert [row for row in listed if row.organization_id] == [template]
    assert page.context["days_off"] == 1
    roadmap = Roadmap.objects.get(organization=curator.organization)
    assert (roadmap.starts_on, roadmap.ends_on) == (date(2026, 9, 1), date(2027, 8, 31))


def test_dates_are_counted_again_before_anything_is_made(sign_in):
    client, template = made(sign_in, MembershipFactory())
    told = {"title": "План", "starts_on": "01.09.2027", "ends_on": "31.08.2028"}

    page = client.post(f"{template.get_absolute_url()}plan/", told | {"preview": "yes"})
    wrong = client.post(f"{template.get_absolute_url()}plan/", told | {"ends_on": "01.01.2020"})

    assert [line.reading.due_on for line in page.context["lines"]] == [date(2028, 3, 20)]
    assert wrong.context["form"].errors["ends_on"] == [
        "Период заканчивается раньше, чем начинается."
    ]
    assert Roadmap.objects.count() == 1


def test_template_goes_to_the_archive_and_back(sign_in):
    client, template = made(sign_in, MembershipFactory())
    url = template.get_absolute_url()

    client.post(f"{url}archive/")
    archived = list(client.get("/roadmaps/templates/").context["archived"])
    refused = client.get(f"{url}plan/").status_code
    client.post(f"{url}restore/")

    assert (archived, refused) == ([template], 403)
    assert list(client.get("/roadmaps/templates/").context["archived"]) == []


def test_template_of_a_foreign_place_is_not_found(sign_in):
    _, template = made(sign_in, MembershipFactory())
    client = sign_in(MembershipFactory(), YEAR)

    assert client.get(template.get_absolute_url()).status_code == 404
