"""Settings: production asks its environment, everything written lies below one folder."""

import os
import subprocess
import sys

from django.conf import settings

from tests.test_architecture import ROOT

SECRETS = {
    "STADTLOTSE_SECRET_KEY": "x" * 60 + "0123456789",
    "STADTLOTSE_HOSTS": "example.org",
    "STADTLOTSE_EMAIL_URL": "consolemail://",
}


def check_production(tmp_path, environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STADTLOTSE_")}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=clean
        | {"DJANGO_SETTINGS_MODULE": "config.settings.production", "STADTLOTSE_VAR": str(tmp_path)}
        | environment,
        capture_output=True,
        text=True,
    )


def test_production_starts_with_its_environment(tmp_path):
    assert check_production(tmp_path, SECRETS).returncode == 0


def test_production_does_not_start_without_a_secret_key(tmp_path):
    result = check_production(tmp_path, {k: v for k, v in SECRETS.items() if k != "STADTLOTSE_SECRET_KEY"})
    assert result.returncode != 0
    assert "STADTLOTSE_SECRET_KEY" in result.stderr


def test_an_unknown_search_engine_is_named_at_start_up(tmp_path):
    result = check_production(tmp_path, SECRETS | {"STADTLOTSE_SEARCH_ENGINE": "divining-rod"})
    assert "stadtlotse.E001" in result.stderr


def test_everything_written_lies_below_one_folder():
    written = [settings.STATIC_ROOT, settings.MEDIA_ROOT, settings.STADTLOTSE_INDEX]
    assert all(path.is_relative_to(settings.VAR) for path in written)
