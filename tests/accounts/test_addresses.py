from base64 import b64decode
from urllib.parse import unquote

import pytest

from mentorship.accounts.addresses import link_address, qr_image


@pytest.mark.parametrize("site", ["https://nastavnik.example", "https://nastavnik.example/"])
def test_address_of_a_link_begins_with_the_configured_site(settings, site):
    settings.SITE_URL = site

    address = link_address("accounts:password_link_open", "abc")

    assert address == "https://nastavnik.example/account/new-password/abc/"


def test_qr_code_is_an_image_without_outside_parts():
    image = qr_image("https://nastavnik.example/account/new-password/abc/")

    head, _, body = image.partition(",")
    drawing = b64decode(body).decode() if head.endswith("base64") else unquote(body)
    assert head.startswith("data:image/svg+xml")
    assert ("<svg" in drawing, "href" in drawing) == (True, False)
