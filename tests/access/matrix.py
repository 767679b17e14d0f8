"""The specification of access: URL × method → roles, and which rows they reach.

`row` names the row of the world whose pk the URL takes; `reach` says how far from their own
institution the roles reach it: "tree" (own organization and below) or "own" (own institution only), or "nobody":
a colleague's own. Whoever is not named is refused: 302 to the sign-in without a session, 403 without the right, 404
for a row that is not theirs.
"""

from typing import NamedTuple

from mentorship.organizations.roles import Role

R = Role
EVERYBODY = frozenset(Role)
STAFF = frozenset({R.CURATOR, R.DIRECTOR, R.COUNCIL, R.PSYCHOLOGIST})
WITH_MENTOR = STAFF | {R.MENTOR}
CURATOR = frozenset({R.CURATOR})
PAPERS = frozenset({R.CURATOR, R.DIRECTOR})
ABOVE = frozenset({R.METHODIST, R.COORDINATOR})
PLANNERS = frozenset({R.CURATOR, R.METHODIST})


class Row(NamedTuple):
    url: str
    method: str
    roles: frozenset[Role] = EVERYBODY
    row: str = ""
    reach: str = "own"
    extra: tuple[tuple[str, str], ...] = ()
    open_to_all: bool = False
    without_membership: bool = False


MATRIX = [
    # Open doors, and what every signed-in user has
    Row("healthz", "GET", open_to_all=True),
    Row("readyz", "GET", open_to_all=True),
    Row("accounts:sign_in", "GET", open_to_all=True),
    Row("accounts:sign_in", "POST", open_to_all=True),
    Row("accounts:sign_out", "POST", without_membership=True),
    Row("accounts:password_change", "GET", without_membership=True),
    Row("accounts:password_change", "POST", without_membership=True),
    Row("home", "GET", without_membership=True),
    Row("search", "GET"),
    # Organizations
    Row("organizations:organization_list", "GET", ABOVE),
    Row("organizations:organization_detail", "GET", PAPERS),
    Row("organizations:organization_update", "GET", PAPERS),
    Row("organizations:organization_update", "POST", PAPERS),
    Row("organizations:headcount_create", "GET", PAPERS),
    Row("organizations:headcount_create", "POST", PAPERS),
    Row("organizations:membership_switch", "POST"),
    Row("organizations:year_switch", "POST"),
    # Jobs: one's own only
    Row("jobs:job_list", "GET"),
    Row("jobs:job_detail", "GET", EVERYBODY, "Job", reach="nobody"),
    Row("jobs:job_cancel", "POST", EVERYBODY, "Job", reach="nobody"),
]
