# Everything a newcomer needs; `make` alone lists it. Paths are relative, so that a path with spaces is no matter.
PYTHON_VENV := .venv/bin/python
READY := .venv/.ready
SITREP := $(PYTHON_VENV) -m pipelines.cli

.DEFAULT_GOAL := help
.PHONY: help run test lint types unit ui docs lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: $(READY) ## turn the sample articles into tables in data/warehouse
	@$(SITREP) run --input data/raw/samples

test: lint types unit ## lint, types and all tests

lint: $(READY) ## style (ruff) and generated documentation
	@$(PYTHON_VENV) -m ruff check .
	@$(PYTHON_VENV) -m ruff format --check --quiet .
	@$(PYTHON_VENV) -m pipelines.tables.reference --check

types: $(READY) ## types (mypy, strict)
	@$(PYTHON_VENV) -m mypy --no-error-summary

unit: $(READY) ## tests alone
	@$(PYTHON_VENV) -m pytest -n auto --maxprocesses 4 --dist loadfile

ui: $(READY) ## Dagster's UI on http://127.0.0.1:3000, with every run
	@$(SITREP) ui

docs: $(READY) ## write the generated pages of docs/, and the site in build/site
	@$(PYTHON_VENV) -m pipelines.tables.reference
	@NO_MKDOCS_2_WARNING=1 $(PYTHON_VENV) -m mkdocs build --quiet --strict -f .ci/site.yml

lock: $(READY) ## write constraints.txt from what is installed
	@$(PYTHON_VENV) .ci/lock.py > constraints.new && mv constraints.new constraints.txt

clean: ## remove the virtual environment and caches; data stays
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt .ci/bootstrap
	@.ci/bootstrap && $(PYTHON_VENV) -m pipelines.extract.places.gazetteer && touch $@
