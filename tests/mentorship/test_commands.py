import json

import pytest
from django.core.management import CommandError, call_command

from mentorship.accounts.demo import DemoAccount, keep_demo_accounts
from mentorship.accounts.models import User
from mentorship.organizations.models import Membership, Organization
from tests.factories.documents import DocumentFactory
from tests.factories.pairs import PairFactory

pytestmark = pytest.mark.django_db


def test_coordinator_of_a_new_region_can_sign_in(capsys):
    call_command("create_coordinator", "k@example.org", "--region", "Приреченская область")

    password = capsys.readouterr().out.splitlines()[0].rsplit(" ", 1)[1]
    assert Membership.objects.get().organization.name == "Приреченская область"
    assert User.objects.get().check_password(password)


def test_coordinator_made_twice_is_one(capsys):
    for _ in range(2):
        call_command("create_coordinator", "k@example.org", "--region", "Приреченская область")

    assert (User.objects.count(), Membership.objects.count()) == (1, 1)


def test_coordinator_sets_a_password_by_the_link(client, capsys, settings):
    settings.SITE_URL = "https://nastavnik.example"
    call_command("create_coordinator", "k@example.org", "--region", "Приреченская область")
    address = capsys.readouterr().out.splitlines()[-1]
    password = dict.fromkeys(("new_password1", "new_password2"), "весенний-дождь-над-полем")

    page = client.get(address.removeprefix("https://nastavnik.example"))
    client.post(page["Location"], password)

    assert User.objects.get().check_password("весенний-дождь-над-полем")


def test_coordinator_asked_for_again_keeps_the_password_until_the_link_is_used(capsys):
    for _ in range(2):
        call_command("create_coordinator", "k@example.org", "--region", "Приреченская область")

    lines = capsys.readouterr().out.splitlines()
    assert User.objects.get().check_password(lines[0].rsplit(" ", 1)[1])
    assert lines[3].endswith("пароль прежний")


def test_coordinator_needs_an_address():
    with pytest.raises(CommandError, match="не адрес электронной почты"):
        call_command("create_coordinator", "кто-то", "--region", "Область")


def test_demo_accounts_are_a_list_in_json(capsys):
    account = DemoAccount("curator", "Школа № 1", "school-1", "k@example.org", "abcd-efgh")
    keep_demo_accounts([account])

    call_command("demo_accounts", "--json")

    assert json.loads(capsys.readouterr().out)[0]["organization_code"] == "school-1"


def test_folder_begun_without_the_demo_says_so_to_later_commands(settings, tmp_path):
    settings.DEMO, settings.WITHOUT_DEMO = False, tmp_path / "without_demo"

    call_command("setup")

    assert (settings.WITHOUT_DEMO.exists(), Organization.objects.count()) == (True, 0)


def test_verify_is_content_with_sound_data(capsys):
    PairFactory()

    call_command("verify")

    assert capsys.readouterr().out == "Нарушений нет.\n"


def test_verify_names_a_pair_ordered_by_a_draft():
    pair = PairFactory()
    pair.state, pair.order = "ordered", DocumentFactory(organization=pair.institution)
    pair.save()

    with pytest.raises(CommandError, match=f"{pair.pk}"):
        call_command("verify")
