# `make` alone lists the targets. Everything lands in .venv/ and var/; nothing needs root except the browser for tests.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run test check messages bench relevance browser drill elasticsearch elasticsearch-stop

PORT ?= 8000
# 0 leaves the sentence encoder out
SEMANTIC ?= 1
NODES ?= 1
ES_PORT ?= 9200
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed-$(SEMANTIC)
PACKAGES := directory search home exchange

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-13s %s\n", $$1, $$2 }'

setup: $(INSTALLED) ## environment and packages in .venv/, messages compiled; no root (without encoder: SEMANTIC=0)
	@$(BIN)/python tools/compile_messages.py

$(INSTALLED): requirements.txt requirements-dev.txt requirements-onnx.txt requirements-semantic.txt
	tools/make_environment.sh $(VENV) $(SEMANTIC)
	@rm -f $(VENV)/installed-*; touch $@

run: setup ## demo town on http://127.0.0.1:8000 with its indexer (other port: make run PORT=8001)
	@exec tools/run.sh $(PORT)

test: setup browser ## all tests on SQLite, browser tests included (some: make test ARGS=tests/directory)
	env -u DATABASE_URL $(BIN)/pytest -n 2 $(ARGS)

browser: # Chromium, an Arabic font and gettext from Debian
	@tools/install_packages.sh

check: setup ## style, types, settings, migrations, messages, lexicon; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	find templates -name '*.html' -exec $(BIN)/djhtml --check {} +
	$(BIN)/mypy $(PACKAGES) site/config tools
	STADTLOTSE_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	STADTLOTSE_HOSTS=example.org STADTLOTSE_EMAIL_URL=consolemail:// DJANGO_SETTINGS_MODULE=config.settings.production \
	$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python tools/check_messages.py
	$(BIN)/python tools/check_lexicon.py

messages: setup ## bring locale/*.po up to date with the code
	@tools/install_packages.sh gettext
	$(BIN)/python tools/extract_messages.py

bench: setup ## measure speed and size, write docs/benchmarks.md (quick: SIZES=10000; ENGINES=tantivy,elasticsearch POSTGRES=1)
	@SIZES="$(SIZES)" ENGINES="$(ENGINES)" POSTGRES="$(POSTGRES)" ENCODER="$(ENCODER)" $(BIN)/python -m tools.bench

relevance: setup ## measure the search on judged queries (make relevance BERLIN=../shared ARGS=--record)
	@tools/relevance.sh "$(BERLIN)" $(ARGS)

drill: setup ## kill indexers, rebuilds and search servers on purpose, at full size; needs no running server
	$(BIN)/python -m tools.drill $(ARGS)

elasticsearch: ## a real Elasticsearch for tests on http://127.0.0.1:9200 (NODES=3 ES_PORT=9300; away: make elasticsearch-stop)
	@python3 -m tools.search_server start --nodes $(NODES) --port $(ES_PORT)

elasticsearch-stop: # the same NODES and ES_PORT
	@python3 -m tools.search_server stop --nodes $(NODES) --port $(ES_PORT)
