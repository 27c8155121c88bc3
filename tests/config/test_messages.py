"""Every message of code and templates has words in every interface language."""

import os
import shutil

import pytest

from tools import check_messages


def test_no_message_is_missing_fuzzy_or_left_over():
    if shutil.which("xgettext") is None and os.environ.get("CI") != "true":
        pytest.skip("xgettext is missing: apt-get install gettext")
    found = check_messages.problems()
    assert not found, "\n".join(found)
