# The commands of README.md under short names; nothing here that is not there.
.PHONY: serve test test-deployment setup lock check lint format bench

serve: ## set everything up and show it at http://127.0.0.1:8000
	bin/serve

test: ## set everything up and run all checks and tests
	bin/test

test-deployment: ## follow the deployment page on a bare Debian in a folder (as root)
	bin/test-deployment

setup: ## what developers need, into .venv, node_modules and var
	bin/setup --dev

lock: ## write the locks anew from pyproject.toml
	bin/lock

check: ## some tests: make check ARGS=tests/checks
	.venv/bin/pytest $(ARGS)

lint: ## what bin/test checks before the tests
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

format: ## bring the code into its form
	.venv/bin/ruff format

bench: ## how long a paper takes
	.venv/bin/pytest tests/benchmarks/bench_paper.py -s
