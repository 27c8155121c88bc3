"""The shipped lexicon: `concepts.csv` says what each concept is, `words/LANGUAGE.csv` what people call it."""

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path

from directory.lexicon.concepts import LISTS, Concept, Lexicon, make_lexicon, split_cell

FOLDER = Path(__file__).parents[1] / "data" / "lexicon"


def read_files(folder: Path = FOLDER) -> Lexicon:
    """The shipped data alone, without a database."""
    facts = {row["key"]: row for row in read_rows(folder / "concepts.csv")}
    labels: dict[str, dict[str, str]] = {}
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in sorted((folder / "words").glob("*.csv")):
        for row in read_rows(path):
            if row["label"]:
                labels.setdefault(row["key"], {})[path.stem] = row["label"]
            if found := split_cell(row.get("words")):
                words.setdefault(row["key"], {})[path.stem] = found
    return make_lexicon(
        _concept(key, facts.get(key, {}), labels.get(key, {}), words.get(key, {})) for key in facts | labels
    )


def _concept(key: str, facts: dict[str, str], labels: dict[str, str], words: dict[str, tuple[str, ...]]) -> Concept:
    return Concept(
        key=key,
        sort=facts.get("type") or LISTS[key.partition(":")[0]],
        sensitive=facts.get("sensitive") == "1",
        part_of=split_cell(facts.get("part_of")),
        near=split_cell(facts.get("near")),
        tags=split_cell(facts.get("tag")),
        stems=split_cell(facts.get("stems")),
        labels=labels,
        words=words,
    )


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file; none when it is missing."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digest_of_files(folders: Iterable[Path]) -> str:
    """Changes whenever a shipped file comes, goes or changes."""
    digest = hashlib.blake2b(digest_size=16)
    for folder in folders:
        for path in sorted(folder.rglob("*.csv")):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder)} {len(content)}\n".encode() + content)
    return digest.hexdigest()
