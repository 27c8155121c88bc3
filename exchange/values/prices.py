"""Prices as people write them. An amount is read only when there is no doubt; the words are kept in any case."""

import re
from decimal import Decimal
from typing import Any

FREE = re.compile(r"(?i)\s*(?:kostenlos|kostenfrei|gratis|umsonst|gebührenfrei|frei|eintritt frei|free(?: of charge)?|"
                  r"(?:0|0[.,]00|0,-)\s*(?:€|eur|euro)?)\s*[.!]?\s*")  # fmt: skip
NUMBER = re.compile(
    r"(?<![\d.,])(?P<sign>[-−–]\s?)?(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:[.,](?P<cents>\d{1,2}|[-–]{1,2}))?(?![\d])"
)
MONEY = re.compile(r"(?i)€|\beuro?\b")
UNITS = (
    ("monat", re.compile(r"(?i)(?:pro|im|je|/)\s*monat|monatlich|mtl\.")),
    ("stunde", re.compile(r"(?i)(?:pro|je|/)\s*(?:stunde|std)|stündlich")),
    ("jahr", re.compile(r"(?i)(?:pro|im|je|/)\s*jahr|jährlich")),
    ("einmal", re.compile(r"(?i)einmalig")),
)


def read_price(value: Any) -> dict[str, Any]:
    """What a price tells: `costs`, and `amount` with `amount_unit` when it names exactly one. Raises ValueError for a
    price below zero."""
    text = str(value).strip()
    if not text or FREE.fullmatch(text):
        return {"costs": ["frei"]} if text else {}
    numbers = list(NUMBER.finditer(text))
    if len(numbers) != 1 or not (MONEY.search(text) or numbers[0].group(0).strip() == text):
        return {}
    amount = Decimal(f"{numbers[0]['whole'].replace('.', '')}.{re.sub('[-–]', '', numbers[0]['cents'] or '') or '0'}")
    if numbers[0]["sign"] and numbers[0].start() == 0:
        raise ValueError("a price below zero cannot be right")
    if re.search(
        r"(?i)\b(?:ab|bis|von|ca\.?|etwa|ermäßigt|mindestens|höchstens|max\.?|min\.?|zzgl\.?|plus)(?:\s|$)", text
    ):
        return {"costs": ["betrag"]}
    unit = next((slug for slug, pattern in UNITS if pattern.search(text)), "")
    return {"costs": ["betrag"], "amount": str(amount.quantize(Decimal("0.01"))), "amount_unit": unit}
