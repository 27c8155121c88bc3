"""A Wagtail as it comes, only to compare with: the database search backend, one model, one search page; SQLite, or the
database `plain` of the server `BENCH_DATABASE`."""

import os
from pathlib import Path
from urllib.parse import urlsplit

FOLDER = Path(os.environ["STADTLOTSE_VAR"])
SECRET_KEY = "only-for-measuring"  # noqa: S105
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "tools.bench.plain.app.PlainConfig",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "tools.bench.plain.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "plain.sqlite3"}}
if _server := urlsplit(os.environ.get("BENCH_DATABASE", "")).netloc:
    _user, _sep, _place = _server.partition("@")
    _host, _sep, _port = _place.partition(":")
    DATABASES["default"] = {"ENGINE": "django.db.backends.postgresql", "NAME": "plain"}
    DATABASES["default"] |= {"USER": _user, "HOST": _host, "PORT": _port}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_SITE_NAME = "Plain"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
STATIC_URL = "/static/"
USE_TZ = True
