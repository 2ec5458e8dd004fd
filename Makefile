# Everything from a bare checkout: `make run` for the demonstration site, `make test` for the suite.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
SITE := http://127.0.0.1:$(PORT)

# An installed set of requirements is known by the sum of its files, so that a change installs anew.
RUNTIME := $(VENV)/.runtime-$(shell cat requirements.txt | cksum | cut -d' ' -f1)
TESTING := $(VENV)/.testing-$(shell cat requirements.txt requirements-test.txt | cksum | cut -d' ' -f1)

say = printf '\n\033[1m==> %s\033[0m\n' $(1)
INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check
NO_PACKAGES = { printf '\nThe packages could not be installed. The lines above say why; most often the\nnetwork or the package index is out of reach. Then say make again.\n' >&2; exit 1; }

.DEFAULT_GOAL := help
.PHONY: help run test quick coverage lint format requirements screenshots check-python check-port clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

# The demonstration keeps to itself, whatever the shell has exported for a real site.
run: export DEBUG = 1
run: export SITE_URL = $(SITE)
run: export DATABASE_URL =
run: export REDIS_URL =
run: export EMAIL_URL =
run: export ALLOWED_HOSTS = localhost,127.0.0.1,[::1]
run: check-python check-port $(RUNTIME) ## the demonstration site on http://127.0.0.1:8000/ (PORT= for another)
	@$(call say,'Bringing the database up to date')
	@$(PY) manage.py migrate --verbosity 0
	@$(call say,'Filling the demonstration site where it is still empty')
	@$(PY) manage.py seed_demo
	@$(call say,'The site is at $(SITE)/ - stop it with Ctrl+C')
	@trap 'exit 0' INT; $(PY) manage.py runserver 127.0.0.1:$(PORT)

test: check-python $(TESTING) ## the whole test suite: SQLite, browser, PostgreSQL
	@.ci/test

quick: check-python $(TESTING) ## the fast tests alone, on SQLite
	@$(PY) -m pytest -q -m 'not browser'

coverage: check-python $(TESTING) ## the tests on SQLite with a report of every line in htmlcov/
	@.ci/test sqlite browser
	@$(PY) -m coverage html --quiet --fail-under=0
	@$(call say,'See htmlcov/index.html')

lint: check-python $(TESTING) ## every check that CI makes of the code's form
	@.ci/lint

format: check-python $(TESTING) ## put the code into its form
	@$(PY) -m ruff check --quiet --fix . || true
	@$(PY) -m ruff format .
	@git ls-files -z 'templates/*.html' | xargs -0 -r $(VENV)/bin/djade --target-version 5.2 || true

requirements: check-python $(TESTING) ## new exact versions from the .in files
	@$(INSTALL) uv
	@for set in requirements requirements-test; do \
	  $(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-emit-index-url \
	    --custom-compile-command 'make requirements' $$set.in -o $$set.txt || exit 1; \
	done
	@git --no-pager diff --stat -- 'requirements*.txt'

screenshots: check-python $(TESTING) ## README's pictures, from the site that `make run` serves in another window
	@$(PY) docs/screenshots.py $(SITE)

check-python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo 'There is no $(PYTHON) here. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3.' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) -V 2>&1). Name another: make PYTHON=python3.12." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'This Python cannot make environments: its venv module is missing. On Debian: apt install python3-venv.' >&2; exit 1; }

check-port:
	@$(PYTHON) -c 'import socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int("$(PORT)")))' 2>/dev/null || { \
	  echo 'Port $(PORT) cannot be used: most likely another program has it. Name another: make run PORT=8001.' >&2; exit 1; }

$(PY):
	@$(call say,'Making a Python environment in $(VENV)')
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUNTIME): $(PY)
	@$(call say,'Installing what the site needs - about a minute')
	@$(INSTALL) -r requirements.txt || $(NO_PACKAGES)
	@rm -f $(VENV)/.runtime-* && touch $@

$(TESTING): $(RUNTIME)
	@$(call say,'Installing what the tests need - about a minute')
	@$(INSTALL) -r requirements.txt -r requirements-test.txt || $(NO_PACKAGES)
	@rm -f $(VENV)/.testing-* && touch $@

clean: ## remove the environment and what tools left; the database and uploads stay
	@rm -rf $(VENV) htmlcov .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis staticfiles
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
