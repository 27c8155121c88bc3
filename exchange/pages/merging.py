"""The three-way rule for pages: title and text follow the source where nobody here changed them."""

import json
from collections.abc import Mapping
from typing import Any

from exchange.pages.records import SourcePage
from exchange.pages.report import PageReport
from exchange.pages.texts import Block, without_keys
from home.blocks import TEXT
from home.models import GuidePage

Values = dict[str, Any]


def present_values(guide: GuidePage) -> Values:
    """Title and text as they stand, without the marks of the editor."""
    return {"title": guide.title, "body": [_plain(block) for block in guide.body.get_prep_value()]}


def _plain(block: Mapping[str, Any]) -> Block:
    value = block["value"]
    if block["type"] == TEXT:
        return {"type": TEXT, "value": without_keys(value)}
    rows = [{"values": [without_keys(cell) for cell in row["values"]]} for row in value["rows"]]
    return {"type": block["type"], "value": value | {"rows": rows}}


def set_values(guide: GuidePage, values: Mapping[str, Any]) -> None:
    if "title" in values:
        guide.title = guide.draft_title = values["title"]
    if "body" in values:
        guide.body = GuidePage._meta.get_field("body").to_python(json.dumps(values["body"]))


def follow(guide: GuidePage, page: SourcePage, last: Values, new: Values, report: PageReport, publish: bool) -> bool:
    """Write into a page what only the source changed; returns whether anything was written. An open draft follows
    where nobody changed it. `publish` puts the page online again."""
    applied = _applied(present_values(guide), page, last, new, report, "editor")
    if not applied and not publish:
        return False
    draft = guide.get_latest_revision_as_object() if guide.has_unpublished_changes and guide.live else None
    set_values(guide, applied)
    guide.live = guide.live or publish
    if draft is None and guide.latest_revision_id and guide.live:
        guide.save_revision(clean=False).publish()
        return True
    guide.save()
    if draft is not None:
        set_values(draft, _applied(present_values(draft), page, last, applied, report, "draft"))
        draft.save_revision(clean=False)
    return True


def _applied(present: Values, page: SourcePage, last: Values, new: Values, report: PageReport, kind: str) -> Values:
    applied = {}
    for name, value in new.items():
        if value in (last.get(name), present[name]):
            continue
        if present[name] == last.get(name):
            applied[name] = value
        else:
            report.add_conflict(page, name, kind, present["title"])
    return applied
