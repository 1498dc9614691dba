# The tasks of a contributor. PYTHON is the virtual environment's.
PYTHON ?= .venv/bin/python

.PHONY: all lint type test bench docs
all: lint type test

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

type:
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest

bench:
	$(PYTHON) bench/run.py

docs:
	$(PYTHON) -m pytest tests/unit/test_docs.py
