import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from search.asking import ask, tenant_of


class Command(BaseCommand):
    help = "Search as a reader would. An empty TEXT lists everything public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", metavar="TEXT", nargs="?", default="")
        parser.add_argument("--municipality", default="", metavar="SLUG")
        parser.add_argument("--lang", default="de", choices=[*settings.MODELTRANSLATION_LANGUAGES], metavar="CODE")
        parser.add_argument("--stadtteil", default="", metavar="SLUG")
        parser.add_argument("--limit", type=int, default=20)
        parser.add_argument("--json", action="store_true", help="one JSON object alone on stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        tenant = tenant_of(options["municipality"])
        pages = dict(settings.LANGUAGES)
        page_language = options["lang"] if options["lang"] in pages else "de"
        with override(page_language):
            asked = ask(
                options["text"], tenant, options["lang"], max(1, options["limit"]), district=options["stadtteil"],
                page_language=page_language,
            )  # fmt: skip
            rows = asked.rows()
        if options["json"]:
            answer = {"total": asked.found.total, "uncertain": asked.found.uncertain, "results": rows}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        self.stdout.write(
            f"{asked.found.total} offers" + (" (some of the words only)" if asked.found.uncertain else "")
        )
        for row in rows:
            why = f"  [{', '.join(row['why'])}]" if row["why"] else ""
            self.stdout.write(f"{row['id']:>7}  {row['title']}{why}")
