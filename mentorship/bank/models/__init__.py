from mentorship.bank.models.consents import Consent, ConsentQuerySet
from mentorship.bank.models.entries import EntryQuerySet, MenteeEntry, MentorEntry
from mentorship.bank.models.imports import ImportRun
from mentorship.bank.models.mentoring_forms import MentoringForm
from mentorship.bank.models.partners import Partner
from mentorship.bank.models.people import Affiliation, AffiliationQuerySet, Person, PersonQuerySet

__all__ = [
    "Affiliation",
    "AffiliationQuerySet",
    "Consent",
    "ConsentQuerySet",
    "EntryQuerySet",
    "ImportRun",
    "MenteeEntry",
    "MentorEntry",
    "MentoringForm",
    "Partner",
    "Person",
    "PersonQuerySet",
]
