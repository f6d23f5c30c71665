# Two commands for a newcomer: `make run` and `make test`. The rest is for those who change the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test test-postgresql15 check bench docs lock clean

run: $(READY)
	@exec $(BIN)/pumpurs run

test: $(READY)
	@exec $(BIN)/python -m pytest -n 2 --dist loadfile

test-postgresql15: $(READY)
	@exec $(BIN)/python -m tests.postgresql15

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	@exec $(BIN)/python -m tests.benchmarks

# Pages that are made from the code; tests compare them.
docs: $(READY)
	$(BIN)/python -m ledger.catalogue docs
	$(BIN)/python -m api.error_codes > docs/errors.md
	$(BIN)/python -m api.openapi_json > docs/openapi.json
	$(BIN)/python clients/python/generate.py

# The lock names versions and hashes for every platform, and no address of any registry.
lock: $(READY)
	$(BIN)/uv pip compile --universal --python-version 3.11 --all-extras --generate-hashes \
		--no-header --no-annotate --quiet --system-certs --upgrade \
		--output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build dist *.egg-info

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
		--requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps \
		--editable .
	@touch $@
