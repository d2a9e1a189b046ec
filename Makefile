# Two commands are all that a newcomer needs: `make run` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
HOME_DIR ?= .arasha
PORT ?= 7311
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
ARASHA := target/release/arasha
DIST := crates/workbench/assets/dist
FRONT := crates/workbench

.PHONY: run test check assets e2e api evidence verifier bench fuzz soak help tidy tools chromium postgres python peers clean

help: ## Show this list
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: assets ## Build, load the sample feed and open the workbench on 127.0.0.1
	cargo build --release --locked -p arasha
	$(ARASHA) --home $(HOME_DIR) ingest fixtures/sample --sources fixtures/sample/sources.toml
	$(ARASHA) --home $(HOME_DIR) serve --alone --port $(PORT) --open

tools: ## Install what building needs (Debian): a C compiler, node and npm
	@missing=""; command -v cc >/dev/null || missing="$$missing gcc"; command -v node >/dev/null || missing="$$missing nodejs"; \
	command -v npm >/dev/null || missing="$$missing npm"; \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq $$missing; fi
	@command -v cargo >/dev/null || { echo "Rust is missing: see https://rustup.rs"; exit 1; }

assets: $(DIST)/.done ## Bundle scripts, styles and fonts of the pages

$(DIST)/.done: $(FRONT)/package-lock.json $(shell find $(FRONT)/assets -path $(DIST) -prune -o -type f -print 2>/dev/null) | tools
	cd $(FRONT) && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build
	touch $@

chromium: ## Install Debian's Chromium where it is missing
	@command -v chromium >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq chromium; }

postgres: ## Install Debian's PostgreSQL where missing
	@ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq postgresql; }

python: ## Install Debian's Python with its virtual environments, and curl, where they are missing
	@python3 -c 'import ensurepip, venv' 2>/dev/null && command -v curl >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv curl; }

peers: ## Install what others look at evidence with, where it is missing: unzip, openssl, exiftool, pdftotext
	@command -v unzip >/dev/null && command -v openssl >/dev/null && command -v exiftool >/dev/null && command -v pdftotext >/dev/null || \
	{ $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq unzip openssl libimage-exiftool-perl poppler-utils; }

test: assets chromium postgres python peers ## Pass every test: lints, units, properties, end to end in Chromium
	cargo run -q --locked -p xtask -- tidy
	cargo test --locked --workspace --all-targets
	cargo test --locked --workspace --doc
	$(MAKE) e2e
	$(MAKE) api
	$(MAKE) evidence

e2e: assets chromium ## Whole ways, in the command line and in Chromium
	cargo build -q --locked --workspace --bins
	cd tests/e2e && npm ci --no-audit --no-fund --loglevel=error && npm test --silent

api: assets python ## Ask the API what its document says, and what it does not say
	cargo build -q --locked --workspace --bins --examples
	bash tests/api/run.sh

evidence: tools python chromium peers ## Capture a page, and show archive and package to the validators of others
	cargo build -q --locked --workspace --bins --examples
	bash tests/evidence/run.sh

verifier: tools ## Put verify.html together after an edit of its parts
	node crates/package/verify/build.mjs

check: ## Clippy and format, for before a commit
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cargo fmt --all --check

bench: assets ## Measure what the goals name; prints tables (docs/benchmarks.md keeps them)
	cargo build --release --locked -p arasha
	bash xtask/bench.sh

fuzz: ## Fuzz signals and every parser, FUZZ_SECONDS each (default 60)
	bash xtask/fuzz.sh

soak: assets ## Load, kill and ask for pages for SOAK_SECONDS (default 300), then compare with a home loaded in peace
	cargo build --release --locked -p arasha
	bash xtask/soak.sh

clean: ## Remove what was built (not your data)
	cargo clean
	rm -rf $(DIST) node_modules $(FRONT)/node_modules tests/e2e/node_modules
