# make        the environment, the check, the site and the yearbook (site/)
# make test   the same, and every test tool, browser included
# Both work on a fresh machine with Python 3.11 or newer; nothing is installed outside .venv/ but a
# browser and nginx for the tests, where there are none (tools/ says how).

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: all build check test lint lock audit serve benchmark clean

all: build

build: $(VENV)/.installed
	$(PY) build.py

check: $(VENV)/.installed
	$(PY) build.py check

serve: $(VENV)/.installed
	$(PY) build.py serve

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.installed-test: requirements-test.lock $(VENV)/.installed
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

lint: $(VENV)/.installed-test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

test: build lint
	sh tools/browser.sh $(PY)
	sh tools/checkers.sh
	$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder

benchmark: $(VENV)/.installed-test
	$(PY) benchmarks/build_1000.py

# The locks are made from pyproject.toml for every platform; commit what it changes.
UV_COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
lock: $(VENV)/.installed
	$(PY) -m pip install --quiet uv
	$(UV_COMPILE) --output-file requirements.lock pyproject.toml
	$(UV_COMPILE) --extra test --extra benchmark --constraints requirements.lock --output-file requirements-test.lock pyproject.toml

# Known vulnerabilities of what is locked. --strict: a package that nobody could be asked about is a
# failure and not a clean bill.
audit: $(VENV)/.installed-test
	for lock in requirements.lock requirements-test.lock; do \
	  $(VENV)/bin/pip-audit --strict --require-hashes --disable-pip --requirement $$lock || exit 1; done

clean:
	rm -rf .cache site .mypy_cache .ruff_cache .pytest_cache
