"""Names and job titles in cases: a form corrected by hand wins for ever (ecosystem §1.4)."""

from mentorship.core.names import Case, decline
from mentorship.core.positions import decline_position
from mentorship.documents.contexts import NameInCase
from mentorship.documents.models import NameForm
from mentorship.organizations.models import Organization


class Declension:
    """Declines for one organization; its corrections are read once for any number of names."""

    def __init__(self, organization: Organization) -> None:
        forms = NameForm.objects.filter(organization=organization)
        self._corrected = {(form.nominative, form.case): form.text for form in forms}

    def name(self, full_name: str, case: Case | str, sex: str = "") -> NameInCase:
        """A full name in a case; sex is "m", "f" or "" (then guessed)."""
        full_name = " ".join(full_name.split())
        return self._form(full_name, Case(case), decline(full_name, sex).form(case))

    def position(self, title: str, case: Case | str) -> NameInCase:
        """A job title in a case: «заместителя директора по учебной работе»."""
        title = " ".join(title.split())
        return self._form(title, Case(case), decline_position(title, case))

    def _form(self, nominative: str, case: Case, declined: str) -> NameInCase:
        corrected = self._corrected.get((nominative, case.value))
        return NameInCase(nominative, case.value, corrected or declined, corrected is not None)


def declined(
    organization: Organization, nominative: str, case: Case | str, sex: str = ""
) -> NameInCase:
    """One full name in a case; for several take a Declension, it reads the corrections once."""
    return Declension(organization).name(nominative, case, sex)
