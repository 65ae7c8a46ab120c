# Each target is thin: it prepares .venv once and calls the program.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= out

.PHONY: site test test-all edit serve lint lock clean

site: $(VENV)/.ready            ## build the website, the leaflets and the reach figures into out/
	$(BIN)/lachan build --out $(OUT)

test: $(VENV)/.ready-dev        ## run the tests (real browser, real validators)
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow"

test-all: $(VENV)/.ready-dev    ## the same with the slow journeys
	$(BIN)/python -m pytest -n 2 --dist worksteal

serve: site                     ## look at the built website on this machine
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(OUT)/site 8000

lint: $(VENV)/.ready-dev        ## what .ci/run checks beside the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lachan check

lock: $(VENV)/.ready-dev        ## pin every dependency anew, with hashes and no registry's address
	$(BIN)/uv pip compile pyproject.toml --extra build --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header -q -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(OUT)

$(VENV)/.ready: requirements.lock pyproject.toml .ci/system-packages
	sh .ci/system-packages build
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	sh .ci/system-packages test
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
