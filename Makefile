# The only two commands to know: `make run` and `make check`. They set everything up by themselves.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run check lint types test coverage bench screens fmt wheel clean

run: $(READY)
	@$(BIN)/python packaging/run.py

check: lint types test

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/basedpyright --level error

test: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --ignore=tests/journeys -n auto --dist loadfile
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/journeys  # apart: they measure silences

coverage: $(READY)  # half as long again as `test`
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --ignore=tests/journeys -n auto --dist loadfile --cov=vse_app --cov-branch --cov-report=term:skip-covered

bench: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

screens: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/journeys/test_screens.py --screens

fmt: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

wheel: $(READY)
	$(BIN)/pip wheel --no-deps --wheel-dir dist .

$(READY): pyproject.toml constraints.txt packaging/system_libraries.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --editable '.[dev]'
	$(BIN)/python packaging/system_libraries.py
	@touch $(READY)

clean:
	rm -rf build dist .pytest_cache .ruff_cache .coverage
