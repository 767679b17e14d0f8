"""Which Положение an organization lives by: orders name it as the organization has adopted it."""

from mentorship.documents.models import Document
from mentorship.documents.regimes import WORDS, Regime
from mentorship.organizations.models import Organization

# Papers that adopt a regime, by the codes of their kinds.
ADOPTING = ("introduction_order", "regulation")
UNKNOWN = "Положением о системе наставничества"


def adopted_regimes(organization: Organization) -> list[Regime]:
    """The regimes that registered papers of the organization have introduced."""
    papers = Document.objects.registered().filter(organization=organization, kind__in=ADOPTING)
    found = set(papers.values_list("fields__regime", flat=True))
    return [regime for regime in Regime if regime.value in found]


def regulation_basis(organization: Organization) -> str:
    """«Положением о целевой модели …»: both where both are adopted, a usual name where none is."""
    titles = [f"Положением о {WORDS[regime].locative}" for regime in adopted_regimes(organization)]
    return " и ".join(titles) or UNKNOWN
