"""What of a document is given to the encoder: its passages, or title, texts and labels in one language."""

from hashlib import blake2b

from directory.findable.documents import SearchDocument

LANGUAGE = "de"  # the office's own words; the encoder itself bridges languages
LONG_WORDS, PASSAGE_WORDS = 150, 100
MOST_PASSAGES = 50
Texts = tuple[tuple[str, str], ...]


def passages_of(document: SearchDocument) -> list[tuple[str, str]]:
    """Language and text of the passages that the source made; else, without a language, one of all texts, or several of
    100 words where they are longer than 150."""
    if document.passages:
        return list(dict.fromkeys(document.passages))[:MOST_PASSAGES]
    languages = [language for language, _text in document.title]
    language = LANGUAGE if LANGUAGE in languages or not languages else languages[0]
    title, labels = _said(document.title, language), _said(document.labels, language)
    words = ". ".join(_said(document.body, language)).split()
    step = PASSAGE_WORDS if len(words) > LONG_WORDS else LONG_WORDS
    pieces = [words[start : start + step] for start in range(0, max(1, len(words)), step)][:MOST_PASSAGES]
    return [("", ". ".join(filter(None, (*title, " ".join(piece), ", ".join(labels))))) for piece in pieces]


def digest(passage: str) -> bytes:
    """The same text, the same 16 bytes: its vector is kept once."""
    return blake2b(passage.encode("utf-8", "replace"), digest_size=16).digest()


def _said(texts: Texts, language: str) -> list[str]:
    return list(dict.fromkeys(text.strip() for code, text in texts if code == language and text.strip()))
