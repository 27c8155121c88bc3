#!/usr/bin/env bash
# What tests need from Debian: a browser, a font with Arabic letters, gettext. Installs what is missing when it may,
# otherwise names it and fails. With the argument "gettext" only that.
set -euo pipefail

missing=()
command -v xgettext >/dev/null || missing+=(gettext)
if [[ ${1:-} != gettext ]]; then
    command -v chromium >/dev/null || missing+=(chromium)
    fc-list :lang=ar family 2>/dev/null | grep -q . || missing+=(fonts-noto-core)
fi
((${#missing[@]})) || exit 0

if [[ $(id -u) == 0 ]]; then
    as_root=()
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    echo "Missing Debian packages: ${missing[*]}" >&2
    echo "Please install them: sudo apt-get update && sudo apt-get install ${missing[*]}" >&2
    exit 1
fi
echo "Installing from Debian: ${missing[*]} (a few minutes the first time) ..."
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q
"${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null
