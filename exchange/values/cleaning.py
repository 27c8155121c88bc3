"""Texts from outside, made harmless before anything else reads them: no control characters, no direction overrides, no
HTML, one kind of line break. Whatever was taken out is counted, so that the report can tell."""

import html
import re
import unicodedata
from collections import Counter
from typing import Any

import nh3

# Embeddings, overrides and isolates can make a text read other than it is written.
DIRECTION_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Control characters but tab and line feed; lone surrogates, which no database takes; byte order marks inside a text.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
BREAKING_TAGS = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|h[1-6]|tr)>")
MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")
ADDRESS = re.compile(r"https?://\S+\Z")
MAX_TEXT = 50_000


def clean_text(text: str, counts: Counter[str]) -> str:
    """Plain text of at most `MAX_TEXT` characters, line breaks as line feeds, at most one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _without(DIRECTION_OVERRIDES, text, "direction overrides", counts)
    text = _without(CONTROL, text, "control characters", counts)
    if MARKUP.search(text) and not ADDRESS.match(text.strip()):
        text = strip_markup(text)
        counts["texts with HTML"] += 1
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
        counts["texts cut"] += 1
    lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in unicodedata.normalize("NFC", text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def strip_markup(text: str) -> str:
    """The words of an HTML text; scripts and styles go with their content."""
    text = nh3.clean(BREAKING_TAGS.sub("\n", text), tags=set(), clean_content_tags={"script", "style"})
    text = CONTROL.sub("", html.unescape(text))
    return DIRECTION_OVERRIDES.sub("", text)


def _without(pattern: re.Pattern[str], text: str, name: str, counts: Counter[str]) -> str:
    text, number = pattern.subn("", text)
    if number:
        counts[name] += number
    return text


def clean_values(value: Any, counts: Counter[str]) -> Any:
    """The same value with every text inside it cleaned, keys of objects included."""
    if isinstance(value, str):
        return clean_text(value, counts)
    if isinstance(value, list):
        return [clean_values(item, counts) for item in value]
    if isinstance(value, dict):
        return {clean_text(str(key), counts): clean_values(item, counts) for key, item in value.items()}
    return value
