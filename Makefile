# chibo: `make help` lists what can be done here.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Two for a core: the tests of terminals and the network wait for much of their time.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(2 * (os.cpu_count() or 1))')
SEEDS   ?= 1-2000

# Modules are compiled once, not at each start of the program: hundreds of them in the tests, all those in the bench.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test suite check lint types quick format lock catalogues calls bench simulate clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(VENV)/.installed ## install into .venv (once) and open the program; ARGS="demo" passes arguments
	@$(BIN)/chibo $(ARGS)

test: lint ## install (once), then linters, types, import rules and the whole test suite
	@$(MAKE) --no-print-directory -j2 types suite

suite: $(VENV)/.installed-dev
	@$(BIN)/python -m compileall -q -j 2 models sync tui  # else each worker does it in a fresh clone
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

quick: $(VENV)/.installed-dev ## linters of the changed files, and unit, query and act tests that the changes concern
	@$(BIN)/python -m tests.quick $(ARGS)

check: lint types ## linters, types and import rules alone

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(VENV)/.installed-dev
	$(BIN)/mypy

format: $(VENV)/.installed-dev ## put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

catalogues: $(VENV)/.installed-dev ## collect the texts of the interface and compile their translations
	$(BIN)/python docs/tools/catalogues.py

calls: $(VENV)/.installed-dev ## write down for the type checker which acts there are and what they take
	$(BIN)/python docs/tools/act_calls.py

bench: $(VENV)/.installed-dev ## measure start, keys, commits, sync and the superior's pages, as ratios in one run
	$(BIN)/python -m bench $(ARGS)

simulate: $(VENV)/.installed-dev ## play schedules of the exchange: SEEDS=1-2000, or one; ARGS=--real, or "--adversary NAME"
	$(BIN)/python -m tests.sync.simulator --seeds $(SEEDS) $(ARGS)

lock: $(VENV)/.installed-dev ## renew the locked dependencies
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	    --generate-hashes --no-header -q -U --extra server --group build -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	    --generate-hashes --no-header -q -U --extra server --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove the virtual environment and every cache
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "chibo needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
