"""One settings file, read from the environment; .env.example documents every variable."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
import pghistory
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

PRODUCTION = env.bool("MENTORSHIP_PRODUCTION", default=False)
DATA_DIR = Path(env.str("MENTORSHIP_DATA", default=str(BASE_DIR / "var"))).resolve()


def served_at() -> str:
    """Where bin/serve shows the site at the moment: other commands print links with its port."""
    path = DATA_DIR / "site_url"
    return (path.is_file() and path.read_text()) or "http://127.0.0.1:8000"


SITE_URL = env.str("SITE_URL", default="") or served_at()
# Demo sign-ins are shown on the login page only where demo data may be loaded. A folder begun
# without the demo stays without it, whichever command comes next (`setup` leaves the mark).
WITHOUT_DEMO = DATA_DIR / "without_demo"
DEMO = not PRODUCTION and env.bool("MENTORSHIP_DEMO", default=not WITHOUT_DEMO.exists())


def development_key() -> str:
    """Key of a private copy: made once, kept in the data folder, readable by its owner only."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def missing_in_production() -> list[str]:
    """Names that a production start needs and does not have, all at once."""
    wanted = ["SECRET_KEY", "SITE_URL", "DATABASE_URL", "REDIS_URL"]
    return [name for name in wanted if not (env.str(name, default="") or f"{name}_FILE" in env)]


if PRODUCTION and (missing := missing_in_production()):
    raise ImproperlyConfigured(f"Не заданы обязательные настройки: {', '.join(missing)}")

SECRET_KEY = env.str("SECRET_KEY", default="") or development_key()
if PRODUCTION and len(SECRET_KEY) < 40:
    raise ImproperlyConfigured("SECRET_KEY слишком короткий: нужно не меньше 40 знаков")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname, "127.0.0.1"])
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_include_bootstrap",
    "pgtrigger",
    "pghistory",
    "mentorship",
    "mentorship.core",
    "mentorship.accounts",
    "mentorship.organizations",
    "mentorship.audit",
    "mentorship.jobs",
    "mentorship.documents",
    "mentorship.bank",
    "mentorship.surveys",
    "mentorship.pairs",
    "mentorship.programs",
    "roadmaps",
    "monitoring",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "mentorship.core.middleware.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mentorship.organizations.middleware.CurrentMembershipMiddleware",
    "mentorship.audit.middleware.ChangeLogMiddleware",
    "axes.middleware.AxesMiddleware",
    "mentorship.core.outages.OutageMiddleware",
]

ROOT_URLCONF = "mentorship.urls"
WSGI_APPLICATION = "mentorship.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mentorship.navigation.navigation",
            ]
        },
    }
]

# Two roles: the owner migrates, the application cannot change logs or registered documents.
AS_OWNER = env.bool("MENTORSHIP_AS_OWNER", default=False)
DATABASE_VARIABLE = "DATABASE_OWNER_URL" if AS_OWNER else "DATABASE_URL"
DATABASES = {
    "default": env.db_url(DATABASE_VARIABLE, default="postgres:///mentorship")
    | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": True}
}
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c lock_timeout=5s -c statement_timeout=60s -c idle_in_transaction_session_timeout=120s "
    # Compiling a page's statement takes longer (14 ms) than running it.
    "-c jit=off"
)
APPLICATION_ROLE = urlsplit(env.str("DATABASE_URL", default="")).username or "mentorship_app"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_ADMIN_ALL_EVENTS = False
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
# Who saw whose data is kept so long; the database refuses to remove anything younger than 3 years.
READING_LOG_YEARS = env.int("READING_LOG_YEARS", default=3)

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # The broker's keys lie beside ours: nobody may call cache.clear(), which empties them all.
        "KEY_PREFIX": "cache",
        # A server that hangs costs a page two seconds, not the patience of whoever waits for it.
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}
CELERY_BROKER_URL = (
    REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    if REDIS_URL.startswith("unix://")
    else REDIS_URL
)
# The worker writes its log through LOGGING below, which leaves rows of people out.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 100
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 700_000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 3
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A worker killed whole gives its task back after the visibility timeout; Kombu's own pace is 100 s.
CELERY_VISIBILITY_TIMEOUT = 300
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": 300}
# Who runs this installation for the schools: works with their data (152-ФЗ, ст. 9, ч. 4, п. 6).
PERSONAL_DATA_PROCESSOR = env.str("PERSONAL_DATA_PROCESSOR", default="")

CELERY_BEAT_SCHEDULE = {
    "purge-replies": {"task": "surveys.purge_replies", "schedule": crontab(hour=3, minute=25)},
    "drop-sheet-files": {"task": "bank.drop_sheet_files", "schedule": crontab(hour=3, minute=40)},
    "drop-batch-files": {
        "task": "documents.drop_batch_files",
        "schedule": crontab(hour=3, minute=50),
    },
    "drop-exports": {"task": "bank.drop_exports", "schedule": crontab(minute=45)},
    "requeue-lost-jobs": {"task": "jobs.requeue_lost", "schedule": 30.0},
    "drop-orphans": {"task": "documents.drop_orphans", "schedule": crontab(hour=3, minute=50)},
    "purge-imports": {"task": "bank.purge_imports", "schedule": crontab(hour=3, minute=35)},
    "purge-sessions": {"task": "accounts.purge_sessions", "schedule": crontab(hour=3, minute=10)},
    "send-digests": {"task": "roadmaps.send_digests", "schedule": crontab(minute="*/10")},
    "purge-readings": {"task": "audit.purge_readings", "schedule": crontab(hour=3, minute=20)},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "mentorship.accounts.validators.ContextWordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "mentorship.accounts.passwords.account_tried"
AXES_LOCKOUT_CALLABLE = "mentorship.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0) or None

SECURE = SITE_URL.startswith("https://")
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = 30 * 60
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "mentorship.views.csrf_failure"
SECURE_SSL_REDIRECT = SECURE and env.bool("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский")]
TIME_ZONE = "Europe/Moscow"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# Links to questionnaires: how long they are good unless said otherwise, and for how long an
# answer that nobody took into the bank is kept.
SURVEY_LINK_DAYS = env.int("SURVEY_LINK_DAYS", default=14)
SURVEY_RETENTION_DAYS = env.int("SURVEY_RETENTION_DAYS", default=90)
# A school whose percent has a smaller base than this gets no place in a rating.
RATING_LEAST_N = env.int("RATING_LEAST_N", default=10)

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Without a mail server links are shown, printed and given out by hand; with one they are sent too.
MAIL_SERVER = env.str("EMAIL_URL", default="")
MAIL_CONFIGURED = bool(MAIL_SERVER)
vars().update(env.email_url_config(MAIL_SERVER or "dummymail://"))
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="") or f"noreply@{urlsplit(SITE_URL).hostname}"
EMAIL_TIMEOUT = 10

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "mentorship.core.logs.RowlessFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "mentorship": {"level": "INFO"},
        # A refusal (403, 404) is no fault of ours: only errors are worth a trace.
        "django.request": {"level": "ERROR"},
    },
}
