# Every target says what it does: make help.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PACKAGES := libxml2-dev libzip-dev libpoppler-glib-dev poppler-data libssl-dev libxlsxwriter-dev libsqlite3-dev libzstd-dev \
  pkg-config
SOURCES := Sources Tests Package.swift Fuzz/Package.swift Fuzz/Sources/ReaderFuzz
SHARED ?= ../shared
PIPELINE ?= pipelines/nightly.yml
SECONDS ?= 600
PAGES ?= 20

.PHONY: help setup build run nightly release test lint format evaluate torture fuzz bench-extract bench-normalize report-test referees clean

help: ## Print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

setup: ## Install the Debian packages that are missing; check for a Swift toolchain
	@missing=""; for name in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' "$$name" 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$name"; \
	done; \
	if [ -n "$$missing" ]; then \
	  as_root=""; [ "$$(id -u)" -eq 0 ] || as_root=sudo; \
	  echo "installing$$missing"; \
	  $$as_root apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends $$missing; \
	fi
	@command -v swift >/dev/null || { echo "no Swift toolchain: install Swift 6.1 or later from https://swift.org/install"; exit 1; }

build: setup ## Build the program, optimized: .build/release/dafu, and its reader of PDF beside it
	swift build -c release --product dafu
	swift build -c release --product dafu-pdf

run: build ## Build, run the nightly pipeline on the sample, say where the release is and what is in it
	.build/release/dafu run pipelines/nightly.yml

nightly: build ## Run a pipeline unattended: make nightly PIPELINE=pipelines/nightly.yml
	.build/release/dafu run $(PIPELINE)

release: build ## Publish under a version name, never overwriting one: make release VERSION=2026.11.23 (default: today, .1, .2, …)
	.build/release/dafu run $(PIPELINE) --version-name $(if $(VERSION),$(VERSION),$$(date -u +%Y.%m.%d) --number-if-taken)

test: setup lint ## Lint, run all tests, then do to some runs what a bad night does
	swift build --build-tests
	swift test --skip-build
	python3 Tests/Faults/torture.py .build/debug/dafu

torture: build ## Kill runs, fill disks and edit inputs at random for about an hour; what must hold stands in Tests/Faults
	python3 Tests/Faults/torture.py .build/release/dafu --long

lint: ## Check the formatting of every Swift file
	swift format lint --strict -r $(SOURCES)

format: ## Format every Swift file in place
	swift format -i -r $(SOURCES)

evaluate: build ## Measure accuracy on the gold tables of SHARED (default ../shared), where there are any
	@test -d "$(SHARED)/gold" || { echo "no gold tables in $(SHARED)/gold: nothing to measure"; exit 0; }; \
	for set in "$(SHARED)"/gold/*/; do name=$$(basename "$$set"); \
	  echo "== $$name"; \
	  .build/release/dafu run $(PIPELINE) --input "$(SHARED)/corpus/$$name" --output ".build/evaluate/$$name" >/dev/null || [ $$? -eq 3 ] || exit 1; \
	  release=$$(echo .build/evaluate/$$name/*/latest); \
	  .build/release/dafu evaluate --gold "$$set" "$$release" || exit 1; \
	done

# One option names both sanitizers: of two options the compiler heeds the last.
fuzz: setup ## Fuzz the readers: make fuzz SECONDS=1800; what breaks them is left in Fuzz/.build/found
	swift build --package-path Fuzz -c release --sanitize=fuzzer -Xswiftc -sanitize=address,fuzzer
	python3 Fuzz/seeds.py pipelines/sample Fuzz/.build/seeds
	@mkdir -p Fuzz/.build/corpus Fuzz/.build/found
	nice -n 19 Fuzz/.build/release/ReaderFuzz -fork=1 -ignore_crashes=1 -ignore_timeouts=1 -ignore_ooms=1 \
	  -max_total_time=$(SECONDS) -max_len=16384 -timeout=5 -rss_limit_mb=2048 -dict=Fuzz/reader.dict \
	  -artifact_prefix=Fuzz/.build/found/ Fuzz/.build/corpus Fuzz/.build/seeds
	@found=$$(ls Fuzz/.build/found); test -z "$$found" || { echo "found: $$found"; exit 1; }

bench-extract: build ## Compare the body text with other extractors (from PyPI) on generated pages: PAGES a template
	python3 Benchmarks/pages/generate.py .build/bench/pages $(PAGES)
	python3 Benchmarks/pages/peers.py .build/bench/pages --install .build/bench/venv

bench-normalize: build ## Compare figures and dates with other readers of Chinese prose (from PyPI)
	python3 Benchmarks/prose/peers.py --install .build/bench/prose --shared "$(SHARED)"

report-test: build ## Drive the sample's report.html in headless Chromium (Debian) with selenium (PyPI)
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || { \
	  as_root=""; [ "$$(id -u)" -eq 0 ] || as_root=sudo; $$as_root apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends \
	    chromium chromium-driver fonts-noto-cjk; }
	@test -d .build/report-test/venv || python3 -m venv .build/report-test/venv
	.build/report-test/venv/bin/pip install -q 'selenium>=4.20,<5' 'jsonschema>=4,<5' 'PyYAML>=6,<7'
	rm -rf .build/report-test/out
	.build/release/dafu run pipelines/nightly.yml --output .build/report-test/out >/dev/null
	.build/report-test/venv/bin/python Tests/Referees/report.py .build/report-test/out/*/latest .build/report-test/pictures

referees: build ## Let outside programs judge the sample's release and one of hostile text (PyPI; LibreOffice from Debian)
	@command -v soffice >/dev/null || { \
	  as_root=""; [ "$$(id -u)" -eq 0 ] || as_root=sudo; $$as_root apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui; }
	@test -d .build/referees/venv || python3 -m venv .build/referees/venv
	.build/referees/venv/bin/pip install -q -r Tests/Referees/requirements.txt
	rm -rf .build/referees/sample .build/referees/hostile .build/referees/hostile.ndjson
	.build/release/dafu run pipelines/nightly.yml --output .build/referees/sample >/dev/null
	.build/referees/venv/bin/python Tests/Referees/referees.py .build/referees/sample/*/latest --work .build/referees/work
	.build/release/dafu extract pipelines/sample | .build/release/dafu normalize \
	  | .build/referees/venv/bin/python Tests/Referees/hostile.py > .build/referees/hostile.ndjson
	.build/release/dafu load pipelines/nightly.yml --output .build/referees/hostile < .build/referees/hostile.ndjson >/dev/null
	.build/referees/venv/bin/python Tests/Referees/referees.py .build/referees/hostile/*/latest --work .build/referees/work

clean: ## Remove what was built; releases stay
	swift package clean
	rm -rf .build/evaluate .build/bench .build/report-test .build/referees Fuzz/.build
