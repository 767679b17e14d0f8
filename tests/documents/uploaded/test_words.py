import re

import pytest

from mentorship.documents.kinds import KINDS
from mentorship.documents.uploaded.sample import sample_of
from mentorship.documents.uploaded.words import names_of

ALL = [kind.code for kind in KINDS]


@pytest.mark.parametrize("code", ALL)
def test_every_field_of_every_kind_has_a_russian_name(code):
    assert [name for name in names_of(KINDS[code]) if re.search("[a-z]", name)] == []


@pytest.mark.parametrize("code", ALL)
def test_names_of_a_kind_are_not_doubled(code):
    names = names_of(KINDS[code])

    assert len(names) == len(set(names))
    assert sample_of(KINDS[code]).startswith(b"PK")
