"""The kinds of documents of this room, in the order of the year."""

from django.urls import reverse

from mentorship.bank.papers import (
    awards,
    encourage_order,
    mentors_order,
    partnership,
    training_order,
)
from mentorship.documents.checks import WAYS, Way
from mentorship.documents.kinds import register
from mentorship.organizations.roles import Right

KINDS = (
    training_order.KIND,
    mentors_order.KIND,
    partnership.PARTNERSHIP,
    partnership.NETWORK,
    encourage_order.KIND,
    awards.CERTIFICATE,
    awards.THANKS,
    awards.PARENT_THANKS,
)


CONSENTS, PARTNERS = "bank:consent_list", "bank:partner_list"


def register_kinds() -> None:
    for kind in KINDS:
        register(kind)
    consents = ("Согласия", Right.BANK_VIEW, lambda _: reverse(CONSENTS))
    WAYS.register("consents", Way("нет согласия на обработку данных", *consents))
    partners = ("Партнёры", Right.BANK_VIEW, lambda _: reverse(PARTNERS))
    WAYS.register("partners", Way("не выбран партнёр", *partners))
