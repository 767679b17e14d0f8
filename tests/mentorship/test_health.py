import pytest

pytestmark = pytest.mark.django_db


def test_healthz_answers_without_sign_in(client):
    assert client.get("/healthz").json() == {"ok": True}


def test_readyz_names_every_check(client, worker):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert set(response.json()["checks"]) == {
        "database",
        "migrations",
        "queue",
        "worker",
        "disk",
        "pdf",
    }


def test_readyz_is_503_when_the_queue_is_down(client, settings):
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["queue"].startswith("не отвечает")
