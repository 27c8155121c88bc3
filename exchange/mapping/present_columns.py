"""A file may lack columns that its profile knows: a CSV without the points that the GeoJSON has. Such fields are not
said to be empty, they are not spoken of, so nothing of ours changes."""

from collections.abc import Sequence
from dataclasses import replace

from exchange.formats.files import UnreadableInput
from exchange.formats.record_files import Record
from exchange.mapping.profiles import PLACES, Profile

SHOWN_COLUMNS = 40


def for_file(profile: Profile, records: Sequence[Record]) -> Profile:
    """The profile without the rules whose columns no record has. Raises UnreadableInput when a table has no column
    for key or title; records of other formats are rejected one by one."""
    is_table = any(record.line for record in records)
    columns = {column for record in records if isinstance(record.values, dict) for column in record.values}
    if not columns:
        return profile

    def known(*paths: str) -> bool:
        return any(path in columns or path.partition(".")[0] in columns for path in paths)

    title = "place.name" if profile.fills == PLACES else "title"
    fields = {target: rule for target, rule in profile.fields.items() if target == title or known(*rule.paths)}
    for need, paths in ((title, profile.fields[title].paths), ("file.key", profile.key.paths)):
        if is_table and not known(*paths):
            shown = ", ".join(sorted(columns)[:SHOWN_COLUMNS])
            raise UnreadableInput(
                f"The file has no field {', '.join(paths)}, which the profile takes for {need}. It has: {shown}."
                " Correct the profile, or choose the right file, sheet or header row."
            )
    return replace(
        profile,
        fields=fields,
        values={path: table for path, table in profile.values.items() if known(path)},
        conditions=tuple(condition for condition in profile.conditions if known(condition.path)),
        runs=tuple(
            runs
            for runs in profile.runs
            if known(runs.list_path) or any(known(*rule.paths) for rule in runs.fields.values())
        ),
    )
