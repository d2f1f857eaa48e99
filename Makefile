# Atalaya. `make help` lists what there is; only Python 3.11 or newer is needed beforehand.
PYTHON ?= python3
BIN := .venv/bin
ENV := $(PYTHON) scripts/environment.py
export JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test unit browser faults matrix check fmt client bench chaos load states fuzz sbom lock screenshots

help: ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

run: ## Everything: environment, web application, database, demonstration data, server
	@$(ENV) python web
	@ATALAYA_DEMONSTRATION=$${ATALAYA_DEMONSTRATION:-true} $(BIN)/atalaya serve

test: ## Everything that CI runs; installs what it needs
	@$(ENV) python node web
	@$(BIN)/python scripts/tested.py

unit: ## Unit and API tests only
	@$(ENV) python
	@$(BIN)/python scripts/tested.py unit

browser: ## Browser tests only
	@$(ENV) python web
	@$(BIN)/python scripts/tested.py browser

matrix: ## The authorisation matrix, and generated requests for every operation
	@$(ENV) python
	@$(BIN)/python scripts/tested.py matrix

faults: ## The short rounds of kill -9, floods and load
	@$(ENV) python
	@$(BIN)/python scripts/tested.py faults floods

chaos: ## The long rounds of kill -9, floods and poison
	@$(ENV) python
	@ATALAYA_ROUNDS=$${ROUNDS:-50} $(BIN)/python scripts/tested.py faults floods

load: ## Load, stress and a stopped reader on a real server: 25 minutes on a quiet machine
	@$(ENV) python
	@$(BIN)/python -m tests.load --sockets 500 --rate 50 --minutes 10; first=$$?; \
		$(BIN)/python -m tests.load --sockets 1000 --rate 100 --minutes 10; second=$$?; \
		$(BIN)/python -m tests.load --sockets 500 --rate 50 --minutes 4 --stopped 1 && [ $$first$$second = 00 ]

states: ## Old state plus events is fresh state: 2,000 runs for chat and topics
	@$(ENV) python
	@ATALAYA_EXAMPLES=$${EXAMPLES:-2000} $(BIN)/python -m pytest -q -n $(JOBS) tests/forum/test_chat_states.py \
		tests/forum/test_topic_states.py

fuzz: ## Generated requests for every operation as each role, 200 each
	@$(ENV) python
	@ATALAYA_EXAMPLES=$${EXAMPLES:-200} $(BIN)/python -m pytest -q tests/fuzz/test_openapi.py

sbom: ## Bills of materials in build/sbom, and a look for secrets in what git keeps
	@$(ENV) python node
	@$(BIN)/python scripts/supplied.py

check: ## Lint, types, import contract, house rules, front-end checks
	@$(ENV) python node
	@$(BIN)/python scripts/checked.py

fmt: ## Format the code
	@$(ENV) python
	@$(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format --quiet .

client: ## Generate openapi.json and the web application's client from the code
	@$(ENV) python node
	@$(BIN)/atalaya openapi > frontend/openapi.json
	@$(ENV) npm client

bench: ## The benchmarks, as ratios measured in one run
	@$(ENV) python web
	@$(BIN)/python -m benchmarks

screenshots: ## The pictures that the README shows
	@$(ENV) python web
	@ATALAYA_SCREENSHOTS=docs/screenshots $(BIN)/python -m pytest -q \
		tests/browser/test_screens.py tests/browser/test_main_journey.py

lock: ## Resolve the Python packages again
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.lock
