"""Who of a pair is a child, and what a page without an account calls them."""

from mentorship.bank.affiliations import Category
from mentorship.bank.models import Person
from mentorship.pairs.models import Pair, PairMember
from mentorship.surveys.answering import called

CHILDREN = frozenset({Category.PUPIL, Category.STUDENT})


def is_mentee(pair: Pair, person: Person) -> bool:
    """Whether somebody of the pair is a mentee: a mentor may be a former one."""
    return PairMember.objects.filter(pair=pair, person=person).exists()


def is_childs(pair: Pair, person: Person) -> bool:
    """Whether the word is that of a child: a mentee of a form for pupils or students."""
    return is_mentee(pair, person) and bool(CHILDREN & set(pair.form.mentee_categories))


def called_in(pair: Pair, person: Person) -> str:
    """A child by the first name, as it is spoken to; an adult with the patronymic."""
    return person.first_name if is_childs(pair, person) else called(person)
