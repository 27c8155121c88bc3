"""Reading files that somebody hands in: nothing about them is taken for granted.

Every way in which a file can be unfit ends in `UnreadableInput`, whose message says what is wrong and what to do.
"""

import json
import os
import stat
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

MAX_BYTES = 100_000_000
STANDARD_INPUT = "-"
CHUNK = 1 << 20
BYTE_ORDER_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
PACKED = {b"PK\x03\x04": "a ZIP archive", b"\x1f\x8b": "a gzip archive", b"%PDF": "a PDF", b"SQLite": "a database"}
ALLOWED_CONTROLS = "\t\n\r\f\x1a"


class UnreadableInput(Exception):
    """The input cannot be used as it is; the message names the trouble and a way out."""


@dataclass(frozen=True)
class Decoded:
    """Text of a file. `warning` is empty unless the encoding had to be guessed."""

    text: str
    encoding: str
    warning: str = ""


def read_bytes(path: str) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises UnreadableInput (missing, too big, changing)."""
    if path == STANDARD_INPUT:
        return _read_limited(sys.stdin.buffer, "standard input")
    try:
        with Path(path).open("rb") as file:
            before = os.fstat(file.fileno())
            if stat.S_ISREG(before.st_mode) and before.st_size >= MAX_BYTES:
                raise _too_big(path)
            content = _read_limited(file, path)
            after = os.fstat(file.fileno())
    except FileNotFoundError as error:
        raise UnreadableInput(f"There is no file {path}. Check the path.") from error
    except IsADirectoryError as error:
        raise UnreadableInput(f"{path} is a folder. Name one file in it.") from error
    except (OSError, ValueError) as error:
        raise UnreadableInput(
            f"{path} cannot be read ({error}). Check its permissions or copy it elsewhere."
        ) from error
    if stat.S_ISREG(before.st_mode) and (
        (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(content) != after.st_size
    ):
        raise UnreadableInput(f"{path} changed while it was read. Wait until it is written completely, then try again.")
    return content


def _read_limited(file: BinaryIO, label: str) -> bytes:
    chunks, size = [], 0
    while chunk := file.read(CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size >= MAX_BYTES:
            raise _too_big(label)
    return b"".join(chunks)


def _too_big(label: str) -> UnreadableInput:
    return UnreadableInput(
        f"{label} is too big: a file has to be smaller than {MAX_BYTES // 1_000_000} MB."
        " Split it, or export it with fewer columns or coarser shapes."
    )


def decode(content: bytes, encoding: str = "") -> Decoded:
    """Text of UTF-8, UTF-16 and UTF-32 with a byte order mark, plain UTF-8, else Western European with a warning; or
    of the `encoding` that somebody named. Raises UnreadableInput."""
    if not content.strip():
        raise UnreadableInput("The file is empty. Export or download it again.")
    if encoding and not any(content.startswith(mark) for mark, _name in BYTE_ORDER_MARKS):
        return _checked(_decode_as(content, encoding), encoding)
    for start, what in PACKED.items():
        if content.startswith(start):
            raise UnreadableInput(f"The file is {what}, not text. Unpack it, or export the data as text (UTF-8).")
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _checked(_decode_marked(content, encoding), encoding)
    if b"\0" in content:
        raise UnreadableInput(
            f"The file holds NUL bytes (the first at byte {content.index(0) + 1}): it is damaged, not text, or UTF-16"
            " without a byte order mark. Save it as UTF-8, or download it again."
        )
    try:
        return _checked(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _decode_western(content, error)


def _decode_marked(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"The file starts as {encoding.upper()} and is broken at byte {error.start + 1}."
            " Export it again as UTF-8, or download it again."
        ) from error


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise UnreadableInput(
            f"The file is not in the encoding {encoding} that the profile names. Leave it out, or correct it."
        ) from error


def _decode_western(content: bytes, error: UnicodeDecodeError) -> Decoded:
    """cp1252 or latin-1, unless most letters beyond ASCII are good UTF-8: then the file is damaged."""
    replaced = content.decode("utf-8", errors="replace")
    broken = replaced.count("�")
    if sum(not character.isascii() for character in replaced) - broken >= broken:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableInput(
            f"The file is UTF-8 but broken in line {line} (byte {error.start + 1})."
            " Export it again as UTF-8, or download it again."
        ) from error
    try:
        text, encoding = content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        text, encoding = content.decode("latin-1"), "latin-1"
    warning = f"The file is not UTF-8; it was read as {encoding} (Western European). Check letters such as ä and ß."
    return _checked(text, encoding, warning)


def _checked(text: str, encoding: str, warning: str = "") -> Decoded:
    """Refuse what decodes but is no text: NUL characters, or a sample with many control characters."""
    sample = text[:100_000]
    controls = sum(c < " " and c not in ALLOWED_CONTROLS for c in sample)
    if "\0" in text or controls * 100 > len(sample):
        raise UnreadableInput("The file holds binary data, not text. Export the data as text (UTF-8).")
    if not text.strip():
        raise UnreadableInput("The file is empty. Export or download it again.")
    return Decoded(text, encoding, warning)


def load_json(text: str) -> Any:
    """The value of a JSON text; NaN and Infinity come through as floats. Raises UnreadableInput."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        early = "" if text[error.pos :].strip() else " The file ends too early: it is cut off."
        raise UnreadableInput(
            f"The file is not valid JSON: {error.msg} (line {error.lineno}, column {error.colno}).{early}"
            " Export or download it again."
        ) from error
    except RecursionError as error:
        raise UnreadableInput("The JSON is nested too deeply. Export the plain data without wrapping it.") from error
    except ValueError as error:
        raise UnreadableInput(f"The JSON holds a number that is too long ({error}). Export it again.") from error


def storable(text: str) -> str:
    """Text as every database takes it: composed letters, no control characters, no half surrogates, no outer space."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs")).strip()
