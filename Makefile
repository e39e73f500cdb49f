# Everything a contributor runs. `make help` lists the targets.
#
# Needs a Python >= 3.11 with venv, git and make; environments are made under .make-venv/ and reused.
# `make demo` installs what a user gets who talks to personas (the extras live and sandbox); the other targets install the
# pinned development tools.

SHELL := /bin/sh
.DEFAULT_GOAL := help

ENVS ?= .make-venv
DEMO := $(ENVS)/demo
DEV := $(ENVS)/dev
LOCK := $(ENVS)/lock

# The first interpreter that is new enough; override with `make PYTHON=/path/to/python3.13 test`.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$$p"; break; }; done)

# Extra arguments, for example `make test ARGS='-k caret -x'` or `make bench ARGS='--files 200 --rounds 1'`.
ARGS ?=
SESSION_ARGS ?=
LISTEN_ARGS ?=

PIP := -m pip --disable-pip-version-check -qq
SOURCES := $(shell find anamctl -type f ! -name '*.pyc' ! -path '*/__pycache__*' 2>/dev/null)

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | \
		while IFS='|' read -r target text; do printf '%-16s %s\n' "$$target" "$$text"; done

# --- environments ---------------------------------------------------------------------------------

define make-venv
	@test -n "$(PYTHON)" || { echo "anamctl needs Python 3.11 or newer; none was found" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "$(PYTHON) has no venv module; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "making $(1) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear $(1)
endef

$(DEMO)/bin/python:
	$(call make-venv,$(DEMO))

$(DEMO)/.installed: $(DEMO)/bin/python pyproject.toml README.md $(SOURCES)
	@echo "installing anamctl with the extras live and sandbox"
	@$(DEMO)/bin/python $(PIP) install ".[live,sandbox]"
	@touch $@

$(DEV)/.tools: requirements/dev.txt requirements/schemas.txt
	$(call make-venv,$(DEV))
	@echo "installing requirements/dev.txt"
	@$(DEV)/bin/python $(PIP) install --require-hashes -r requirements/dev.txt
	@$(DEV)/bin/python $(PIP) install --require-hashes --no-deps -r requirements/schemas.txt
	@touch $@

$(DEV)/.installed: $(DEV)/.tools pyproject.toml anamctl/__init__.py
	@$(DEV)/bin/python $(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: setup
setup: $(DEV)/.installed ## make the development environment

.PHONY: clean
clean: ## remove environments, caches and reports
	rm -rf $(ENVS) .coverage htmlcov .anamctl_cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
		.ruff_cache build dist

# --- what the README names ------------------------------------------------------------------------

.PHONY: demo
demo: $(DEMO)/.installed ## install like a user, check personas/, talk to one in French, change it while it runs, listen
	@sh scripts/demo.sh $(DEMO)/bin/anamctl

# Some tests wait for servers and processes: with two workers for each processor nobody is idle.
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) * 2 )))
PYTEST := -m pytest --numprocesses $(WORKERS) --dist worksteal
# Every worker and every process that a test starts would read all sources anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: test
test: $(DEV)/.installed ## run all tests
	@$(DEV)/bin/python $(PYTEST) $(ARGS)

.PHONY: coverage
coverage: $(DEV)/.installed ## run all tests, with branch coverage and its floor; takes twice as long
	@$(DEV)/bin/python $(PYTEST) --cov $(ARGS)

# The two below need more than Python, and say what. They install nothing on the system.

.PHONY: test-audio
test-audio: $(DEV)/.installed ## tests with a microphone and a loudspeaker that need no hardware (needs PulseAudio)
	@$(DEV)/bin/python -m pytest tests/devices/microphone.py tests/devices/loudspeaker.py tests/devices/session.py tests/devices/listen.py $(ARGS)

BROWSER := tests/conformance/browser

.PHONY: test-browser
test-browser: $(DEV)/.installed ## let Anam's own client for browsers judge the sandbox (needs node, npm and Chromium)
	@command -v npm >/dev/null || { echo "npm is missing; on Debian and Ubuntu: apt install npm" >&2; exit 1; }
	@cd $(BROWSER) && npm ci --silent --no-audit --no-fund --ignore-scripts
	@$(DEV)/bin/python -m pytest tests/conformance/javascript_sdk.py $(ARGS)

.PHONY: test-oracle
test-oracle: $(DEV)/.installed ## ask Bolna's published models about our golden legs (needs a network)
	@$(DEV)/bin/python -m pytest tests/oracle/bolna_models.py $(ARGS)

# --- what CI runs besides -------------------------------------------------------------------------

.PHONY: lint
lint: $(DEV)/.installed ## ruff, mypy and the import contracts
	@$(DEV)/bin/ruff check
	@$(DEV)/bin/ruff format --check
	@$(DEV)/bin/mypy
	@$(DEV)/bin/lint-imports

.PHONY: check
check: lint test ## everything a change must pass

.PHONY: format
format: $(DEV)/.installed ## let ruff fix and lay out the code
	@$(DEV)/bin/ruff check --fix
	@$(DEV)/bin/ruff format

# --- measured and generated -----------------------------------------------------------------------

.PHONY: bench
bench: $(DEV)/.installed $(DEMO)/.installed ## measure against check-jsonschema, yamllint and the services' own clients
	@# A target that is missed does not keep the others from being measured.
	@missed=0; \
	$(DEV)/bin/python -m benchmarks.bench --anamctl $(DEMO)/bin/anamctl $(ARGS) || missed=1; echo; \
	$(DEV)/bin/python -m benchmarks.sessions --anamctl $(DEMO)/bin/anamctl $(SESSION_ARGS) || missed=1; echo; \
	$(DEV)/bin/python -m benchmarks.listening --anamctl $(DEMO)/bin/anamctl $(LISTEN_ARGS) || missed=1; \
	exit $$missed

.PHONY: soak
soak: $(DEV)/.installed ## change a session of the sandbox 20 times a minute for 10 minutes, and look at what it leaves behind
	@$(DEV)/bin/python -m benchmarks.soak $(ARGS)

.PHONY: schemas
schemas: $(DEV)/.installed ## write schemas/ and the table of the linter from the models
	@$(DEV)/bin/python scripts/generate_schemas.py

.PHONY: generate
generate: $(DEV)/.installed ## write everything generated: schemas, rule pages, language table
	@for script in scripts/generate_*.py; do \
		echo "$$script"; $(DEV)/bin/python "$$script" || exit 1; done

COMPILE := $(LOCK)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --quiet --upgrade

.PHONY: lock
lock: ## pin the newest allowed development dependencies, with hashes
	$(call make-venv,$(LOCK))
	@$(LOCK)/bin/python $(PIP) install uv
	@{ echo '# Development and run-time dependencies with hashes. Written by `make lock`; do not edit.'; \
		$(COMPILE) pyproject.toml --group dev --extra langid; } > $(LOCK)/dev.txt
	@{ echo '# Packages of which tests read a schema; they need no others. Written by `make lock`; do not edit.'; \
		$(COMPILE) --group schemas --no-deps; } > $(LOCK)/schemas.txt
	@mv $(LOCK)/dev.txt $(LOCK)/schemas.txt requirements/
