from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(ROOT.joinpath("docker-compose.yml").read_text())


def test_compose_has_the_production_shape(compose):
    services = set(compose["services"])

    assert services == {"web", "worker", "beat", "setup", "db", "broker", "keys"}
    assert compose["services"]["web"]["environment"]["MENTORSHIP_PRODUCTION"] == "1"


def test_compose_waits_only_for_what_can_be_waited_for(compose):
    services = compose["services"]
    waits = [
        (awaited, how["condition"])
        for service in services.values()
        for awaited, how in service.get("depends_on", {}).items()
    ]

    healthy = {name for name, condition in waits if condition == "service_healthy"}
    ended = {name for name, condition in waits if condition == "service_completed_successfully"}
    assert healthy == {"db", "broker"}
    assert ended == {"keys", "setup"}
    assert {"healthcheck" in services[name] for name in healthy} == {True}


def test_web_never_sees_the_owners_password(compose):
    services = compose["services"]
    seers = {
        name
        for name, service in services.items()
        if any(volume.startswith("owner-secrets:") for volume in service["volumes"])
    }

    assert seers == {"keys", "db", "setup"}


def test_every_volume_is_declared(compose):
    used = {
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service["volumes"]
    }

    assert used == set(compose["volumes"])
