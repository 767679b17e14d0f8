from mentorship.bank.models.consent_sheets import ConsentSheet, SheetRun
from mentorship.bank.models.consent_texts import ConsentSettings, ConsentText
from mentorship.bank.models.consents import Consent, ConsentQuerySet
from mentorship.bank.models.doubles import ColumnMapping, DoubleDecision
from mentorship.bank.models.entries import EntryQuerySet, MenteeEntry, MentorEntry, MentorForm
from mentorship.bank.models.events import Attendance, Event, EventSession
from mentorship.bank.models.imports import ImportRow, ImportRun, ImportSource
from mentorship.bank.models.mentoring_forms import MentoringForm
from mentorship.bank.models.merging import MergeRecord, Namesakes
from mentorship.bank.models.offers import MentorOffer
from mentorship.bank.models.partners import Agreement, Partner
from mentorship.bank.models.people import Affiliation, AffiliationQuerySet, Person, PersonQuerySet
from mentorship.bank.models.selection import SelectionStep
from mentorship.bank.models.topics import MenteeTopic, MentorTopic, Topic
from mentorship.bank.models.withdrawals import Withdrawal, WithdrawalQuerySet
from mentorship.bank.models.year_turns import YearTurn

__all__ = [
    "Affiliation",
    "AffiliationQuerySet",
    "Agreement",
    "Attendance",
    "ColumnMapping",
    "Consent",
    "ConsentQuerySet",
    "ConsentSettings",
    "ConsentSheet",
    "ConsentText",
    "DoubleDecision",
    "EntryQuerySet",
    "Event",
    "EventSession",
    "ImportRow",
    "ImportRun",
    "ImportSource",
    "MenteeEntry",
    "MenteeTopic",
    "MentorEntry",
    "MentorForm",
    "MentorOffer",
    "MentorTopic",
    "MentoringForm",
    "MergeRecord",
    "Namesakes",
    "Partner",
    "Person",
    "PersonQuerySet",
    "SelectionStep",
    "SheetRun",
    "Topic",
    "Withdrawal",
    "WithdrawalQuerySet",
    "YearTurn",
]
