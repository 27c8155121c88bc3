"""Words that were meant: one or two wrong letters, German spelled by ear, another script in Latin letters."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.understanding.scripts import by_ear, script_of, skeleton

SHORTEST_TYPO = 4
SHORTEST_TWO_TYPOS = 8
MOST = 5
SHORTEST_SKELETON = 3
SHORTEST_PART, SHORTEST_UNASKED = 5, 7
ONE_WRONG, TWO_WRONG, BY_EAR, BY_EAR_INSIDE = 0.78, 0.62, 0.72, 0.6
BY_SKELETON, BY_SKELETON_UNASKED = 0.7, 0.55


@dataclass
class NearMisses:
    """Words in buckets of which a wrongly written word shares at least one."""

    by_edge: dict[str, list[str]] = field(default_factory=dict)
    by_sound: dict[str, list[str]] = field(default_factory=dict)
    by_skeleton: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of_words(cls, languages: Mapping[str, set[str]]) -> "NearMisses":
        edges: defaultdict[str, list[str]] = defaultdict(list)
        sounds: defaultdict[str, list[str]] = defaultdict(list)
        skeletons: defaultdict[str, list[str]] = defaultdict(list)
        for folded, spoken in languages.items():
            if len(folded) < SHORTEST_TYPO:
                continue
            edges[f"^{folded[:2]}"].append(folded)
            edges[f"{folded[-2:]}$"].append(folded)
            if "de" in spoken:
                sounds[by_ear(folded)].append(folded)
            if script_of(folded) != "Latn" and (bones := skeleton(folded)):
                skeletons[bones].append(folded)
                if len(bones) > SHORTEST_SKELETON and bones[-1] == "t":
                    skeletons[bones[:-1]].append(folded)  # the Arabic ending that is only heard in phrases
        return cls(dict(edges), dict(sounds), dict(skeletons))

    def of(self, folded: str, script: str, other_script: bool = False) -> dict[str, float]:
        """Words that a misspelled one may have meant, with how likely (0 to 1). `other_script`: the reader's language
        is written in other letters, which are not at hand."""
        if len(folded) < SHORTEST_TYPO:
            return {}
        found: dict[str, float] = {}
        for other, wrong in self._typos(folded):
            found[other] = ONE_WRONG if wrong == 1 else TWO_WRONG
        if script == "Latn":
            sound = by_ear(folded)
            for other in self.by_sound.get(sound, ())[:MOST]:
                found[other] = max(found.get(other, 0), BY_EAR)
            if other_script or (not found and len(folded) >= SHORTEST_UNASKED):
                for other in self._by_skeleton(folded):
                    found.setdefault(other, BY_SKELETON if other_script else BY_SKELETON_UNASKED)
            if not found:
                found = self._inside(sound)
        return found

    def _by_skeleton(self, folded: str) -> list[str]:
        """`ch` may be one sound or another (Nacht, chai); an Arabic `t` at the end may be silent."""
        heard = {skeleton(folded), skeleton(folded.replace("ch", "tsch"))}
        heard |= {bones[:-1] for bones in heard if len(bones) > SHORTEST_SKELETON and bones.endswith("t")}
        return [other for bones in sorted(heard) for other in self.by_skeleton.get(bones, ())[:MOST]]

    def _inside(self, sound: str) -> dict[str, float]:
        """The beginning and the end of a German compound that is spelled by ear: `oppernkarten`."""
        cuts = range(SHORTEST_PART, len(sound) - SHORTEST_PART + 1)
        pieces = [piece for cut in cuts for piece in (sound[:cut], sound[cut:], sound[: cut - 1])]
        return {other: BY_EAR_INSIDE for piece in pieces for other in self.by_sound.get(piece, ())[:1]}

    def _typos(self, folded: str) -> list[tuple[str, int]]:
        """One wrong letter leaves the first two or the last two letters alone, unless the word is very short."""
        most = 2 if len(folded) >= SHORTEST_TWO_TYPOS else 1
        keys = {f"^{folded[:2]}", f"{folded[-2:]}$"}
        near = [w for key in keys for w in self.by_edge.get(key, ()) if abs(len(w) - len(folded)) <= most]
        found = process.extract(folded, near, scorer=OSA.distance, score_cutoff=most, limit=MOST * 2)
        hits = {word: int(wrong) for word, wrong, _place in found if wrong == 1 or word[0] == folded[0]}
        best = min(hits.values(), default=0)
        return [(word, wrong) for word, wrong in hits.items() if wrong == best][:MOST]
