import io

import docx
import pytest

from mentorship.documents.kinds import KINDS
from mentorship.documents.uploaded.sample import sample_of
from mentorship.documents.uploaded.services import accept, upload

TEXT = ["Бланк гимназии", "Приказ № {{ номер }} от {{ дата }}", "{{ основание }}"]
ROWS = ["{%p for пункт in пункты %}", "{{ пункт }}", "{%p endfor %}"]


def word(*lines):
    """A Word file of these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def lines_of(content):
    return [p.text for p in docx.Document(io.BytesIO(content)).paragraphs if p.text]


@pytest.fixture
def kind():
    return KINDS["pairs_order"]


@pytest.fixture
def sample(kind):
    return sample_of(kind)


@pytest.fixture
def uploaded(draft, kind):
    """A template accepted by the organization of the draft."""
    member = draft.created_by
    template = upload(member=member, kind=kind, content=word(*TEXT, *ROWS))
    return accept(member=member, template=template, kind=kind)
