# `make` lists what there is to do. PYTHON= chooses the interpreter that .venv is made with.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501

export PYTHON HOST PORT
python := .venv/bin/python

.PHONY: help run test lint bench faults screenshots

help: ## List these commands
	@sed -n 's/^\([a-z]*\): ## /  make \1\t/p' Makefile | expand -t 20

run: ## Show the dashboard on http://127.0.0.1:8501 (PORT= and HOST= change it)
	@scripts/run

test: ## Run every test, in a real browser too
	@scripts/environment requirements-dev.txt
	@$(python) tests/browser/chromium.py
	@$(python) -m tests.store.postgresql
	@# The data desk checks uploads at the lowest priority: beside tests at a higher one they starve.
	@CORRIDOR_WATCH_BROWSER=required CORRIDOR_WATCH_POSTGRESQL=required \
		nice -n 19 $(python) -m pytest -n auto --maxprocesses 4 --dist loadfile

lint: ## Check style, formatting and types
	@scripts/environment requirements-dev.txt
	@$(python) -m ruff check
	@$(python) -m ruff format --check
	@$(python) -m pyright

bench: ## Measure speed and memory
	@scripts/environment requirements-dev.txt
	@$(python) tests/browser/chromium.py
	@CORRIDOR_WATCH_BROWSER=required $(python) -m pytest benchmarks

faults: ## Run the long campaigns: kills, many writers, fuzzing, foul uploads
	@scripts/environment requirements-dev.txt
	@$(python) -m tests.store.postgresql
	@CORRIDOR_WATCH_POSTGRESQL=required CORRIDOR_WATCH_FAULTS=whole CORRIDOR_WATCH_FUZZ=5000 \
		$(python) -m pytest -rA \
		tests/store tests/desk/test_fuzz_reading.py tests/desk/test_foul_play.py

screenshots: ## Write a picture of each page, theme and width into screenshots/
	@scripts/environment requirements-dev.txt
	@$(python) tests/browser/chromium.py
	@$(python) -m tests.browser.screenshots
