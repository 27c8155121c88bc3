"""For work on one's own machine: `make run`, `manage.py`."""

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR, env

DEBUG = env.bool("STADTLOTSE_DEBUG", default=False)  # off: pages look and answer as in production
SECRET_KEY = "only-for-development-and-never-in-production-0123456789"  # noqa: S105
ALLOWED_HOSTS = ["*"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # no collectstatic needed
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
