"""Each figure once more, written by hand in SQL: institution and count, for a year and a day."""

from mentorship.bank.models import Event
from mentorship.pairs.models import Meeting

TAKING_PART = "('ordered', 'active', 'completed', 'dissolved')"


def agreed(person, since):
    return f"""EXISTS (SELECT 1 FROM bank_consent c WHERE c.person_id = {person}
        AND c.purpose = 'processing' AND c.signed_on <= %(day)s
        AND (c.withdrawn_on IS NULL OR c.withdrawn_on > %(day)s)
        AND (c.ends_on IS NULL OR c.ends_on >= {since}))"""


def in_force(person):
    return agreed(person, "%(day)s")


TAKING = f"""
    SELECT 'mentee' AS role, m.person_id, m.period, p.id AS pair_id, p.form_id
    FROM pairs_pairmember m JOIN pairs_pair p ON p.id = m.pair_id
    LEFT JOIN documents_document o ON o.id = p.order_id
    WHERE p.school_year = %(year)s AND p.state IN {TAKING_PART}
      AND (o.dated_on IS NULL OR o.dated_on <= %(day)s) AND lower(m.period) <= %(day)s
      AND {agreed("m.person_id", "lower(m.period)")}
    UNION ALL
    SELECT 'mentor', e.person_id, t.period, p.id, p.form_id
    FROM pairs_mentorterm t JOIN pairs_pair p ON p.id = t.pair_id
    JOIN bank_mentorentry e ON e.id = t.mentor_entry_id
    LEFT JOIN documents_document o ON o.id = p.order_id
    WHERE p.school_year = %(year)s AND p.state IN {TAKING_PART}
      AND (o.dated_on IS NULL OR o.dated_on <= %(day)s) AND lower(t.period) <= %(day)s
      AND {agreed("e.person_id", "lower(t.period)")}"""


def was(categories, more=""):
    return f"""EXISTS (SELECT 1 FROM bank_affiliation a WHERE a.person_id = x.person_id
        AND a.category IN {categories} AND a.period && x.period
        AND lower(a.period) <= %(day)s {more})"""


def taking(where):
    return f"""SELECT b.institution_id, count(DISTINCT b.id) FROM ({TAKING}) x
        JOIN bank_person b ON b.id = x.person_id WHERE {where} GROUP BY 1"""


def aged(least, most):
    return f"%(year)s - b.birth_year BETWEEN {least} AND {most}"


BOTH = """EXISTS (SELECT 1 FROM pairs_pairmember q WHERE q.pair_id = p.id AND {mentee})
    AND {mentor}"""
PAIRS = f"""SELECT p.*, (SELECT max(upper(period)) - 1 FROM pairs_pairmember WHERE pair_id = p.id
        AND lower(period) <= %(day)s) AS over_on
    FROM pairs_pair p JOIN bank_mentorentry e ON e.id = p.mentor_entry_id
    LEFT JOIN documents_document o ON o.id = p.order_id
    WHERE p.school_year = %(year)s AND p.state IN {TAKING_PART}
      AND (o.dated_on IS NULL OR o.dated_on <= %(day)s)
      AND EXISTS (SELECT 1 FROM pairs_pairmember q WHERE q.pair_id = p.id
                  AND {agreed("q.person_id", "%(start)s")})
      AND {agreed("e.person_id", "%(start)s")}"""
OVER = "(state IN ('completed', 'dissolved') AND over_on <= %(day)s)"


def pairs(where):
    return f"SELECT institution_id, count(*) FROM ({PAIRS}) x WHERE {where} GROUP BY 1"


def meetings(where="true"):
    return f"""SELECT p.institution_id, count(*) FROM pairs_meeting m
        JOIN pairs_pair p ON p.id = m.pair_id JOIN bank_mentorentry e ON e.id = p.mentor_entry_id
        WHERE p.school_year = %(year)s AND m.held_on <= %(day)s AND {where}
          AND EXISTS (SELECT 1 FROM pairs_pairmember q WHERE q.pair_id = p.id
                      AND {agreed("q.person_id", "%(start)s")})
          AND {agreed("e.person_id", "m.held_on")} GROUP BY 1"""


def bank(table, categories=""):
    during = """EXISTS (SELECT 1 FROM bank_affiliation a WHERE a.person_id = e.person_id
        AND a.category IN {} AND a.period && daterange(%(start)s, %(day)s, '[]'))"""
    narrowed = during.format(categories) if categories else "true"
    return f"""SELECT e.institution_id, count(DISTINCT e.person_id) FROM bank_{table}entry e
        WHERE e.entered_on <= %(day)s AND (e.left_on IS NULL OR e.left_on >= %(start)s)
          AND {narrowed} AND {agreed("e.person_id", "%(start)s")} GROUP BY 1"""


def answers(which):
    return f"""SELECT b.institution_id, count(DISTINCT b.id) FROM surveys_response r
        JOIN bank_person b ON b.id = r.person_id
        JOIN surveys_questionnaire q ON q.id = r.questionnaire_id
        WHERE r.school_year = %(year)s AND least(r.answered_on, %(end)s) <= %(day)s
          AND {which} AND {agreed("r.person_id", "r.answered_on")} GROUP BY 1"""


LOCAL = "({} AT TIME ZONE 'Europe/Moscow')::date"


def replies(bank, categories):
    during = f"""EXISTS (SELECT 1 FROM bank_affiliation a WHERE a.person_id = r.person_id
        AND a.category IN {categories} AND a.period && daterange(%(start)s, %(day)s, '[]'))"""
    return f"""SELECT b.institution_id, count(DISTINCT b.id) FROM surveys_reply r
        JOIN bank_person b ON b.id = r.person_id
        JOIN surveys_questionnaire q ON q.id = r.questionnaire_id
        WHERE r.state = 'accepted' AND q.purpose = '{bank}_bank' AND r.school_year = %(year)s
          AND least(r.answered_on, %(end)s) <= %(day)s
          AND least({LOCAL.format("r.reviewed_at")}, %(end)s) <= %(day)s
          AND {during if categories else "true"} AND {agreed("r.person_id", "r.answered_on")}
        GROUP BY 1"""


def satisfied(audience):
    newest = f"""(SELECT r2.id FROM surveys_response r2
        JOIN surveys_questionnaire q2 ON q2.id = r2.questionnaire_id
        WHERE r2.person_id = r.person_id AND r2.school_year = r.school_year
          AND q2.audience = '{audience}' AND r2.is_satisfied IS NOT NULL
          AND least(r2.answered_on, %(end)s) <= %(day)s
        ORDER BY r2.answered_on DESC, r2.id DESC LIMIT 1)"""
    return answers(f"q.audience = '{audience}' AND r.is_satisfied AND r.id = {newest}")


def opinion(audience):
    return answers(f"q.audience = '{audience}' AND r.is_satisfied IS NOT NULL")


def invitations(where="true"):
    return f"""SELECT i.institution_id, count(*) FROM surveys_invitation i
        JOIN surveys_invitationbatch b ON b.id = i.batch_id
        JOIN accounts_tokenlink l ON l.id = i.link_id
        WHERE b.school_year = %(year)s AND least(b.created_at::date, %(end)s) <= %(day)s
          AND {where} GROUP BY 1"""


def events(where="true"):
    return f"""SELECT organization_id, count(*) FROM bank_event
        WHERE state = 'held' AND starts_on BETWEEN %(start)s AND %(day)s AND {where} GROUP BY 1"""


STAGE = """coalesce(
    (SELECT to_stage FROM bank_selectionstep s WHERE s.entry_id = e.id AND s.held_on <= %(day)s
     ORDER BY s.held_on DESC, s.id DESC LIMIT 1),
    (SELECT from_stage FROM bank_selectionstep s WHERE s.entry_id = e.id AND s.held_on > %(day)s
     ORDER BY s.held_on, s.id LIMIT 1), e.stage)"""


def mentors(where):
    return f"""SELECT e.institution_id, count(DISTINCT e.person_id) FROM bank_mentorentry e
        WHERE e.entered_on <= %(day)s AND (e.left_on IS NULL OR e.left_on >= %(start)s)
          AND {where} AND {agreed("e.person_id", "%(start)s")} GROUP BY 1"""


def consents(where):
    return f"""SELECT institution_id, count(DISTINCT person_id) FROM bank_consent
        WHERE {where} GROUP BY 1"""


def documents(where="true"):
    return f"""SELECT organization_id, count(*) FROM documents_document
        WHERE state = 'registered' AND school_year = %(year)s AND dated_on <= %(day)s
          AND {where} GROUP BY 1"""


def programs(where="true"):
    return f"""SELECT g.institution_id, count(*) FROM programs_program g
        JOIN pairs_pair p ON p.id = g.pair_id
        WHERE p.school_year = %(year)s AND g.approved_on <= %(day)s AND {where} GROUP BY 1"""


def tasks(where="true"):
    return f"""SELECT t.organization_id, count(*) FROM roadmaps_task t
        JOIN roadmaps_section s ON s.id = t.section_id
        JOIN roadmaps_roadmap r ON r.id = s.roadmap_id
        WHERE r.starts_on <= %(end)s AND r.ends_on >= %(start)s
          AND (r.archived_on IS NULL OR r.archived_on > %(day)s) AND {where} GROUP BY 1"""


PUPILS, TEACHERS = "('pupil')", "('teacher', 'head')"
WHO = {
    "mentees": ("mentee", ""),
    "mentors": ("mentor", ""),
    "mentee_pupils": ("mentee", PUPILS),
    "mentee_teachers": ("mentee", TEACHERS),
    "mentor_pupils": ("mentor", PUPILS),
    "mentor_teachers": ("mentor", TEACHERS),
    "mentor_students": ("mentor", "('student')"),
    "mentor_employers": ("mentor", "('employer')"),
}
YOUNG = was(TEACHERS, "AND %(year)s - a.teaching_since BETWEEN 0 AND 3")
WAITING = f"""SELECT e.institution_id, count(DISTINCT e.person_id) FROM bank_menteeentry e
    WHERE e.entered_on <= %(day)s AND (e.left_on IS NULL OR e.left_on >= %(day)s)
      AND {in_force("e.person_id")}
      AND NOT EXISTS (SELECT 1 FROM pairs_pairmember m JOIN pairs_pair p ON p.id = m.pair_id
          WHERE m.mentee_entry_id = e.id AND p.school_year = %(year)s
            AND ((m.live AND least(p.created_at::date, lower(m.period)) <= %(day)s)
                 OR (lower(m.period) <= %(day)s AND upper(m.period) - 1 > %(day)s
                     AND p.state IN {TAKING_PART})
                 OR (p.state = 'completed' AND upper(m.period) - 1 <= %(day)s)))
    GROUP BY 1"""
SILENT = " UNION ALL ".join(
    f"""SELECT e.institution_id, e.person_id FROM bank_{table}entry e
        WHERE e.entered_on <= %(day)s AND (e.left_on IS NULL OR e.left_on >= %(day)s)
          AND NOT {in_force("e.person_id")}"""
    for table in ("mentee", "mentor")
)
TAUGHT = f"""(EXISTS (SELECT 1 FROM bank_attendance a JOIN bank_event v ON v.id = a.event_id
        WHERE a.person_id = e.person_id AND a.state = 'present' AND v.state = 'held'
          AND v.kind IN ('training', 'seminar', 'psychology')
          AND v.starts_on BETWEEN %(start)s AND %(day)s)
    OR (EXISTS (SELECT 1 FROM bank_selectionstep s WHERE s.entry_id = e.id AND s.action = 'train'
          AND s.held_on BETWEEN %(start)s AND %(day)s) AND {STAGE} IN ('trained', 'admitted')))"""

STATEMENTS = {
    "participants": taking("true"),
    "mentees_taking_part": taking("x.role = 'mentee'"),
    "mentors_taking_part": taking("x.role = 'mentor'"),
    "pupils_10_19_as_mentees": taking(f"x.role = 'mentee' AND {was(PUPILS)} AND {aged(10, 19)}"),
    "pupils_15_19_as_mentors": taking(f"x.role = 'mentor' AND {was(PUPILS)} AND {aged(15, 19)}"),
    "pupils_as_mentors": taking(f"x.role = 'mentor' AND {was(PUPILS)}"),
    "young_teachers_as_mentees": taking(f"x.role = 'mentee' AND {YOUNG}"),
    "teachers_as_mentees": taking(f"x.role = 'mentee' AND {was(TEACHERS)}"),
    "teachers_as_mentors": taking(f"x.role = 'mentor' AND {was(TEACHERS)}"),
    "pairs_ordered": pairs("true"),
    "pairs_working": pairs(f"NOT coalesce({OVER}, false)"),
    "pairs_completed": pairs(f"{OVER} AND state = 'completed'"),
    "pairs_dissolved": pairs(f"{OVER} AND state = 'dissolved'"),
    "groups_ordered": pairs(
        "1 < (SELECT count(*) FROM pairs_pairmember WHERE pair_id = x.id"
        " AND lower(period) <= %(day)s)"
    ),
    "meetings_held": meetings(),
    **{f"meetings_{s}": meetings(f"m.stage = '{s}'") for s in Meeting.Stage.values},
    "meetings_confirmed": meetings(
        "m.id IN (SELECT meeting_id FROM pairs_meetingconfirmation WHERE happened)"
    ),
    "mentees_met": f"""SELECT b.institution_id, count(DISTINCT b.id)
        FROM pairs_meetingattendance a JOIN pairs_meeting m ON m.id = a.meeting_id
        JOIN pairs_pairmember q ON q.id = a.member_id JOIN bank_person b ON b.id = q.person_id
        JOIN pairs_pair p ON p.id = m.pair_id
        WHERE a.came AND p.school_year = %(year)s AND m.held_on <= %(day)s
          AND {agreed("b.id", "m.held_on")} GROUP BY 1""",
    "feedback_given": f"""SELECT p.institution_id, count(*) FROM pairs_feedback f
        JOIN pairs_pair p ON p.id = f.pair_id
        WHERE f.word <> '' AND p.school_year = %(year)s AND f.month <= %(day)s
          AND least(f.answered_on, %(end)s) <= %(day)s AND {agreed("f.person_id", "%(start)s")}
        GROUP BY 1""",
    "group_finals_held": """SELECT v.organization_id, count(DISTINCT v.id) FROM bank_event v
        JOIN pairs_groupfinal g ON g.event_id = v.id WHERE g.school_year = %(year)s
          AND v.state = 'held' AND v.starts_on <= %(day)s GROUP BY 1""",
    "mentees_waiting": WAITING,
    **{f"{code}_in_bank": bank(*which) for code, which in WHO.items()},
    **{f"{code}_surveyed": replies(table, categories) for code, (table, categories) in WHO.items()},
    "preferences_given": f"""SELECT i.institution_id, count(DISTINCT i.person_id)
        FROM surveys_invitation i JOIN surveys_invitationbatch b ON b.id = i.batch_id
        JOIN surveys_questionnaire q ON q.id = b.questionnaire_id
        JOIN accounts_tokenlink l ON l.id = i.link_id
        WHERE q.purpose = 'preference' AND b.school_year = %(year)s
          AND least({LOCAL.format("l.used_at")}, %(end)s) <= %(day)s
          AND {agreed("i.person_id", f"least({LOCAL.format('l.used_at')}, %(end)s)")}
        GROUP BY 1""",
    "results_written": bank("mentee").replace("WHERE", "WHERE e.outcome <> '' AND", 1),
    "mentors_trained": mentors(TAUGHT),
    "mentors_admitted": mentors(f"{STAGE} = 'admitted'"),
    "consents_in_force": consents(
        "signed_on <= %(day)s AND (withdrawn_on IS NULL OR withdrawn_on > %(day)s)"
        " AND (ends_on IS NULL OR ends_on >= %(day)s)"
    ),
    "consents_withdrawn": consents("withdrawn_on BETWEEN %(start)s AND %(day)s"),
    "without_consent": f"""SELECT institution_id, count(DISTINCT person_id) FROM ({SILENT}) x
        GROUP BY 1""",
    "partners_under_agreement": """SELECT institution_id, count(DISTINCT partner_id)
        FROM bank_agreement WHERE signed_on <= %(day)s
          AND (valid_until IS NULL OR valid_until >= %(day)s) GROUP BY 1""",
    "events_held": events(),
    **{f"events_{kind}": events(f"kind = '{kind}'") for kind in Event.Kind.values},
    "event_participants": f"""SELECT a.institution_id, count(DISTINCT a.person_id)
        FROM bank_attendance a JOIN bank_event v ON v.id = a.event_id
        WHERE a.state = 'present' AND v.state = 'held'
          AND v.starts_on BETWEEN %(start)s AND %(day)s
          AND {agreed("a.person_id", "v.starts_on")} GROUP BY 1""",
    "mentees_answered": opinion("mentee"),
    "mentees_satisfied": satisfied("mentee"),
    "mentors_answered": opinion("mentor"),
    "mentors_satisfied": satisfied("mentor"),
    **{
        f"{audience}s_{wave}": answers(f"q.audience = '{audience}' AND q.purpose = '{wave}'")
        for audience in ("mentee", "mentor")
        for wave in ("entry", "exit")
    },
    "surveys_sent": invitations(),
    "surveys_answered": invitations(
        "least(l.used_at::date, %(end)s) <= %(day)s AND l.used_at IS NOT NULL"
    ),
    "documents_issued": documents(),
    "certificates_issued": documents("kind = 'mentor_certificate'"),
    "thanks_issued": documents("kind IN ('mentor_thanks', 'parent_thanks')"),
    "programs_approved": programs(),
    "programs_completed": programs("g.state = 'completed' AND g.ends_on <= %(day)s"),
    "mentor_reports": """SELECT g.institution_id, count(*) FROM programs_mentorreport r
        JOIN programs_program g ON g.id = r.program_id JOIN pairs_pair p ON p.id = g.pair_id
        WHERE p.school_year = %(year)s AND r.reported_on <= %(day)s GROUP BY 1""",
    "practices_published": """SELECT organization_id, count(*) FROM programs_practice
        WHERE state = 'published' AND published_on <= %(day)s GROUP BY 1""",
    "roadmap_tasks": tasks(),
    "roadmap_tasks_done": tasks("t.done_on <= %(day)s"),
    "roadmap_tasks_overdue": tasks(
        "t.due_on < %(day)s AND (t.done_on IS NULL OR t.done_on > %(day)s)"
        " AND t.progress <> 'dropped'"
    ),
    "institutions_with_roadmap": """SELECT organization_id, 1 FROM roadmaps_roadmap
        WHERE starts_on <= %(end)s AND ends_on >= %(start)s
          AND (archived_on IS NULL OR archived_on > %(day)s) GROUP BY 1""",
    "institutions_listed": """SELECT institution_id, 1 FROM organizations_participation
        WHERE year = %(year)s GROUP BY 1""",
    "institutions_with_pairs": f"""SELECT p.institution_id, 1 FROM pairs_pair p
        LEFT JOIN documents_document o ON o.id = p.order_id
        WHERE p.school_year = %(year)s AND p.state IN {TAKING_PART}
          AND (o.dated_on IS NULL OR o.dated_on <= %(day)s) GROUP BY 1""",
    "enterprises_with_mentors": f"""SELECT n.institution_id, count(DISTINCT n.id)
        FROM ({TAKING}) x JOIN bank_person b ON b.id = x.person_id
        JOIN bank_partner n ON n.id = b.partner_id WHERE x.role = 'mentor' GROUP BY 1""",
}
