"""Django's settings, worked out from the home that WIREDESK_HOME names."""

from pathlib import Path
from urllib.parse import urlsplit

from wiredesk.settings.options import Options, find_home, load
from wiredesk.settings.postgres import connection_facts, url_of

OPTIONS: Options = load(find_home(None))
HOME: Path = OPTIONS.home

SECRET_KEY = OPTIONS.secret_key or "unset-run-wiredesk-init"
DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = True
ROOT_URLCONF = "wiredesk.newsroom.urls"
AUTH_USER_MODEL = "people.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", urlsplit(OPTIONS.address).hostname or "localhost", *OPTIONS.hosts]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "wiredesk.people",
    "wiredesk.house",
    "wiredesk.wire",
    "wiredesk.story",
    "wiredesk.decisions",
    "wiredesk.publication",
    "wiredesk.newsroom",
]

MIDDLEWARE = [
    "wiredesk.newsroom.security.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]


def _database(options: Options) -> dict[str, object]:
    url = url_of(options)
    if url:
        known = connection_facts(url)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": known.pop("dbname", ""),
            "USER": known.pop("user", ""),
            "PASSWORD": known.pop("password", ""),
            "HOST": known.pop("host", ""),
            "PORT": known.pop("port", ""),
            "OPTIONS": known,
            "CONN_HEALTH_CHECKS": True,
            "CONN_MAX_AGE": None,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(options.home / "wiredesk.db"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            # A story alone asks more different things than the driver keeps ready by itself (128).
            "cached_statements": 512,
            # KiB for each thread that asks; the one that takes the steps has more of its own (flow/steps.py).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-2000; "
            "PRAGMA foreign_keys=ON;",
        },
    }


DATABASES = {"default": _database(OPTIONS)}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = OPTIONS.address.startswith("https:")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
# Behind a proxy that ends TLS the request looks like plain HTTP, while the browser names the public address.
CSRF_TRUSTED_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(OPTIONS.address))]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
LOGIN_URL = "/desk/sign-in/"
LOGIN_REDIRECT_URL = "/desk/"
DATA_UPLOAD_MAX_MEMORY_SIZE = OPTIONS.push_max_bytes
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGGING_CONFIG = None
