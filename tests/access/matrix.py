"""The specification of access: URL × method → roles, and which rows they reach.

`row` names the row of the world whose pk the URL takes; `reach` says how far from their own
institution the roles reach it: "tree" (own organization and below), "own" (own organization only),
or "nobody" (a colleague's own). Whoever is not named is refused: 302 to the sign-in without a
session, 403 without the right, 404 for a row that is not theirs.
"""

from typing import NamedTuple

from mentorship.organizations.roles import Role

R = Role
EVERYBODY = frozenset(Role)
STAFF = frozenset({R.CURATOR, R.DIRECTOR, R.COUNCIL, R.PSYCHOLOGIST})
WITH_MENTOR = STAFF | {R.MENTOR}
CURATOR = frozenset({R.CURATOR})
SUPPORTERS = frozenset({R.CURATOR, R.PSYCHOLOGIST})
PAPERS = frozenset({R.CURATOR, R.DIRECTOR})
ABOVE = frozenset({R.METHODIST, R.COORDINATOR})
COORDINATOR = frozenset({R.COORDINATOR})
METHODIST = frozenset({R.METHODIST})
READERS = STAFF | ABOVE
MANAGERS = PAPERS | ABOVE
RECEIVERS = PAPERS | {R.METHODIST}
# A methodist works in every city of the world, so that the coordinator does not stand in.
HEAD_GIVERS = frozenset({R.DIRECTOR, R.METHODIST})
MEETERS = frozenset({R.CURATOR, R.MENTOR})
PLANNERS = frozenset({R.CURATOR, R.METHODIST})
KEEPERS = PLANNERS | {R.COORDINATOR}
HOLDERS = KEEPERS | {R.COUNCIL, R.PSYCHOLOGIST}
TOPIC = (("topic_pk", "Topic"),)
SIDE = (("person_pk", "ProposedMentee"),)
KIND_OF_LINE = (("kind", "problems"),)
LINE = (*KIND_OF_LINE, ("key", "p1"))

ASKERS = frozenset({R.CURATOR, R.COORDINATOR})


class Row(NamedTuple):
    url: str
    method: str
    roles: frozenset[Role] = EVERYBODY
    row: str = ""
    reach: str = "own"
    # Other arguments of the URL: literal, or the name of a row whose pk is meant.
    extra: tuple[tuple[str, str], ...] = ()
    data: str = ""
    open_to_all: bool = False
    without_membership: bool = False


def reads(roles: frozenset[Role], *urls: str, **where: object) -> list[Row]:
    """Pages that are only read."""
    return [Row(url, "GET", roles, **where) for url in urls]


def forms(roles: frozenset[Role], *urls: str, **where: object) -> list[Row]:
    """Pages with a form: opened and sent by the same roles."""
    return [Row(url, method, roles, **where) for url in urls for method in ("GET", "POST")]


MATRIX = [
    # Open doors, and what every signed-in user has
    Row("healthz", "GET", open_to_all=True),
    Row("readyz", "GET", open_to_all=True),
    Row("accounts:sign_in", "GET", open_to_all=True),
    Row("accounts:sign_in", "POST", open_to_all=True),
    Row("accounts:sign_out", "POST", without_membership=True),
    Row("accounts:password_change", "GET", without_membership=True),
    Row("accounts:password_change", "POST", without_membership=True),
    Row("accounts:account_detail", "GET", without_membership=True),
    Row("accounts:sessions_end", "POST", without_membership=True),
    Row("accounts:password_forgotten", "GET", open_to_all=True),
    Row("accounts:password_forgotten", "POST", open_to_all=True),
    Row(
        "accounts:password_link_open",
        "GET",
        extra=(("token", "PasswordToken"),),
        open_to_all=True,
    ),
    # Without a link opened in the session both lead to «Забыли пароль?».
    Row("accounts:password_set", "GET", open_to_all=True),
    Row("accounts:password_set", "POST", open_to_all=True),
    Row("home", "GET", without_membership=True),
    Row("search", "GET"),
    Row("search_suggest", "GET"),
    # Organizations
    Row("organizations:organization_list", "GET", ABOVE),
    *reads(ABOVE, "organizations:municipality_list"),
    *reads(ABOVE, "organizations:organization_detail", row="Organization", reach="tree"),
    *forms(ABOVE, "organizations:organization_update", row="Organization", reach="tree"),
    *forms(ABOVE, "organizations:organization_close", row="Organization", reach="tree"),
    Row("organizations:organization_reopen", "POST", ABOVE, "Organization", reach="tree"),
    *forms(ABOVE, "organizations:institution_create"),
    *forms(COORDINATOR, "organizations:municipality_create"),
    # People and roles: whoever gives a role out manages it; above the school officials only
    *reads(MANAGERS, "organizations:member_list", "organizations:staffing_list"),
    *reads(MANAGERS, "organizations:organization_members", row="Organization", reach="tree"),
    *forms(MANAGERS, "organizations:invitation_create", row="Organization", reach="tree"),
    *reads(PAPERS, "organizations:member_detail", row="Colleague"),
    *reads(MANAGERS, "organizations:member_detail", row="Head", reach="tree"),
    *forms(
        PAPERS,
        "organizations:member_end",
        "organizations:deputy_create",
        "organizations:member_password",
        row="Colleague",
    ),
    *forms(
        HEAD_GIVERS,
        "organizations:member_end",
        "organizations:deputy_create",
        "organizations:successor_create",
        "organizations:member_password",
        row="Head",
        reach="tree",
    ),
    *forms(COORDINATOR, "organizations:member_limits", row="Methodist", reach="tree"),
    Row("organizations:member_return", "POST", PAPERS, "Former"),
    *reads(PAPERS, "organizations:invitation_detail", row="Invitation"),
    *reads(MANAGERS, "organizations:invitation_detail", row="HeadInvitation", reach="tree"),
    Row("organizations:invitation_reissue", "POST", PAPERS, "Invitation"),
    Row("organizations:invitation_revoke", "POST", PAPERS, "Invitation"),
    Row("organizations:invitation_reissue", "POST", HEAD_GIVERS, "HeadInvitation", reach="tree"),
    Row("organizations:invitation_revoke", "POST", HEAD_GIVERS, "HeadInvitation", reach="tree"),
    Row(
        "organizations:invitation_open",
        "GET",
        extra=(("token", "InvitationToken"),),
        open_to_all=True,
    ),
    # Without a link opened in the session it leads to the sign-in.
    Row("organizations:invitation_accept", "GET", open_to_all=True),
    Row("organizations:invitation_accept", "POST", open_to_all=True),
    # Lists loaded from files: an upload is its author's alone
    *reads(ABOVE, "organizations:organization_import_sample"),
    *forms(ABOVE, "organizations:organization_import_create"),
    Row("organizations:organization_import_detail", "GET", ABOVE, "NodeImport", reach="nobody"),
    Row("organizations:organization_import_confirm", "POST", ABOVE, "NodeImport", reach="nobody"),
    Row("organizations:organization_import_invite", "POST", ABOVE, "NodeImport", reach="nobody"),
    *reads(PAPERS | ABOVE, "organizations:headcount_import_sample"),
    *forms(PAPERS | ABOVE, "organizations:headcount_import_create"),
    Row(
        "organizations:headcount_import_detail",
        "GET",
        PAPERS | ABOVE,
        "HeadcountImport",
        reach="nobody",
    ),
    Row(
        "organizations:headcount_import_confirm",
        "POST",
        PAPERS | ABOVE,
        "HeadcountImport",
        reach="nobody",
    ),
    *reads(COORDINATOR, "organizations:participation_list"),
    Row("organizations:participation_record", "POST", COORDINATOR),
    Row("organizations:own_detail", "GET", PAPERS),
    Row("organizations:own_update", "GET", PAPERS),
    Row("organizations:own_update", "POST", PAPERS),
    *forms(MANAGERS, "organizations:signatory_create"),
    *forms(MANAGERS, "organizations:signatory_update", row="Signatory"),
    *reads(PAPERS, "organizations:headcount_list"),
    *forms(PAPERS, "organizations:headcount_fill", "organizations:headcount_count"),
    *forms(PAPERS, "organizations:headcount_update", row="Headcount"),
    Row("organizations:headcount_create", "GET", PAPERS),
    Row("organizations:headcount_create", "POST", PAPERS),
    Row("organizations:membership_switch", "POST"),
    Row("organizations:year_switch", "POST"),
    # Who saw whose data
    *reads(PAPERS, "audit:reading_list", "audit:reading_export", "audit:incident_pack"),
    *reads(STAFF, "bank:person_history", row="Person"),
    *reads(STAFF, "audit:row_history", row="Partner", extra=(("kind", "partner"),)),
    *reads(STAFF | ABOVE, "audit:row_history", row="Event", extra=(("kind", "event"),)),
    *reads(WITH_MENTOR, "audit:row_history", row="Pair", extra=(("kind", "pair"),)),
    *reads(PAPERS, "audit:row_history", row="Colleague", extra=(("kind", "membership"),)),
    *reads(STAFF, "audit:row_history", row="Document", extra=(("kind", "document"),)),
    *reads(PAPERS, "bank:person_readings", row="Person"),
    *reads(PAPERS, "bank:person_export", row="Person", extra=(("form", "xlsx"),)),
    *reads(PAPERS, "bank:person_export", row="Person", extra=(("form", "json"),)),
    # Jobs: one's own only
    Row("jobs:job_list", "GET"),
    Row("jobs:job_detail", "GET", EVERYBODY, "Job", reach="nobody"),
    Row("jobs:job_cancel", "POST", EVERYBODY, "Job", reach="nobody"),
    # Banks: people of one's own institution
    *reads(STAFF, "bank:mentor_list", "bank:mentee_list", "bank:consent_list", "bank:partner_list"),
    *reads(STAFF, "bank:person_detail", row="Person"),
    *forms(CURATOR, "bank:mentor_create", "bank:mentee_create", "bank:partner_create"),
    *forms(CURATOR, "bank:mentor_update", "bank:mentor_leave", row="MentorEntry"),
    *forms(CURATOR, "bank:mentee_update", "bank:mentee_leave", row="MenteeEntry"),
    *forms(CURATOR, "bank:person_update", "bank:affiliation_create", row="Person"),
    *forms(CURATOR, "bank:consent_create", row="Person"),
    *forms(CURATOR, "bank:partner_update", row="Partner"),
    Row("bank:mentor_return", "POST", CURATOR, "MentorEntry"),
    Row("bank:mentee_return", "POST", CURATOR, "MenteeEntry"),
    # Consents: sheets, withdrawals; texts flow down and are changed by whoever uses them
    *forms(CURATOR, "bank:consent_record", "bank:consent_settings"),
    *forms(CURATOR, "bank:consent_withdraw", "bank:scan_attach", row="Consent"),
    Row("bank:consent_scan", "GET", CURATOR, "Consent"),
    Row("bank:sheet_create", "POST", CURATOR, "Person"),
    Row("bank:sheet_run_create", "POST", CURATOR),
    *reads(CURATOR, "bank:sheet_detail", row="ConsentSheet"),
    *reads(CURATOR, "bank:sheet_file", row="ConsentSheet", extra=(("role", "docx"),)),
    *reads(CURATOR, "bank:sheet_file", row="ConsentSheet", extra=(("role", "pdf"),)),
    *reads(CURATOR, "bank:sheet_run_detail", "bank:sheet_run_file", row="SheetRun"),
    *reads(STAFF, "bank:withdrawal_list"),
    *forms(CURATOR, "bank:withdrawal_undo", "bank:withdrawal_finish", row="Withdrawal"),
    *reads(KEEPERS, "bank:text_list"),
    *reads(KEEPERS, "bank:text_detail", row="ConsentText"),
    *forms(KEEPERS, "bank:text_update", row="ConsentText"),
    # Events: seen downwards; institutions mark their own people
    *reads(READERS, "bank:event_list"),
    *reads(READERS, "bank:event_detail", "bank:event_calendar", row="Event"),
    *forms(HOLDERS, "bank:event_create"),
    *forms(HOLDERS, "bank:event_update", row="Event"),
    Row("bank:event_move", "POST", HOLDERS, "Event", extra=(("action", "hold"),)),
    Row("bank:session_create", "POST", HOLDERS, "Event"),
    Row("bank:session_delete", "POST", HOLDERS, "Event", extra=(("session_pk", "EventSession"),)),
    *forms(HOLDERS, "bank:attendance_create", row="Event"),
    Row("bank:attendance_record", "POST", HOLDERS, "Event"),
    Row("bank:attendance_update", "POST", HOLDERS, "Event", extra=(("person_pk", "Person"),)),
    Row("bank:training_record", "POST", CURATOR, "Event"),
    # Mentors offered to the neighbors
    *reads(STAFF, "bank:offer_list"),
    *forms(CURATOR, "bank:offer_create", row="MentorEntry"),
    Row("bank:offer_end", "POST", CURATOR, "MentorOffer"),
    # Doubles and merging
    *reads(CURATOR, "bank:double_list"),
    *forms(CURATOR, "bank:person_merge", row="Person", extra=(("other_pk", "Double"),)),
    Row("bank:people_part", "POST", CURATOR, "Person", extra=(("other_pk", "Double"),)),
    Row("bank:people_ask", "POST", CURATOR, "Person", extra=(("other_pk", "Double"),)),
    # The yearly refresh
    *forms(CURATOR, "bank:mentor_refresh", "bank:mentee_refresh"),
    *forms(CURATOR, "bank:year_turn"),
    *forms(CURATOR, "bank:year_turn_class", row="Person"),
    Row("bank:year_turn_run", "POST", CURATOR),
    # Agreements of partners
    *reads(STAFF, "bank:partner_detail", row="Partner"),
    *reads(STAFF, "bank:agreement_scan", row="Agreement"),
    *forms(CURATOR, "bank:agreement_create", row="Partner"),
    *forms(CURATOR, "bank:agreement_update", row="Agreement"),
    Row("bank:agreement_delete", "POST", CURATOR, "Agreement"),
    # Selection of mentors
    *reads(STAFF, "bank:selection_list"),
    Row("bank:selection_record", "POST", CURATOR),
    *forms(CURATOR, "bank:selection_step", row="MentorEntry", extra=(("action", "interview"),)),
    # Topics: the catalogue flows down, each line is changed by its keeper
    *reads(READERS, "bank:topic_list"),
    *forms(KEEPERS, "bank:topic_create"),
    *forms(KEEPERS, "bank:topic_update", "bank:topic_merge", row="Topic"),
    Row("bank:topic_archive", "POST", KEEPERS, "Topic"),
    Row("bank:topic_restore", "POST", KEEPERS, "Topic"),
    Row("bank:topic_take", "POST", KEEPERS),
    Row("bank:topic_suggest", "POST", CURATOR),
    Row("bank:mentor_topic_update", "POST", CURATOR, "MentorEntry", extra=TOPIC),
    Row("bank:mentee_topic_update", "POST", CURATOR, "MenteeEntry", extra=TOPIC),
    # Pairs: the mentor too, but only their own
    *reads(WITH_MENTOR, "pairs:pair_list", "pairs:meeting_list"),
    *reads(WITH_MENTOR, "pairs:pair_detail", row="Pair"),
    *forms(CURATOR, "pairs:pair_create"),
    # Matching: numbers and those who wait for the staff, decisions for the curator alone
    *reads(STAFF, "pairs:supply_list", "pairs:place_list", "pairs:waiting_list"),
    *reads(SUPPORTERS, "pairs:waiting_detail", row="WaitingMentee"),
    Row("pairs:step_plan", "POST", SUPPORTERS, "WaitingMentee"),
    Row("pairs:support_create", "POST", SUPPORTERS, "WaitingMentee"),
    Row("pairs:step_finish", "POST", SUPPORTERS, "WaitingStep"),
    Row("pairs:step_remove", "POST", SUPPORTERS, "WaitingStep"),
    *reads(SUPPORTERS, "pairs:preference_list"),
    Row("pairs:preference_list", "POST", CURATOR),
    *forms(CURATOR, "pairs:free_time_update", row="WaitingMentee", extra=(("side", "mentee"),)),
    *reads(CURATOR, "pairs:run_list", "pairs:ruling_list", "pairs:run_compare"),
    *reads(CURATOR, "pairs:run_detail", row="MatchingRun"),
    *reads(CURATOR, "pairs:suggestion_whatif", row="Suggestion"),
    Row("pairs:suggestion_whatif", "POST", CURATOR, "Suggestion"),
    *forms(CURATOR, "pairs:matching_settings", "pairs:ruling_create"),
    Row("pairs:run_create", "POST", CURATOR),
    Row("pairs:run_accept", "POST", CURATOR, "MatchingRun"),
    Row("pairs:suggestion_decide", "POST", CURATOR, "Suggestion", extra=(("action", "accept"),)),
    Row("pairs:ruling_lift", "POST", CURATOR, "Ruling"),
    *forms(CURATOR, "pairs:member_create", row="Pair"),
    *forms(MEETERS, "pairs:meeting_create", row="Pair"),
    *forms(MEETERS, "pairs:meeting_update", row="Meeting"),
    Row("pairs:meeting_quick", "POST", MEETERS, "Pair"),
    *forms(MEETERS, "pairs:plan_create", row="Pair"),
    *forms(MEETERS, "pairs:plan_update", "pairs:plan_cancel", row="PlannedMeeting"),
    *reads(WITH_MENTOR, "pairs:meeting_print", "pairs:meeting_export", "pairs:meeting_mentees"),
    *forms(CURATOR, "pairs:meeting_table", "pairs:direction_list"),
    *forms(CURATOR, "pairs:direction_update", row="OwnDirection"),
    Row("pairs:direction_archive", "POST", CURATOR, "OwnDirection"),
    Row("pairs:final_record", "POST", CURATOR),
    # A calendar for whoever has its address; a mentee's answer by a link the curator gives out
    *reads(MEETERS, "pairs:feed_detail"),
    Row("pairs:feed_create", "POST", MEETERS),
    Row("pairs:feed_revoke", "POST", MEETERS),
    Row("meeting_links:feed", "GET", extra=(("token", "FeedToken"),), open_to_all=True),
    Row("pairs:confirmation_create", "POST", CURATOR, "Meeting"),
    Row("pairs:confirmation_revoke", "POST", CURATOR, "Meeting"),
    *reads(CURATOR, "pairs:confirmation_slips", row="Meeting"),
    Row("meeting_links:link_open", "GET", extra=(("token", "MeetingToken"),), open_to_all=True),
    Row("meeting_links:meeting_confirm", "GET", open_to_all=True),
    Row("meeting_links:meeting_confirm", "POST", open_to_all=True),
    Row("meeting_links:confirmation_sent", "GET", open_to_all=True),
    *forms(CURATOR, "pairs:mentor_substitute", "pairs:pair_close", row="Pair"),
    *forms(CURATOR, "pairs:draft_update", row="DraftPair"),
    *forms(CURATOR, "pairs:trial_record", row="ProposedPair", extra=SIDE),
    Row("pairs:trial_ask", "POST", CURATOR, "ProposedPair", extra=SIDE),
    *reads(CURATOR, "pairs:trial_slip", row="ProposedPair", extra=SIDE),
    # Whoever has a link: no account, no role
    Row("trial:link_open", "GET", extra=(("token", "TrialToken"),), open_to_all=True),
    Row("trial:answer_create", "GET", open_to_all=True),
    Row("trial:answer_create", "POST", open_to_all=True),
    Row("trial:answer_sent", "GET", open_to_all=True),
    Row("pairs:agreement_update", "POST", CURATOR, "Pair"),
    Row("pairs:pair_move", "POST", CURATOR, "Pair", extra=(("action", "propose"),)),
    # The word of a month: asked by link, written down; a child's concern is read by one adult
    *reads(WITH_MENTOR, "pairs:feedback_list", "pairs:concern_list"),
    Row("pairs:feedback_ask", "POST", CURATOR),
    *reads(CURATOR, "pairs:feedback_slips"),
    *forms(MEETERS, "pairs:feedback_write", row="Pair", extra=(("person_pk", "MentorPerson"),)),
    *forms(WITH_MENTOR, "pairs:concern_detail", row="Concern", reach="nobody"),
    *forms(PAPERS, "pairs:concern_adult"),
    Row(
        "feedback_links:feedback_open",
        "GET",
        extra=(("token", "FeedbackToken"),),
        open_to_all=True,
    ),
    Row("feedback_links:feedback_answer", "GET", open_to_all=True),
    Row("feedback_links:feedback_answer", "POST", open_to_all=True),
    Row("feedback_links:feedback_sent", "GET", open_to_all=True),
    # Roadmaps: read by everybody above, written by their own organization
    *reads(READERS, "roadmaps:roadmap_list", "roadmaps:task_list"),
    *reads(
        READERS, "roadmaps:roadmap_detail", "roadmaps:roadmap_export", row="Roadmap", reach="tree"
    ),
    *reads(READERS, "roadmaps:task_detail", row="Task", reach="tree"),
    *reads(STAFF, "roadmaps:evidence_file", row="Evidence"),
    *forms(PLANNERS, "roadmaps:roadmap_import"),
    *forms(PLANNERS, "roadmaps:task_update", row="Task"),
    *forms(PLANNERS, "roadmaps:roadmap_deadlines", row="Roadmap"),
    Row("roadmaps:removed_task_restore", "POST", PLANNERS, "RemovedTask"),
    Row("roadmaps:task_report", "POST", PLANNERS, "Task"),
    Row("roadmaps:evidence_create", "POST", PLANNERS, "Task"),
    Row("roadmaps:evidence_delete", "POST", PLANNERS, "Evidence"),
    Row("roadmaps:evidence_restore", "POST", PLANNERS, "Evidence"),
    Row("roadmaps:roadmap_archive", "POST", PLANNERS, "Roadmap"),
    Row("roadmaps:roadmap_restore", "POST", PLANNERS, "Roadmap"),
    # The daily work: views of a plan, people in charge, comments, letters and the calendar
    *reads(
        READERS, "roadmaps:roadmap_strip", "roadmaps:roadmap_calendar", row="Roadmap", reach="tree"
    ),
    Row("roadmaps:task_bulk", "POST", PLANNERS, "Roadmap"),
    *forms(PLANNERS, "roadmaps:responsible_update", row="Roadmap"),
    Row("roadmaps:task_responsible", "POST", PLANNERS, "Task"),
    Row("roadmaps:comment_create", "POST", STAFF, "Task"),
    Row("roadmaps:comment_delete", "POST", CURATOR, "TaskComment"),
    Row("roadmaps:comment_restore", "POST", CURATOR, "TaskComment"),
    Row("roadmaps:occurrence_report", "POST", PLANNERS, "Occurrence"),
    Row("roadmaps:occurrence_reopen", "POST", PLANNERS, "Occurrence"),
    *forms(EVERYBODY, "roadmaps:digest_update"),
    *reads(READERS, "roadmaps:feed_detail"),
    Row("roadmaps:feed_create", "POST", READERS),
    Row("roadmaps:feed_revoke", "POST", READERS),
    Row("roadmap_links:feed", "GET", extra=(("token", "TaskFeedToken"),), open_to_all=True),
    # Monitoring: numbers for all, people inside the institution only
    *reads(READERS, "monitoring:indicator_list", "monitoring:report_list"),
    *reads(READERS, "monitoring:report_download", extra=(("code", "targets"),)),
    *reads(READERS, "monitoring:execution_export", row="Roadmap"),
    *reads(ABOVE, "monitoring:indicator_institutions", extra=(("code", "I1"),)),
    *reads(STAFF, "monitoring:indicator_rows", extra=(("code", "I1"), ("part", "numerator"))),
    *reads(STAFF, "monitoring:indicator_rows", extra=(("code", "I1"), ("part", "denominator"))),
    *forms(PAPERS | ABOVE, "monitoring:plan_update", extra=(("code", "I1"),)),
    # Report forms: read and filled by all, kept by those above the institution
    *reads(READERS, "monitoring:form_list", "monitoring:form_names"),
    *reads(READERS, "monitoring:form_detail", row="ReportForm"),
    *forms(READERS, "monitoring:form_fill", row="ReportForm"),
    *forms(ABOVE, "monitoring:form_create"),
    *forms(ABOVE, "monitoring:version_create", row="ReportForm"),
    *reads(READERS, "monitoring:form_version", "monitoring:version_file", row="FormVersion"),
    Row("monitoring:version_accept", "POST", ABOVE, "FormVersion"),
    Row("monitoring:version_discard", "POST", ABOVE, "FormVersion"),
    Row("monitoring:form_archive", "POST", ABOVE, "ReportForm"),
    Row("monitoring:form_restore", "POST", ABOVE, "ReportForm"),
    *reads(READERS, "monitoring:figure_list", "monitoring:table_build"),
    *reads(READERS, "monitoring:table_export", data="figures=mentees_in_bank"),
    *reads(STAFF, "monitoring:figure_rows", extra=(("code", "mentees_in_bank"),)),
    Row("monitoring:table_save", "POST", MANAGERS),
    Row("monitoring:table_archive", "POST", MANAGERS, row="FigureTable"),
    *reads(READERS, "monitoring:indicator_trend", extra=(("code", "I1"),)),
    *forms(COORDINATOR, "monitoring:indicator_create"),
    *forms(COORDINATOR, "monitoring:indicator_update", extra=(("code", "I1"),)),
    Row("monitoring:indicator_archive", "POST", COORDINATOR, extra=(("code", "I1"),)),
    # Rounds: whoever opened one keeps it; the reports of one's branch are reviewed from above
    *reads(READERS, "monitoring:round_list"),
    *forms(ABOVE, "monitoring:round_create"),
    *reads(ABOVE, "monitoring:round_detail", row="Round", reach="tree"),
    *reads(ABOVE, "monitoring:round_rollup", row="Round", reach="tree"),
    *reads(ABOVE, "monitoring:round_rollup_export", row="Round", reach="tree"),
    *reads(ABOVE, "monitoring:round_rollup_form", row="Round", reach="tree"),
    *reads(ABOVE, "monitoring:round_rating", row="Round", reach="tree"),
    *reads(ABOVE, "monitoring:indicator_rating", extra=(("code", "I1"),)),
    Row("monitoring:round_close", "POST", ABOVE, "Round"),
    Row("monitoring:round_reopen", "POST", ABOVE, "Round"),
    Row("monitoring:round_widen", "POST", ABOVE, "Round"),
    *reads(READERS, "monitoring:round_report", row="RoundReport", reach="tree"),
    *forms(PAPERS, "monitoring:round_report_fill", row="RoundReport"),
    Row("monitoring:round_report_submit", "POST", PAPERS, "RoundReport"),
    Row("monitoring:round_report_recall", "POST", PAPERS, "RoundReport"),
    Row("monitoring:round_report_accept", "POST", ABOVE, "RoundReport", reach="tree"),
    *forms(ABOVE, "monitoring:round_report_return", row="RoundReport", reach="tree"),
    *forms(PAPERS, "monitoring:round_report_correct", row="RoundReport"),
    *forms(ABOVE, "monitoring:round_report_extend", row="RoundReport", reach="tree"),
    # Quality of programs: above the institution levels and means alone
    *reads(READERS, "monitoring:quality_list", "monitoring:quality_growth"),
    *reads(ABOVE, "monitoring:quality_export"),
    Row("monitoring:quality_create", "POST", PAPERS),
    *reads(STAFF, "monitoring:quality_sheet", row="QualitySheet"),
    *reads(STAFF, "monitoring:quality_file", row="QualitySheet", extra=(("role", "xlsx"),)),
    *forms(PAPERS, "monitoring:quality_fill", row="QualitySheet"),
    Row("monitoring:quality_finish", "POST", PAPERS, "QualitySheet"),
    *forms(PAPERS, "monitoring:quality_correct", row="QualitySheet"),
    # Import of banks: the curator's own files
    *reads(CURATOR, "bank:import_list"),
    *forms(CURATOR, "bank:mentor_export", "bank:mentee_export"),
    Row("bank:export_file", "GET", CURATOR, "Job", reach="nobody"),
    *reads(CURATOR, "bank:import_sample", extra=(("code", "mentors"),)),
    *reads(CURATOR, "bank:import_detail", row="ImportRun"),
    *reads(CURATOR, "bank:import_progress", "bank:import_refused", row="ImportRun"),
    *forms(CURATOR, "bank:import_create"),
    *forms(CURATOR, "bank:import_file", "bank:import_columns", row="ImportRun"),
    *forms(CURATOR, "bank:import_check", "bank:import_doubles", row="ImportRun"),
    Row("bank:import_table", "POST", CURATOR, "ImportRun"),
    Row("bank:import_confirm", "POST", CURATOR, "ImportRun"),
    Row("bank:import_undo", "POST", CURATOR, "ImportRun"),
    Row("bank:import_abandon", "POST", CURATOR, "ImportRun"),
    # Tasks of the municipal plan: addressed by the methodist, decided by the school
    *reads(METHODIST, "roadmaps:address_list", row="CityPlan", reach="tree"),
    Row("roadmaps:address_confirm", "POST", METHODIST, "CityPlan", reach="tree"),
    *forms(METHODIST, "roadmaps:address_update", row="CityTask", reach="tree"),
    Row("roadmaps:address_delete", "POST", METHODIST, "CityTask", reach="tree"),
    *reads(
        ABOVE,
        "roadmaps:completion_table",
        "roadmaps:completion_export",
        row="CityPlan",
        reach="tree",
    ),
    *reads(
        ABOVE,
        "roadmaps:completion_cell",
        row="CityTask",
        reach="tree",
        extra=(("institution", "Organization"),),
    ),
    *reads(STAFF, "roadmaps:proposal_list"),
    Row("roadmaps:proposals_accept", "POST", CURATOR),
    Row("roadmaps:proposal_decline", "POST", CURATOR, "TaskAddress"),
    Row("roadmaps:proposal_join", "POST", CURATOR, "TaskAddress"),
    Row("roadmaps:change_decide", "POST", CURATOR, "TaskLink"),
    *forms(PLANNERS, "roadmaps:base_update", row="Roadmap"),
    # Progress by evidence: lists of people open inside the institution alone
    *reads(READERS, "roadmaps:progress_detail", row="Task", reach="tree"),
    Row("roadmaps:progress_bind", "POST", PLANNERS, "Task"),
    Row("roadmaps:progress_write", "POST", PLANNERS, "Task"),
    *reads(STAFF, "roadmaps:figure_rows", extra=(("code", "mentees_in_bank"),)),
    # The yearly cycle and the correction of the plan
    *reads(READERS, "roadmaps:cycle_detail"),
    Row("roadmaps:cycle_mark", "POST", CURATOR, extra=(("pk", "CycleStage"),)),
    Row("roadmaps:correction_create", "POST", PLANNERS, "Roadmap"),
    *forms(PLANNERS, "roadmaps:correction_update", row="Correction"),
    # Review of roadmaps: the methodist's queue, the school's moves, versions read by all
    *reads(METHODIST, "roadmaps:review_list"),
    *reads(METHODIST, "roadmaps:review_detail", row="Review", reach="tree"),
    Row("roadmaps:review_take", "POST", METHODIST, "Review", reach="tree"),
    Row("roadmaps:review_write", "POST", METHODIST, "Review", reach="tree"),
    Row("roadmaps:remark_answer", "POST", PLANNERS, "Remark"),
    *forms(PLANNERS, "roadmaps:roadmap_submit", row="Roadmap"),
    *forms(PLANNERS, "roadmaps:roadmap_correct", row="Roadmap"),
    Row("roadmaps:roadmap_move", "POST", PLANNERS, "Roadmap", extra=(("action", "recall"),)),
    *forms(PLANNERS, "roadmaps:roadmap_mandatory", row="Roadmap"),
    *reads(READERS, "roadmaps:version_list", row="ReviewedPlan", reach="tree"),
    *reads(
        READERS,
        "roadmaps:version_compare",
        row="ReviewedPlan",
        reach="tree",
        data="old=1&new=1",
    ),
    # Templates of roadmaps: shared down the tree
    *reads(READERS, "roadmaps:template_list"),
    *reads(READERS, "roadmaps:template_detail", row="RoadmapTemplate"),
    *forms(CURATOR, "roadmaps:plan_create", row="RoadmapTemplate"),
    *forms(PLANNERS, "roadmaps:template_create", row="Roadmap"),
    Row("roadmaps:template_archive", "POST", PLANNERS, "RoadmapTemplate"),
    Row("roadmaps:template_restore", "POST", PLANNERS, "RoadmapTemplate"),
    # Import of roadmaps: a draft is its author's alone
    *reads(PLANNERS, "roadmaps:import_preview", row="ImportDraft", reach="nobody"),
    *forms(PLANNERS, "roadmaps:import_deadlines", row="ImportDraft", reach="nobody"),
    *forms(
        PLANNERS,
        "roadmaps:import_difference",
        row="ImportDraft",
        reach="nobody",
        extra=(("roadmap_pk", "Roadmap"),),
    ),
    Row("roadmaps:import_confirm", "POST", PLANNERS, "ImportDraft", reach="nobody"),
    # Members of a pair, programs, surveys
    *forms(CURATOR, "pairs:member_remove", row="Pair", extra=(("member_pk", "PairMember"),)),
    *reads(WITH_MENTOR, "programs:program_list"),
    *reads(WITH_MENTOR, "programs:program_detail", row="Program"),
    *forms(CURATOR, "programs:program_create"),
    *forms(CURATOR, "programs:program_update", "programs:activity_create", row="Program"),
    *forms(CURATOR, "programs:activity_update", "programs:activity_remove", row="Activity"),
    *forms(CURATOR, "programs:difficulty_create", "programs:results_update", row="Program"),
    *forms(CURATOR, "programs:program_publish", row="Program"),
    *forms(CURATOR, "programs:difficulty_update", "programs:difficulty_remove", row="Difficulty"),
    *forms(MEETERS, "programs:activity_mark", row="Activity"),
    *forms(MEETERS, "programs:report_update", row="Program"),
    *reads(WITH_MENTOR, "programs:program_changes", row="Program"),
    Row("programs:program_move", "POST", CURATOR, "Program", extra=(("action", "complete"),)),
    Row(
        "programs:program_move",
        "POST",
        frozenset({R.DIRECTOR}),
        "Program",
        extra=(("action", "approve"),),
    ),
    Row("programs:activity_shift", "POST", CURATOR, "Activity", extra=(("step", "up"),)),
    Row("programs:difficulty_shift", "POST", CURATOR, "Difficulty", extra=(("step", "up"),)),
    # Templates of one's own organization, the library of the region, routes of teachers
    *reads(READERS, "programs:template_list", "programs:practice_list"),
    *reads(READERS, "programs:practice_export"),
    *forms(KEEPERS, "programs:template_create", "programs:practice_create"),
    *reads(READERS, "programs:template_detail", row="ProgramTemplate"),
    *forms(KEEPERS, "programs:template_update", row="ProgramTemplate"),
    Row("programs:template_copy", "POST", KEEPERS, "ProgramTemplate"),
    Row("programs:template_publish", "POST", KEEPERS, "ProgramTemplate"),
    Row("programs:template_archive", "POST", KEEPERS, "ProgramTemplate"),
    Row("programs:template_restore", "POST", KEEPERS, "ProgramTemplate"),
    *forms(KEEPERS, "programs:line_create", row="ProgramTemplate", extra=KIND_OF_LINE),
    *forms(KEEPERS, "programs:line_update", row="ProgramTemplate", extra=LINE),
    Row("programs:line_remove", "POST", KEEPERS, "ProgramTemplate", extra=LINE),
    Row("programs:line_shift", "POST", KEEPERS, "ProgramTemplate", extra=(*LINE, ("step", "up"))),
    *reads(READERS, "programs:practice_detail", row="Practice"),
    *forms(KEEPERS, "programs:practice_update", row="Practice"),
    Row("programs:practice_publish", "POST", KEEPERS, "Practice"),
    Row("programs:practice_archive", "POST", KEEPERS, "Practice"),
    Row("programs:practice_return", "POST", KEEPERS, "Practice"),
    Row("programs:practice_take", "POST", KEEPERS, "Practice"),
    # Of one's own branch, once it is published: tests/programs/test_practices.py
    Row("programs:practice_recommend", "POST", ABOVE, "Practice", reach="nobody"),
    *reads(STAFF, "programs:route_list"),
    *reads(STAFF, "programs:route_detail", row="Route"),
    *forms(CURATOR, "programs:route_create"),
    *forms(CURATOR, "programs:route_update", "programs:stage_create", row="Route"),
    *forms(CURATOR, "programs:stage_update", row="RouteStage"),
    Row("programs:stage_remove", "POST", CURATOR, "RouteStage"),
    Row("programs:route_archive", "POST", CURATOR, "Route"),
    *reads(STAFF, "surveys:response_list", "surveys:change_list"),
    *reads(SUPPORTERS, "surveys:change_export"),
    *forms(ASKERS, "surveys:satisfaction_update", row="OpinionSet"),
    *forms(
        CURATOR, "surveys:response_create", row="Questionnaire", extra=(("person_pk", "Person"),)
    ),
    *forms(CURATOR, "surveys:response_update", row="Response"),
    # Questionnaires by link: whoever has the link; given out and looked at by the curator
    Row("answers:link_open", "GET", extra=(("token", "SurveyToken"),), open_to_all=True),
    Row("answers:answer_create", "GET", open_to_all=True),
    Row("answers:answer_create", "POST", open_to_all=True),
    Row("answers:answer_sent", "GET", open_to_all=True),
    *reads(CURATOR, "surveys:batch_list", "surveys:batch_create", "surveys:reply_list"),
    Row("surveys:cards_create", "POST", CURATOR, extra=(("pk", "Questionnaire"),)),
    Row("surveys:named_create", "POST", CURATOR, extra=(("pk", "Questionnaire"),)),
    *reads(CURATOR, "surveys:batch_detail", "surveys:batch_sheet", row="InvitationBatch"),
    Row("surveys:batch_reissue", "POST", CURATOR, "InvitationBatch"),
    Row("surveys:batch_revoke", "POST", CURATOR, "InvitationBatch"),
    Row("surveys:invitation_revoke", "POST", CURATOR, "SurveyInvitation"),
    *forms(CURATOR, "surveys:reply_detail", row="Reply"),
    Row("surveys:reply_reject", "POST", CURATOR, "Reply"),
    Row("surveys:reply_reopen", "POST", CURATOR, "Reply"),
    # Sets of questions: one's own organization's, those from above are read
    *reads(ASKERS, "surveys:questionnaire_list"),
    *reads(ASKERS, "surveys:questionnaire_preview", extra=(("pk", "Questionnaire"),)),
    *reads(ASKERS, "surveys:questionnaire_preview", row="OwnSet"),
    *forms(ASKERS, "surveys:questionnaire_create"),
    Row("surveys:questionnaire_copy", "POST", ASKERS, extra=(("pk", "Questionnaire"),)),
    *forms(ASKERS, "surveys:questionnaire_update", "surveys:question_create", row="OwnSet"),
    *forms(ASKERS, "surveys:question_update", row="OwnSet", extra=(("code", "name"),)),
    Row(
        "surveys:question_move",
        "POST",
        ASKERS,
        "OwnSet",
        extra=(("code", "name"), ("step", "down")),
    ),
    Row("surveys:question_remove", "POST", ASKERS, "OwnSet", extra=(("code", "name"),)),
    Row("surveys:question_restore", "POST", ASKERS, "OwnSet", extra=(("code", "name"),)),
    Row("surveys:questionnaire_publish", "POST", ASKERS, "OwnSet"),
    Row("surveys:questionnaire_archive", "POST", ASKERS, "OwnSet"),
    Row("surveys:questionnaire_restore", "POST", ASKERS, "OwnSet"),
    # Documents: read by the staff, drafted and registered by curator and director; methodist and
    # coordinator do the same with the papers of their own offices and see no school's
    *reads(READERS, "documents:document_list", "documents:document_export"),
    *reads(READERS, "documents:document_detail", row="Document"),
    *reads(READERS, "documents:document_file", row="Document", extra=(("role", "docx"),)),
    *reads(READERS, "documents:document_file", row="Document", extra=(("role", "pdf"),)),
    *reads(READERS, "documents:layout_css", row="Document"),
    *forms(MANAGERS, "documents:layout_update"),
    *reads(MANAGERS, "documents:numbering_list"),
    *forms(MANAGERS, "documents:numbering_update", extra=(("series", "letters"),)),
    *reads(MANAGERS, "documents:kind_list"),
    *forms(PAPERS, "documents:document_create", extra=(("kind", "pairs_order"),)),
    *forms(ABOVE, "documents:document_create", extra=(("kind", "plan_order"),)),
    *forms(MANAGERS, "documents:document_register", row="Document"),
    *forms(MANAGERS, "documents:document_cancel", row="Document"),
    *forms(
        MANAGERS, "documents:name_form_update", row="Document", data="nominative=Лев&case=genitive"
    ),
    Row("documents:document_update", "POST", MANAGERS, "Document"),
    Row("documents:document_preview", "POST", MANAGERS, "Document"),
    Row("documents:document_delete", "POST", MANAGERS, "Document"),
    Row("documents:scan_create", "POST", MANAGERS, "Document"),
    # What becomes of a registered one: later orders, signature, who has read it, the paper journal
    *reads(READERS, "documents:document_detail", row="Registered"),
    Row("documents:signature_create", "POST", MANAGERS, "Registered"),
    Row(
        "documents:correction_create",
        "POST",
        MANAGERS,
        "Registered",
        extra=(("kind", "amending_order"),),
    ),
    Row("documents:acquaintance_update", "POST", MANAGERS, "Registered"),
    *reads(READERS, "documents:acquaintance_file", row="Registered", extra=(("role", "docx"),)),
    *reads(READERS, "documents:journal_print"),
    *reads(READERS, "documents:journal_file", extra=(("role", "docx"),)),
    # A colleague's own line of the list
    *reads(EVERYBODY, "documents:acquaintance_detail", row="Acquaintance", reach="nobody"),
    Row("documents:acquaintance_confirm", "POST", EVERYBODY, "Acquaintance", reach="nobody"),
    # Whoever holds the paper
    Row(
        "documents:document_check",
        "GET",
        extra=(("code", "CheckCode"),),
        open_to_all=True,
    ),
    Row(
        "documents:document_check",
        "POST",
        extra=(("code", "CheckCode"),),
        open_to_all=True,
    ),
    # Many at once: of the organization's own rows
    *reads(MANAGERS, "documents:batch_list"),
    *forms(PAPERS, "documents:batch_create", extra=(("kind", "pair_agreement"),)),
    *reads(MANAGERS, "documents:batch_detail", row="Batch"),
    *reads(MANAGERS, "documents:batch_file", row="Batch", extra=(("role", "pdf"),)),
    *reads(MANAGERS, "documents:batch_file", row="Batch", extra=(("role", "zip"),)),
    Row("documents:batch_again", "POST", MANAGERS, "Batch"),
    # Letters sent down the tree: who received them, in tests/documents/ who sent them
    *reads(RECEIVERS, "documents:incoming_list"),
    *reads(RECEIVERS, "documents:incoming_detail", "documents:incoming_css", row="Dispatch"),
    *reads(RECEIVERS, "documents:incoming_file", row="Dispatch", extra=(("role", "docx"),)),
    Row("documents:incoming_open", "POST", RECEIVERS, "Dispatch"),
    Row("documents:incoming_acknowledge", "POST", RECEIVERS, "Dispatch"),
    *reads(ABOVE, "documents:sent_list"),
    *reads(ABOVE, "documents:dispatch_list", "documents:dispatch_export", row="Document"),
    *forms(ABOVE, "documents:dispatch_create", row="Document"),
    Row("documents:dispatch_delete", "POST", ABOVE, "SentByOthers", reach="nobody"),
    # Templates of one's own; those in use above are read below
    *reads(MANAGERS, "documents:template_list"),
    *forms(MANAGERS, "documents:template_create", extra=(("kind", "pairs_order"),)),
    *reads(MANAGERS, "documents:template_sample", extra=(("kind", "pairs_order"),)),
    *reads(
        MANAGERS, "documents:template_detail", "documents:template_file", row="UploadedTemplate"
    ),
    Row("documents:template_accept", "POST", MANAGERS, "UploadedTemplate"),
    Row("documents:template_retire", "POST", MANAGERS, "UploadedTemplate"),
    Row("pairs:order_create", "POST", PAPERS),
]
