#!/usr/bin/env bash
# Create the virtual environment in $1 and install the pinned packages into it.
set -euo pipefail
venv=$1

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
