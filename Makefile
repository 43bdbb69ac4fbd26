# SPDX-License-Identifier: Apache-2.0
# make run   sets everything up, builds the demo inventory, prints its book, opens the window
# make test  sets everything up and runs the quick tests
.PHONY: run demo test slow torture check format bench screens forms translations samples lock wheel clean

PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
DEMO ?= build/demo.vhi
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONPATH = $(CURDIR)

$(VENV)/run.stamp: packaging/lock/run.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo "Python 3.11, 3.12 or 3.13 is needed; set PYTHON=/path/to/it"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) \
	  || { echo "Install the venv module: sudo apt-get install python3-venv"; exit 1; }
	@echo "Installing libraries into $(VENV) …"
	@$(PY) -m pip install -q --require-hashes --only-binary=:all: -r packaging/lock/run.txt
	@touch $@

$(VENV)/dev.stamp: packaging/lock/dev.txt $(VENV)/run.stamp
	@$(PY) -m pip install -q --require-hashes --only-binary=:all: -r packaging/lock/dev.txt
	@touch $@

demo: $(VENV)/run.stamp
	@$(PY) packaging/system.py
	@$(PY) -m heritage_desktop demo $(DEMO) --books

run: demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  $(PY) packaging/system.py --window && $(PY) -m heritage_desktop $(DEMO); \
	else echo "There is no display here: open the window later with  make run"; fi

test: $(VENV)/dev.stamp
	@$(PY) packaging/system.py
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n auto

slow: $(VENV)/dev.stamp
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n auto -m slow

# TORTURE_HISTORIES, _BUNDLES, _KILLS … set the counts; TORTURE_ONLY="histories kills" chooses
torture: $(VENV)/dev.stamp
	nice $(PY) -m tests.torture

check: $(VENV)/dev.stamp
	@$(PY) packaging/system.py
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin/lint-imports
	$(PY) packaging/forms.py --check
	$(PY) packaging/translations.py --check
	$(PY) packaging/crosswalks.py --check

format: $(VENV)/dev.stamp
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

bench: $(VENV)/dev.stamp
	@$(PY) packaging/system.py
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.benchmarks

screens: $(VENV)/dev.stamp
	@$(PY) packaging/system.py --window
	QT_QPA_PLATFORM=offscreen $(PY) packaging/screens.py build/screens

forms: $(VENV)/dev.stamp
	$(PY) packaging/forms.py

translations: $(VENV)/dev.stamp
	$(PY) packaging/translations.py extract
	$(PY) packaging/translations.py compile

samples: $(VENV)/dev.stamp
	QT_QPA_PLATFORM=offscreen $(PY) packaging/samples.py

lock:
	uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 -o packaging/lock/run.txt
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header \
	  --no-annotate --python-version 3.11 -o packaging/lock/dev.txt

wheel: $(VENV)/dev.stamp
	$(PY) -m build --wheel --no-isolation -o dist

clean:
	rm -rf build dist $(VENV)
