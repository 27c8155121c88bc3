"""How fresh an entry is follows from its last confirmation."""

from datetime import date, timedelta

import pytest

from directory.freshness import freshness, limit_days

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("age", "state"), [(0, "frisch"), (90, "frisch"), (91, "faellig"), (180, "faellig"), (181, "ueberfaellig")]
)
def test_freshness_follows_the_age_of_the_confirmation(age, state):
    assert freshness(TODAY - timedelta(days=age), 90, TODAY) == state


def test_what_was_never_confirmed_is_unconfirmed():
    assert freshness(None, 90, TODAY) == "unbestaetigt"


@pytest.mark.parametrize(
    ("kind", "review_days", "limit"), [("beratung", None, 90), ("sprachkurs", None, 180), ("beratung", 14, 14)]
)
def test_the_limit_comes_from_the_offer_or_its_kind(kind, review_days, limit):
    assert limit_days(kind, review_days) == limit
