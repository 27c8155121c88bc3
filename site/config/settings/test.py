"""For the test suite: nothing leaves the temporary folder that `STADTLOTSE_VAR` names."""

import os
import sys
import tempfile

if "pytest" in sys.modules:
    # Each process of the suite has its own folder; a command that a test starts keeps the folder it is given.
    os.environ["STADTLOTSE_VAR"] = tempfile.mkdtemp(prefix="stadtlotse-tests-")

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import DATABASES, VAR  # noqa: E402

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
STADTLOTSE_ENCODER = "off"  # tests of meaning switch it on
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: threads and commands have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
