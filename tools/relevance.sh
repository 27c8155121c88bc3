#!/usr/bin/env bash
# Measure the search on judged queries, in a folder of its own that is thrown away afterwards:
#   tools/relevance.sh BERLIN [OPTIONS of manage.py relevance]
# BERLIN (may be empty): a folder that holds relevance/ and data/real/, the judged queries and the offers of Berlin.
set -euo pipefail
berlin=${1:-}
shift || true
manage=(.venv/bin/python manage.py)
STADTLOTSE_VAR=$(mktemp -d)
export STADTLOTSE_VAR
trap 'rm -rf "$STADTLOTSE_VAR"' EXIT
unset DATABASE_URL
status=0

"${manage[@]}" migrate --verbosity 0
"${manage[@]}" load_demo
"${manage[@]}" reindex
"${manage[@]}" relevance --set demo "$@" || status=$?

# Only now: how rare a concept is counts over all offers, and the figures of the demo town are for the demo town alone.
if [[ $berlin ]]; then
    real=$berlin/data/real
    "${manage[@]}" import_districts "$real/berlin-bezirke-polygons/berliner-bezirke.geojson" --municipality berlin
    "${manage[@]}" import_offers "$real/berlin-fairgnuegen-offers/offers-2025-07-11.json" --municipality berlin --profile fairgnuegen
    "${manage[@]}" reindex
    "${manage[@]}" relevance --set "$berlin/relevance" --name berlin --municipality berlin --source fairgnuegen "$@" || status=$?
fi
exit "$status"
