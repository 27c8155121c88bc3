"""All measurements of one engine with the offers that are there, in one temporary installation; prints rows as JSON."""

import sys
from pathlib import Path

import django

from tools.bench.child import answer
from tools.bench.rebuilding import rebuilds
from tools.bench.report import Part, Row
from tools.bench.room import environment, running, server


def measure(folder: Path, size: int, first: bool, compared: bool) -> list[Part]:
    """Parts of the table; pages and phone only the first time; `compared`: beside a plain Wagtail."""
    rebuilt = rebuilds(folder, size)
    django.setup()
    from directory.memory import memory
    from search.analysis import warm_up
    from tools.bench import comparison, memory_use, search_page, throughput, writing
    from tools.bench.questions import never_asked, questions

    warm_up()
    tenant = next(iter(memory().tenants.values()))
    asked, new = questions(list(tenant.districts), "de"), never_asked(list(tenant.districts.values()), "de")
    rows = search_page.in_process(asked)
    for label, times in search_page.new_and_repeated(new).items():
        rows.append(Row.of(f"search page, {label}", times, "ms", search_page.GOAL if label == "new text" else ""))
    rows += [*writing.public_side(), *rebuilt]
    parts = [Part(f"{size:,} offers", rows)]
    if compared:
        rows += comparison.beside_plain_wagtail(folder, asked["word"], size)
    with server(folder) as (url, master, seconds):
        rows.append(throughput.searches_per_second(url, new))
        rows += [Row("start of gunicorn", f"{seconds:.1f} s"), *memory_use.memory_of_server(master)]
        rows += search_page.over_http(url, asked)
        if first:
            parts += _pages(url, tenant.languages, next(iter(tenant.districts)))
        with running([sys.executable, "manage.py", "indexer"], environment(folder)):
            rows += writing.readers_while_writing(url.removeprefix("http://"), asked)
            rows.append(writing.publish_to_findable(tenant))
    return parts


def _pages(url: str, languages: tuple[str, ...], district: str) -> list[Part]:
    from directory.models import PublicDocument
    from tools.bench import page_sizes, search_page, slow_phone

    offer = PublicDocument.objects.filter(slug__startswith="erfunden-").values_list("slug", flat=True)[0]
    return [
        Part("a page", search_page.queries(page_sizes.reader_paths("de", offer, district))),
        Part("a page", page_sizes.sizes(url, languages, offer, district)),
        Part("a slow phone", slow_phone.readable(url, languages)),
    ]


if __name__ == "__main__":
    answer(lambda folder, size, words: measure(folder, size, "first" in words, "compared" in words))
