"""For the test suite: nothing leaves the temporary folder that `STADTLOTSE_VAR` names."""

from config.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
