# make kit   sets up everything and builds the default kit into out/
# make test  sets up everything and runs the tests that are quick, in some minutes
# make test-all  runs those that are slow as well; make test-slow runs them alone
# make fuzz  gives every reader files that nobody would write, some minutes each
# make bench sets up everything and measures how fast it is: some minutes on a machine left alone

# The first Python on this machine that is new enough; PYTHON=… names another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
# Every package at the version that was tested, build tools included.
PIP := PIP_CONSTRAINT=.ci/pins.txt PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet

# Tests start the program hundreds of times: what was compiled is kept, wherever this runs.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: kit test test-slow test-all fuzz bench check golden messages clean

kit: .venv/kit
	$(BIN)/kit build

# What covers kit/ stands in the quick tests; the slow ones go through all that there is of a kind.
test: .venv/tools
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow" --cov --cov-report=term

test-slow: .venv/tools
	$(BIN)/pytest -n 2 --dist worksteal -m slow

test-all: test test-slow

# SECONDS=… says how long each, READERS='yaml svg' which. What fails lies in fuzz/ afterwards.
SECONDS ?= 180
fuzz: .venv/tools
	$(BIN)/python -m tests.fuzz.run $(SECONDS) $(READERS)

# Ends with a fault where a figure is not what it must be; ARGS='--only decks' measures just that.
bench: .venv/bench
	$(BIN)/python -m bench $(ARGS)

# Once more with the types that Windows has, where most users are: much of os and signal is not there.
check: .venv/tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy kit --platform win32 --cache-dir .mypy_cache/windows
	$(BIN)/lint-imports --no-cache

# Writes anew what is made of the code and kept beside it: expected HTML, schemas, keywords, and
# README's tables of options. Look at the pages before committing them.
GOLDEN := tests/layout/test_html.py tests/pipeline/test_plain_text.py tests/authoring/test_schemas.py \
	tests/session/test_keywords.py tests/project/test_readme.py
golden: .venv/tools
	$(BIN)/pytest -q $(GOLDEN) --golden

# Takes messages that the code tells, and the catalogues lack, into these; compiles them.
messages: .venv/tools
	$(BIN)/python .ci/catalogues.py update
	$(BIN)/python .ci/catalogues.py compile

# Leaves out/ alone: what was filled in there is nobody's to delete.
clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	find . -name __pycache__ -type d -exec rm -rf {} +

# A folder that was moved or copied carries a .venv that still points to its old place.
ifneq ($(shell cat .venv/python 2>/dev/null),$(CURDIR))
.PHONY: .venv/python
endif

.venv/python: Makefile .ci/system-packages
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found: install one, then run make again." >&2; exit 1; }
	@sh .ci/system-packages $(PYTHON)
	rm -rf .venv
	$(PYTHON) -m venv .venv
	@echo '$(CURDIR)' >$@

.venv/kit: .venv/python pyproject.toml .ci/pins.txt $(wildcard kit/languages/*/LC_MESSAGES/kit.po)
	$(PIP) --editable .
	@touch $@

.venv/tools: .venv/kit
	$(PIP) --editable '.[test,check,bench]'
	@touch $@

.venv/bench: .venv/kit
	$(PIP) --editable '.[bench]'
	@touch $@
