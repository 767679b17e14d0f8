import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.bank.contacts import Contacts, contacts_text, read_contacts
from mentorship.bank.models import Person


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        ("8 912 345-67-89", Contacts("8 912 345-67-89")),
        (
            "Иванова Мария Петровна, 8 912 345-67-89",
            Contacts("", "Иванова Мария Петровна", "8 912 345-67-89"),
        ),
        (
            "мама: Иванова Мария Петровна 8 912 345-67-89",
            Contacts("", "Иванова Мария Петровна", "8 912 345-67-89"),
        ),
        (
            "a@example.org; представитель: Иванова Мария Петровна, 8 912",
            Contacts("a@example.org", "Иванова Мария Петровна", "8 912"),
        ),
        ("представитель – Иванова М. П., 8 912", Contacts("", "Иванова М. П.", "8 912")),
        ("8 900; представитель: 8 912", Contacts("8 900", "", "8 912")),
    ],
)
def test_read_contacts_parts_child_and_representative(text, contacts):
    assert read_contacts(text) == contacts


@given(
    own=st.sampled_from(["", "8 912 345-67-89", "a@example.org"]),
    name=st.sampled_from(["", "Иванова Мария Петровна", "Алиев Вагиф Мамедович"]),
    theirs=st.sampled_from(["", "8 900 111-22-33"]),
)
def test_contacts_text_is_read_back(own, name, theirs):
    person = Person(contacts=own, representative_name=name, representative_contacts=theirs)

    assert read_contacts(contacts_text(person)) == Contacts(own, name, theirs)
