# Every command of the project; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test check bench dist pages format generate lock upgrade setup ui clean

BIN := .venv/bin
PYTHON_IN_VENV := $(BIN)/python
TESTS ?= tests
PYTEST ?= -n logical --maxprocesses 4 --dist loadgroup

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make run       everything at once: database, local eBay, API, UI and worker, on http://127.0.0.1:8000
run: ui
	@exec $(BIN)/ebay-connector serve --demo

## make test      every test (TESTS=tests/ebay_connector/sync for some, PYTEST="-n 0 -k stop" for options)
test: ui
	@$(PYTHON_IN_VENV) -m scripts.programs
	@$(PYTHON_IN_VENV) -m scripts.frontend test
	@$(PYTHON_IN_VENV) -m pytest $(PYTEST) $(TESTS)

## make check     lint, types, import rule, migrations, generated files, locks
check: setup
	@$(PYTHON_IN_VENV) -m scripts.check

## make bench     speed beside its peers; writes benchmarks/results.json
bench: ui
	@$(PYTHON_IN_VENV) -m benchmarks

## make dist      the wheel, with the built UI in it
dist: ui
	@$(PYTHON_IN_VENV) -m scripts.dist

## make pages     the UI for Cloudflare Pages, in deploy/cloudflare/dist
pages: ui
	@rm -rf deploy/cloudflare/dist && cp -R ebay_connector/static deploy/cloudflare/dist && cp deploy/cloudflare/_headers deploy/cloudflare/dist/

## make format    mends what formatters can mend
format: setup
	@$(BIN)/ruff check --fix --quiet . && $(BIN)/ruff format --quiet .
	@$(PYTHON_IN_VENV) -m scripts.frontend format

## make generate  writes the API's description, the UI's client and the table of settings anew
generate: setup
	@$(PYTHON_IN_VENV) -m scripts.generate

## make lock      writes requirements/ after a change in pyproject.toml
lock: setup
	@$(PYTHON_IN_VENV) -m scripts.locks write

## make upgrade   the same, with the newest versions
upgrade: setup
	@$(PYTHON_IN_VENV) -m scripts.locks write --upgrade

## make clean     removes what can be made again; .data stays
clean:
	rm -rf .venv .cache dist ebay_connector/static ebay_connector/_build.json frontend/node_modules frontend/pnpm/node_modules

setup:
	@sh scripts/bootstrap.sh

ui: setup
	@$(PYTHON_IN_VENV) -m scripts.frontend build
