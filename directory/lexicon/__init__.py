"""What people call things, in fourteen languages: concepts with labels, search words, German word parts for texts and
relations. The rows are content (`Term`, `SearchWord`), shipped in `directory/data/lexicon` and changed in the admin."""

from directory.lexicon.concepts import Concept, Lexicon
from directory.lexicon.files import read_files
from directory.lexicon.snapshot import announce_lexicon_change, forget_lexicon, lexicon

__all__ = ["Concept", "Lexicon", "announce_lexicon_change", "forget_lexicon", "lexicon", "read_files"]
