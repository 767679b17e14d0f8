"""The register of roles × rights: the one place that says who may do what at all."""

from django.db import models


class Role(models.TextChoices):
    COORDINATOR = "coordinator", "региональный координатор"
    METHODIST = "methodist", "муниципальный методист"
    DIRECTOR = "director", "руководитель"
    CURATOR = "curator", "куратор"
    COUNCIL = "council", "совет наставников"
    PSYCHOLOGIST = "psychologist", "педагог-психолог"
    MENTOR = "mentor", "наставник"

    @property
    def level(self) -> str:
        """Of which level an organization must be for the role; the database holds it too."""
        return {Role.COORDINATOR: "region", Role.METHODIST: "municipality"}.get(self, "institution")


class Right(models.TextChoices):
    """What a page or a move needs; which rows it then reaches is said by `visible_to`."""

    BANK_VIEW = "bank_view", "смотреть банки и карточки"
    BANK_EDIT = "bank_edit", "вести банки, согласия и загрузку"
    TOPICS_VIEW = "topics_view", "смотреть каталог тем"
    TOPICS_EDIT = "topics_edit", "вести каталог тем своей организации"
    ANSWERS_VIEW = "answers_view", "видеть, что люди ответили до и после"
    QUESTIONNAIRES_EDIT = "questionnaires_edit", "составлять анкеты своей организации"
    EVENTS_VIEW = "events_view", "смотреть мероприятия"
    EVENTS_EDIT = "events_edit", "вести мероприятия и отмечать участников"
    CONSENT_TEXTS = "consent_texts", "вести тексты согласий"
    PAIRS_VIEW = "pairs_view", "смотреть пары и группы"
    PAIRS_EDIT = "pairs_edit", "составлять пары и вести встречи"
    WAITING_EDIT = "waiting_edit", "вести лист ожидания"
    PREFERENCES_VIEW = "preferences_view", "знать пожелания и нежелательных"
    PROGRAMS_APPROVE = "programs_approve", "утверждать программы пар"
    LIBRARY_VIEW = "library_view", "смотреть шаблоны программ и практики"
    LIBRARY_EDIT = "library_edit", "вести шаблоны программ и практики своей организации"
    LIBRARY_REVIEW = "library_review", "рекомендовать практики своей территории"
    FEEDBACK_READ = "feedback_read", "читать слова обратной связи"
    DOCUMENTS_VIEW = "documents_view", "смотреть документы"
    DOCUMENTS_DRAFT = "documents_draft", "готовить проекты документов"
    DOCUMENTS_REGISTER = "documents_register", "регистрировать и отменять документы"
    TEMPLATES_EDIT = "templates_edit", "загружать свои шаблоны документов"
    LETTERS_SEND = "letters_send", "рассылать документы организациям территории"
    LETTERS_RECEIVE = "letters_receive", "читать входящие и отмечать ознакомление"
    ROADMAPS_VIEW = "roadmaps_view", "смотреть дорожные карты"
    ROADMAPS_EDIT = "roadmaps_edit", "вести дорожную карту"
    ROADMAPS_REVIEW = "roadmaps_review", "проверять дорожные карты организаций"
    INDICATORS_VIEW = "indicators_view", "смотреть показатели и выгружать отчёты"
    FORMS_EDIT = "forms_edit", "загружать и принимать формы отчётов"
    REPORTS_SUBMIT = "reports_submit", "заполнять и отправлять отчёты организации"
    REPORTS_REVIEW = "reports_review", "открывать сборы отчётов и принимать отчёты"
    ORGANIZATIONS_VIEW = "organizations_view", "смотреть организации своей территории"
    ORGANIZATION_EDIT = "organization_edit", "вести реквизиты и численность"
    READINGS_VIEW = "readings_view", "видеть, кто смотрел данные"
    ORGANIZATIONS_EDIT = "organizations_edit", "вести организации своей территории"
    HEADCOUNTS_IMPORT = "headcounts_import", "загружать численность из файла"
    PARTICIPATION_EDIT = "participation_edit", "вести перечень участников года"
    MEMBERS_EDIT = "members_edit", "вести сотрудников, роли и приглашения"


R = Role
STAFF = frozenset({R.CURATOR, R.DIRECTOR, R.COUNCIL, R.PSYCHOLOGIST})

RIGHTS: dict[Right, frozenset[Role]] = {
    Right.BANK_VIEW: STAFF,
    Right.BANK_EDIT: frozenset({R.CURATOR}),
    Right.TOPICS_VIEW: STAFF | {R.METHODIST, R.COORDINATOR},
    Right.TOPICS_EDIT: frozenset({R.CURATOR, R.METHODIST, R.COORDINATOR}),
    # What a child says of its own mood and future is known to as few as may be.
    Right.ANSWERS_VIEW: frozenset({R.CURATOR, R.PSYCHOLOGIST}),
    Right.QUESTIONNAIRES_EDIT: frozenset({R.CURATOR, R.COORDINATOR}),
    Right.EVENTS_VIEW: STAFF | {R.METHODIST, R.COORDINATOR},
    Right.EVENTS_EDIT: frozenset(
        {R.CURATOR, R.COUNCIL, R.PSYCHOLOGIST, R.METHODIST, R.COORDINATOR}
    ),
    Right.CONSENT_TEXTS: frozenset({R.CURATOR, R.METHODIST, R.COORDINATOR}),
    Right.PAIRS_VIEW: STAFF | {R.MENTOR},
    Right.PAIRS_EDIT: frozenset({R.CURATOR}),
    # Support is given by the psychologist too; what a child said of an adult is known to nobody
    # else of the staff.
    Right.WAITING_EDIT: frozenset({R.CURATOR, R.PSYCHOLOGIST}),
    Right.PREFERENCES_VIEW: frozenset({R.CURATOR, R.PSYCHOLOGIST}),
    Right.PROGRAMS_APPROVE: frozenset({R.DIRECTOR}),
    Right.LIBRARY_VIEW: STAFF | {R.METHODIST, R.COORDINATOR},
    Right.LIBRARY_EDIT: frozenset({R.CURATOR, R.METHODIST, R.COORDINATOR}),
    Right.LIBRARY_REVIEW: frozenset({R.METHODIST, R.COORDINATOR}),
    # What a child wrote is read by as few people as help with it.
    Right.FEEDBACK_READ: frozenset({R.CURATOR, R.PSYCHOLOGIST}),
    # Above the institution: papers of one's own organization, never those of the schools below.
    Right.DOCUMENTS_VIEW: STAFF | {R.METHODIST, R.COORDINATOR},
    Right.DOCUMENTS_DRAFT: frozenset({R.CURATOR, R.DIRECTOR, R.METHODIST, R.COORDINATOR}),
    Right.DOCUMENTS_REGISTER: frozenset({R.DIRECTOR, R.CURATOR, R.METHODIST, R.COORDINATOR}),
    Right.TEMPLATES_EDIT: frozenset({R.CURATOR, R.DIRECTOR, R.METHODIST, R.COORDINATOR}),
    Right.LETTERS_SEND: frozenset({R.METHODIST, R.COORDINATOR}),
    # A region writes to its municipalities too.
    Right.LETTERS_RECEIVE: frozenset({R.CURATOR, R.DIRECTOR, R.METHODIST}),
    Right.ROADMAPS_VIEW: STAFF | {R.METHODIST, R.COORDINATOR},
    Right.ROADMAPS_EDIT: frozenset({R.CURATOR, R.METHODIST}),
    Right.ROADMAPS_REVIEW: frozenset({R.METHODIST}),
    Right.INDICATORS_VIEW: STAFF | {R.METHODIST, R.COORDINATOR},
    Right.FORMS_EDIT: frozenset({R.METHODIST, R.COORDINATOR}),
    Right.REPORTS_SUBMIT: frozenset({R.CURATOR, R.DIRECTOR}),
    Right.REPORTS_REVIEW: frozenset({R.METHODIST, R.COORDINATOR}),
    Right.ORGANIZATIONS_VIEW: frozenset({R.METHODIST, R.COORDINATOR}),
    Right.ORGANIZATION_EDIT: frozenset({R.CURATOR, R.DIRECTOR}),
    Right.READINGS_VIEW: frozenset({R.CURATOR, R.DIRECTOR}),
    Right.ORGANIZATIONS_EDIT: frozenset({R.METHODIST, R.COORDINATOR}),
    Right.HEADCOUNTS_IMPORT: frozenset({R.CURATOR, R.DIRECTOR, R.METHODIST, R.COORDINATOR}),
    Right.PARTICIPATION_EDIT: frozenset({R.COORDINATOR}),
    Right.MEMBERS_EDIT: frozenset({R.COORDINATOR, R.METHODIST, R.DIRECTOR, R.CURATOR}),
}

# Who gives out which roles: those of one's own reach, never a role above (A10). The rule of the
# place and of the coordinator who stands in for a missing methodist is in `granting.py`.
GRANTABLE: dict[Role, frozenset[Role]] = {
    R.COORDINATOR: frozenset({R.COORDINATOR, R.METHODIST, R.DIRECTOR, R.CURATOR}),
    R.METHODIST: frozenset({R.DIRECTOR, R.CURATOR}),
    R.DIRECTOR: frozenset({R.CURATOR, R.COUNCIL, R.PSYCHOLOGIST, R.MENTOR}),
    R.CURATOR: frozenset({R.COUNCIL, R.PSYCHOLOGIST, R.MENTOR}),
    R.COUNCIL: frozenset(),
    R.PSYCHOLOGIST: frozenset(),
    R.MENTOR: frozenset(),
}
# … and for whom else one names a deputy, for a time: a director for the director's own office.
DEPUTIZED: dict[Role, frozenset[Role]] = {
    role: roles | ({R.DIRECTOR} if role == R.DIRECTOR else frozenset())
    for role, roles in GRANTABLE.items()
}
# Officials: seen by name from above. Everybody else is known to the institution alone.
OFFICIALS = frozenset({R.COORDINATOR, R.METHODIST, R.DIRECTOR, R.CURATOR})


def answers_for(role: Role) -> frozenset[Role]:
    """Roles that hang on this one, through those it gives out (a methodist: all of a school's)."""
    below = GRANTABLE[role] - {role}
    return GRANTABLE[role].union(*(answers_for(lower) for lower in below))
