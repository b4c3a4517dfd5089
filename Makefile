# 一号答. `make run` serves it, `make test` tests it; each sets up what is missing.
.DEFAULT_GOAL := help
.PHONY: help setup run test test-fast check format eval bench crossval train migration fuzz screenshots clean

PYTHON ?= python3
# Tests run in as many processes: one a core, four at most; `WORKERS=0` runs them in one.
WORKERS ?= auto
VENV := .venv/bin
message ?= what changes

help: ## Show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  \033[36m%-12s\033[0m %s\n", $$1, $$2}'

setup: ## Make both environments and the shared secret (what is up to date is left alone)
	@$(PYTHON) deploy/setup.py

run: setup ## Set up, load the demo library, train, and serve on http://127.0.0.1:8000
	@$(VENV)/python -m deploy.run

test: setup ## Run every test this machine can run; what is skipped is named with its reason
	@$(VENV)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-fast: setup ## Run the tests that need no other process
	@$(VENV)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not e2e"

FUZZ ?= 20
fuzz: setup ## Try every property, and the bridge's own description, on FUZZ times as many fresh examples (default 20)
	@FUZZ=$(FUZZ) $(VENV)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not e2e" \
	  $$(grep -rlE "from hypothesis|schemathesis" tests --include='test_*.py')

check: setup ## Lint and check types
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/mypy

format: setup ## Format the code
	@$(VENV)/ruff format .
	@$(VENV)/ruff check --fix .

eval: setup ## Measure answer quality beside the peers; also on the questions of ../shared/data
	@$(VENV)/python -m tests.questions.evaluate

bench: setup ## Measure chat turns beside stock Rasa, and the library: a question's time as it grows, filing, publishing, dictionary, a hotline's suggestions, exchanging the model
	@$(VENV)/python -m tests.bench
	@$(VENV)/python -m tests.bench.scale
	@$(VENV)/python -m tests.bench.ingest
	@$(VENV)/python -m tests.bench.publish
	@$(VENV)/python -m tests.bench.lexicon
	@$(VENV)/python -m tests.bench.desk
	@$(VENV)/python -m tests.bench.lookup
	@$(VENV)/python -m tests.bench.assist
	@$(VENV)/python -m tests.bench.swap

crossval: setup ## Cross-validate the assistant's intents and print training time
	@bot/.venv/bin/python -m bot.crossval

train: setup ## Prepare the library and train the assistant if its inputs changed
	@$(VENV)/python -m deploy.preparing

migration: setup ## Write a new migration: make migration message="what changes"
	@$(VENV)/python -m policies.content.migrations.new "$(message)"

screenshots: setup ## Take pictures of every page and state into docs/pictures
	@$(VENV)/python -m tests.widget.screenshots
	@$(VENV)/python -m tests.desk.pictures
	@$(VENV)/python -m tests.admin.pictures

clean: ## Remove logs, models and measurements; the library and its conversations stay
	@rm -rf var/log var/model var/models var/pipeline var/bot var/bench var/eval.json
