# Outer Skies. `make` lists the targets; `make run` and `make test` need Python 3.11 or later and a network for
# the package registries the first time, nothing else.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
SHELL := /bin/bash

.DEFAULT_GOAL := help
.PHONY: help run test check format docs bench build lock clean

help: ## List the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

run: build ## Serve http://127.0.0.1:3000 (PORT), data in ./var (OUTER_SKIES_DATA)
	@exec $(BIN)/outer-skies run

test: build .venv/tested ## Run every test, browser included
	@$(BIN)/python scripts/provide_chromium.py
	@$(BIN)/python -m pytest -n 2 --ignore tests/e2e $(ARGS)
	@$(BIN)/python -m pytest -n 2 tests/e2e $(ARGS)

check: .venv/tested ## Lint, format, types, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pyright
	@$(BIN)/lint-imports

format: .venv/tested ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: .venv/tested ## Write what is generated of the docs: schemas, techniques, the command line
	@$(BIN)/python scripts/write_schemas.py
	@$(BIN)/python scripts/write_docs.py

bench: build .venv/tested ## Run the benchmarks, each against its reference, into benchmarks/results.json
	@$(BIN)/python benchmarks/run.py $(ARGS)

build: .venv/installed ## Build what is missing: ephemeris files, the packed places and the pages
	@$(BIN)/python scripts/unpack_far_bodies.py
	@$(BIN)/python scripts/pack_places.py
	@$(BIN)/python scripts/build_frontend.py

lock: .venv/tested ## Resolve the dependencies anew into requirements*.lock
	@$(BIN)/python scripts/lock.py

clean: ## Remove what was built; data in ./var stays
	rm -rf .venv .web build

.venv/installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Outer Skies needs Python 3.11 or later with venv; say which with PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || { echo "Making .venv with $(PYTHON) ..."; $(PYTHON) -m venv .venv; }
	@echo "Installing the packages (pyswisseph compiles where it has no wheel) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/tested: .venv/installed requirements-test.lock
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@
