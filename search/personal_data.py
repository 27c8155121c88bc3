"""Words of a query that look like an e-mail address or a phone number: nobody has to tell who they are."""

import re

_EMAIL = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]{2,}")
# In any script's digits, at least seven, as dialled in Germany or from abroad.
_PHONE = re.compile(r"(?<!\w)(?:\+\s*\d|[0٠۰])(?:[\s/().–-]{0,3}\d){6,}(?!\w)")


def has_personal_data(text: str) -> bool:
    """Whether the text seems to hold an e-mail address or a phone number."""
    return bool(_EMAIL.search(text) or _PHONE.search(text))
