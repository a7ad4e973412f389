# Everything a fresh machine needs comes from here: Python 3.11+, make and the package registries.
PYTHON ?= python3
BIN := .venv/bin
VALIDATOR := .venv/validator

# Hundreds of processes start in the tests and the benchmarks: none shall have to compile the modules anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check bench bundle docs clean

help:
	@echo "make demo   the sample tracker, a quarterly deck and a stakeholder report, into out/"
	@echo "make test   the tests, with LibreOffice, Java and the Open XML SDK validator"
	@echo "make check  style and types"
	@echo "make docs   the generated pages of the manual"
	@echo "make bundle offline installation for users: docs/install.md"
	@echo "make bench  speed, as ratios against a floor measured in the same run"

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

demo: .venv/ready
	@$(BIN)/exectrack demo out

$(VALIDATOR)/ready: | .venv/ready
	@bash tests/tools/install_validator.sh $(VALIDATOR)
	@touch $@

test: .venv/ready $(VALIDATOR)/ready
	@bash tests/tools/install_libreoffice.sh
	@bash tests/tools/install_java.sh
	@bash tests/tools/install_chromium.sh .venv/page
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: .venv/ready
	$(BIN)/python -c "from exectrack_xl.report import manual; from pathlib import Path; \
	Path('docs/metrics.md').write_text(manual.metrics_page(), encoding='utf-8'); \
	Path('docs/columns.md').write_text(manual.columns_page(), encoding='utf-8')"

.venv/peers: | .venv/ready
	@bash benchmarks/install_peers.sh $@
	@mkdir -p $@

bench: .venv/ready .venv/peers
	@bash tests/tools/install_java.sh
	$(BIN)/python -m benchmarks

# BUNDLE="--windows 3.11 --python-embed ZIP --sha256 HASH" for Windows
bundle: .venv/ready
	@$(BIN)/python -m bundle out $(BUNDLE)

clean:
	rm -rf .venv out .pytest_cache .mypy_cache .ruff_cache .hypothesis
