# Every task is one to three lines: read them to know how a thing is done.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: help setup demo test check floors unit golden bench bench-sources bench-reading bench-stories bench-briefs bench-situations bench-checking bench-beyond bench-desk lock clean

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/'

setup: .venv/.ready ## the environment and the package, from pinned packages

demo: .venv/.ready ## a store with the bundled reports, and the brief on Mali from it
	@$(BIN)/dateline demo demo

test: .venv/.ready-dev check floors unit ## everything the tests need, and the tests

check: .venv/.ready-dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy

floors: .venv/.ready-dev
	$(BIN)/python -m bench.run --only quality --only deaths --only modality --only dates --only events --only event_codes --only claims --only differences --only claim_tests

unit: .venv/.ready-dev
	@tools/get_chromium.sh
	$(BIN)/pytest -n 2

golden: .venv/.ready-dev ## rewrite the golden files; review the diff
	DATELINE_GOLDEN=write $(BIN)/pytest -q tests

bench: .venv/.ready-dev ## import rate, brief latency and peak memory
	$(BIN)/python -m bench.run

bench-sources: .venv/.ready-dev ## feeds, polling, archives and extraction, each beside its peers
	$(BIN)/python -m bench.run --only feeds --only polling --only archives --only extraction

bench-reading: .venv/.ready-dev ## what is read of articles, each part beside its peer
	$(BIN)/python -m bench.run --only plover --only event_codes --only events --only agreement --only conflict_classes
	$(BIN)/python -m bench.run --only places --only statements --only actors --only causal --only dates --only sentences
	$(BIN)/python -m bench.run --only reading_speed

bench-stories: .venv/.ready-dev ## copies, stories and threads, and how fast they are found, beside peers
	$(BIN)/python -m bench.run --only copies --only stories --only story_speed

bench-briefs: .venv/.ready-dev ## briefs over full articles, against what journalists wrote of those days
	$(BIN)/python -m bench.run --only article_briefs

bench-situations: .venv/.ready-dev ## timelines, backgrounds, episodes and relations against those that people wrote
	$(BIN)/python -m bench.run --only timelines --only backgrounds --only episodes --only relations

bench-checking: .venv/.ready-dev ## the checker: failures and true claims, differing counts, published sets, claims and figures
	$(BIN)/python -m bench.run --only claims --only differences --only faithfulness --only claim_tests

bench-beyond: .venv/.ready-dev ## how outlets tell the same stories, and earlier cases, against shuffled labels and the past
	$(BIN)/python -m bench.run --only framing --only precedents

bench-desk: .venv/.ready-dev ## the desk's pages over 60,000 reports, and fifty readers during an import
	$(BIN)/python -m bench.run --only desk

lock: ## pin every package with its hashes (needs uv)
	uv pip compile pyproject.toml --extra build --extra fr --extra parquet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o constraints.txt
	uv pip compile pyproject.toml --extra build --extra fr --extra parquet --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o constraints-dev.txt

clean:
	rm -rf .venv demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Dateline needs Python 3.11 or newer; try: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/.ready: .venv/bin/python constraints.txt pyproject.toml
	$(PIP) install --quiet --require-hashes --only-binary :all: -r constraints.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/.ready-dev: .venv/.ready constraints-dev.txt
	$(PIP) install --quiet --require-hashes --only-binary :all: -r constraints-dev.txt
	@touch $@
