#!/usr/bin/env bash
# Database, demo data, index, then server and indexer together on 127.0.0.1:$1. When one of them ends, both end.
set -euo pipefail
port=$1
bin=.venv/bin
export DJANGO_SETTINGS_MODULE=config.settings.dev
export STADTLOTSE_VAR=${STADTLOTSE_VAR:-$PWD/var}
server='' indexer=''

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

stop() {
    trap - EXIT INT TERM
    local pid
    for pid in $server $indexer; do kill -TERM "$pid" 2>/dev/null || true; done
    for pid in $server $indexer; do wait "$pid" 2>/dev/null || true; done
}

if answers; then
    echo "Port $port is in use. Choose another one: make run PORT=$((port + 1))" >&2
    exit 1
fi
echo "Preparing the database in $STADTLOTSE_VAR ..."
$bin/python manage.py migrate --verbosity 0
$bin/python manage.py collectstatic --noinput --verbosity 0
echo "Loading the demo town ..."
$bin/python manage.py load_demo
$bin/python manage.py reindex --words-only

trap 'stop; exit 130' INT
trap 'stop; exit 143' TERM
trap stop EXIT
PORT=$port $bin/gunicorn --config site/gunicorn.conf.py --log-level warning &
server=$!
$bin/python manage.py indexer &
indexer=$!

until answers; do
    kill -0 "$server" 2>/dev/null || { echo "The server did not start." >&2; exit 1; }
    sleep 0.2
done
echo
echo "Look here:  http://127.0.0.1:$port/de-simple/   (also /de/, /en/, /ar/)"
echo "Staff:      http://127.0.0.1:$port/admin/"
$bin/python tools/dev_admin.py
echo "Stop with Ctrl-C."

status=0
wait -n "$server" "$indexer" || status=$?
echo "Server or indexer ended (status $status); stopping the other one." >&2
exit $((status ? status : 1))
