"""What the sentence encoder adds: time until all texts have vectors, room for them, the search page. Runs in a process
of its own, because processes without it must not have loaded it; prints rows as JSON."""

from pathlib import Path

import django

from tools.bench.child import answer
from tools.bench.prepare import seconds
from tools.bench.report import Part, Row
from tools.bench.room import manage, server

GOAL = "p50 ≤ 30 ms at 100,000"


def encoder_rows(folder: Path) -> list[Row]:
    """Vectors of all offers, then pages for new and for repeated texts. One row when there is no encoder."""
    django.setup()
    from directory.memory import memory
    from search.analysis import warm_up
    from search.meaning import filling, nearest
    from search.meaning.encoders import get_encoder
    from tools.bench import memory_use, search_page
    from tools.bench.questions import never_asked

    if (encoder := get_encoder()) is None:
        return [Row("encoder", "not measured: none is installed")]
    filling_up = seconds(lambda: manage(folder, "reindex"))
    texts, _waiting = filling.fill_all()
    bytes_kept = sum(path.stat().st_size for path in filling.folder_of(encoder).glob("*") if "notes" not in path.name)
    rows = [
        Row("encoder, rebuild and all vectors", f"{filling_up:.0f} s, {texts:,} different texts"),
        Row("encoder, vectors", f"{bytes_kept / 2**20:.0f} MB", "≤ 100 MB at 100,000"),
    ]
    warm_up()
    nearest.warm_up()
    asked = never_asked(list(next(iter(memory().tenants.values())).districts.values()), "de")
    for label, times in search_page.new_and_repeated(asked).items():
        rows.append(Row.of(f"encoder, search page, {label}", times, "ms", GOAL if label == "new text" else ""))
    with server(folder) as (_url, master, _seconds):
        return rows + [Row(f"encoder, {row.what}", row.value) for row in memory_use.memory_of_server(master)]


if __name__ == "__main__":
    answer(lambda folder, size, _words: [Part(f"{size:,} offers", encoder_rows(folder))])
