from mentorship.bank.models import Consent
from mentorship.bank.withdrawals import withdraw


def withdrawn(curator, person, day):
    """The person takes the consent to processing back."""
    return withdraw(
        member=curator,
        person=person,
        purpose=Consent.Purpose.PROCESSING,
        received_on=day,
        basis="заявление",
        today=day,
    )
