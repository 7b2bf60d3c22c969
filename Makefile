# make run: the service. make test: its tests. Both install what they need into .venv first.
.DEFAULT_GOAL := help
.PHONY: help install run test lint types check bench gallery admin clean

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3.14 python3,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

help:
	@echo "make install  the virtual environment, with the tools"
	@echo "make run      the service on HOST:PORT (127.0.0.1:8000)"
	@echo "make test     all tests; those that need a missing program are skipped, with the reason"
	@echo "make lint     ruff, import-linter"
	@echo "make types    mypy --strict"
	@echo "make check    lint, types, Django's own checks, tests with coverage: what CI runs"
	@echo "make bench    every benchmark"
	@echo "make gallery  pictures of every template family into docs/gallery (LibreOffice, poppler)"
	@echo "make admin    a staff user (DJANGO_SUPERUSER_USERNAME, _EMAIL, _PASSWORD, or asks)"
	@echo "make clean    removes what make made; keeps the database, the caches, the secret key"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and was not found."; exit 1; }
	$(PYTHON) -m venv .venv

# A stamp per list: installed again only when a list has changed.
.venv/service: requirements.txt constraints.txt | $(BIN)/python
	$(PIP) -r requirements.txt
	@touch $@

.venv/tools: requirements-dev.txt .venv/service
	$(PIP) -r requirements-dev.txt
	@touch $@

install: .venv/tools

run: .venv/service
	@$(BIN)/python -m pptapi.serve

test: .venv/service
	$(BIN)/python -m pytest

lint: .venv/tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: .venv/tools
	$(BIN)/mypy

check: lint types
	$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered --cov-fail-under=85

bench: .venv/tools
	@for benchmark in $$(grep -l '^def main' benchmarks/*.py); do \
		echo "== $$benchmark"; $(BIN)/python -m benchmarks.$$(basename $$benchmark .py) || exit 1; done

gallery: .venv/service
	@$(BIN)/python -m gallery

admin: .venv/service
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py createsuperuser \
		$(if $(and $(DJANGO_SUPERUSER_USERNAME),$(DJANGO_SUPERUSER_EMAIL),$(DJANGO_SUPERUSER_PASSWORD)),--noinput)

clean:
	rm -rf .venv .coverage .coverage.* htmlcov build samples-out
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
