# Every target says what it does: make help.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PACKAGES := libxml2-dev libzip-dev libpoppler-glib-dev poppler-data libleptonica-dev libssl-dev libxlsxwriter-dev libsqlite3-dev \
  libzstd-dev pkg-config
SOURCES := Sources Tests Package.swift Fuzz/Package.swift Fuzz/Sources/ReaderFuzz
SHARED ?= ../shared
PIPELINE ?= pipelines/nightly.yml
SECONDS ?= 600
PAGES ?= 20
N ?= 1000
SEED ?= 1
ROUNDS ?= 5

.PHONY: help setup build profile run nightly release test lint format evaluate torture fuzz bench bench-long bench-micro bench-extract bench-normalize format-test report-test referees dist spark-setup spark-check spark-test spark-measure clean

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

# With Swift's libraries inside: the program starts in less time and needs no Swift where it runs. Where the toolchain has
# no such libraries, it is linked as usual.
STATIC := $(if $(wildcard $(dir $(realpath $(shell command -v swift)))../lib/swift_static/linux/libFoundation.a),--static-swift-stdlib)

# Optimized by how often what runs (make profile). A toolchain that cannot read the profile builds without it.
TOOLCHAIN := $(dir $(realpath $(shell command -v swift)))
PROFILE := Benchmarks/speed/dafu.profdata
GUIDE = $(shell $(TOOLCHAIN)llvm-profdata show $(PROFILE) >/dev/null 2>&1 && \
  $(TOOLCHAIN)swift-frontend -frontend -help-hidden 2>/dev/null | grep -q -- -ir-profile-use && \
  echo -Xswiftc -Xfrontend -Xswiftc -ir-profile-use=$(CURDIR)/$(PROFILE))

build: setup ## Build the program, optimized: .build/release/dafu, and its reader of PDF beside it
	swift build -c release --product dafu $(STATIC) $(GUIDE)
	swift build -c release --product dafu-pdf $(STATIC) $(GUIDE)

# What counts is built in a folder of its own: it is slower, and ends by exit.
profile: setup ## Count anew what runs how often, for `make build` (a quarter of an hour; after larger changes)
	swift build -c release --product dafu $(STATIC) --scratch-path .build/profiling -Xswiftc -DPROFILING \
	  -Xswiftc -Xfrontend -Xswiftc -ir-profile-generate -Xlinker -u__llvm_profile_runtime \
	  -Xlinker $(firstword $(wildcard $(TOOLCHAIN)../lib/clang/*/lib/linux/libclang_rt.profile-$(shell uname -m).a))
	rm -rf .build/profiling/counts .build/profiling/corpus .build/profiling/output
	python3 Benchmarks/corpus/generate.py .build/profiling/corpus 150 7
	for input in .build/profiling/corpus Tests/Fixtures; do \
	  LLVM_PROFILE_FILE=.build/profiling/counts/%p.profraw .build/profiling/release/dafu run $(PIPELINE) --jobs 1 \
	    --input $$input --output .build/profiling/output/$$(basename $$input) >/dev/null 2>&1 || [ $$? -eq 3 ] || exit 1; done
	$(TOOLCHAIN)llvm-profdata merge -sparse --no-function='[.]o;' -o $(PROFILE) .build/profiling/counts/*.profraw
	rm -rf $$(readlink -f .build/release)

run: build ## Build, run the nightly pipeline on the sample, say where the release is and what is in it
	.build/release/dafu run pipelines/nightly.yml

nightly: build ## Run a pipeline unattended: make nightly PIPELINE=pipelines/nightly.yml
	.build/release/dafu run $(PIPELINE)

release: build ## Publish under a version name, never overwriting one: make release VERSION=2026.11.23 (default: today, .1, .2, …)
	.build/release/dafu run $(PIPELINE) --version-name $(if $(VERSION),$(VERSION),$$(date -u +%Y.%m.%d) --number-if-taken)

test: setup lint ## Lint, run all tests, then do to some runs what a bad night does
	swift build --build-tests
	@set -o pipefail; swift test --skip-build 2>&1 | tee .build/tests.log || { \
	  printf '\nwhat failed (the whole output: .build/tests.log):\n'; grep -aE '✘|error:' .build/tests.log; exit 1; }
	python3 Tests/Faults/torture.py .build/debug/dafu
	@if $(MAKE) --no-print-directory spark-setup; then $(MAKE) --no-print-directory spark-check; \
	else echo "LEFT OUT: the Spark tests, since Java or pyspark is not to be had here (make spark-check runs them)"; fi

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

bench: build ## Measure speed beside yardsticks on a generated corpus: make bench N=1000 SEED=1 ROUNDS=5
	python3 Benchmarks/speed/bench.py --documents $(N) --seed $(SEED) --rounds $(ROUNDS) --install

bench-long: build ## The rows of `make bench` that need 100,000 documents (8 GB of disk, an hour or more)
	python3 Benchmarks/speed/bench.py --documents $(N) --seed $(SEED) --long --only scale

bench-micro: setup ## Measure hot functions by themselves with ordo-one/benchmark, in a package of its own
	swift package --package-path Benchmarks/micro --disable-sandbox benchmark

bench-extract: build ## Compare the body text with other extractors (from PyPI) on generated pages: PAGES a template
	python3 Benchmarks/pages/generate.py .build/bench/pages $(PAGES)
	python3 Benchmarks/pages/peers.py .build/bench/pages --install .build/bench/venv

bench-normalize: build ## Compare figures and dates with other readers of Chinese prose (from PyPI)
	python3 Benchmarks/prose/peers.py --install .build/bench/prose --shared "$(SHARED)"

format-test: build ## Write the sample as DOCX, PDF (LibreOffice), OFD, and scans (tesseract); compare each figure with the page's
	@command -v soffice >/dev/null && command -v pdftoppm >/dev/null && command -v tesseract >/dev/null && test -n "$$(fc-list 2>/dev/null | grep -i cjk)" || { \
	  as_root=""; [ "$$(id -u)" -eq 0 ] || as_root=sudo; $$as_root apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends \
	    libreoffice-writer-nogui fontconfig fonts-noto-cjk poppler-utils tesseract-ocr tesseract-ocr-chi-sim; }
	rm -rf .build/format-test
	python3 Tests/Formats/forms.py .build/release/dafu pipelines/sample .build/format-test --forms docx,pdf,ofd,scan,tiff

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

# A build folder of its own: everything is compiled anew for static linking.
dist: build ## Build dist/dafu-<version>-linux-<arch>.tar.gz, which runs wherever it is unpacked; try it in an empty folder
	@command -v patchelf >/dev/null && command -v readelf >/dev/null || { \
	  as_root=""; [ "$$(id -u)" -eq 0 ] || as_root=sudo; $$as_root apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends patchelf binutils; }
	swift build -c release --static-swift-stdlib --product dafu $(GUIDE) --scratch-path .build/dist
	swift build -c release --static-swift-stdlib --product dafu-pdf $(GUIDE) --scratch-path .build/dist
	pipelines/spark/dist.sh .build/dist/release dist
	python3 Tests/Spark/dist.py dist/dafu-$$(.build/release/dafu --version)-linux-$$(uname -m).tar.gz .build/release/dafu

SPARK_VENV := .build/spark-venv
PYSPARK := 4.3.0

spark-setup: ## Install what the Spark tests need: Java 17 from Debian, pyspark from PyPI
	@command -v java >/dev/null || { \
	  as_root=""; [ "$$(id -u)" -eq 0 ] || as_root=sudo; $$as_root apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless; } || \
	  { echo "Java is not to be had: the Spark tests need openjdk-17-jre-headless"; exit 1; }
	@test -x $(SPARK_VENV)/bin/python || python3 -m venv $(SPARK_VENV) || \
	  { echo "python3 -m venv failed: the Spark tests need python3-venv"; exit 1; }
	@$(SPARK_VENV)/bin/python -c 'import pyspark, sys; sys.exit(pyspark.__version__ != "$(PYSPARK)")' 2>/dev/null || \
	  $(SPARK_VENV)/bin/pip install -q 'pyspark==$(PYSPARK)' || \
	  { echo "pyspark $(PYSPARK) is not to be had from PyPI: the Spark tests need it"; exit 1; }

spark-check: spark-setup ## The short Spark test, with the debug build: supervision, a job, an executor killed, faulty documents
	$(SPARK_VENV)/bin/python Tests/Spark/run.py --dafu .build/debug/dafu

spark-test: dist spark-setup ## The long Spark test, with the archive: 2,000 documents, executors killed, documents that crash or hang
	$(SPARK_VENV)/bin/python Tests/Spark/run.py --dafu .build/release/dafu --documents 2000 --long \
	  --archive dist/dafu-$$(.build/release/dafu --version)-linux-$$(uname -m).tar.gz

spark-measure: build spark-setup ## Measure what a document costs on Spark, on one and two cores
	$(SPARK_VENV)/bin/python Tests/Spark/measure.py .build/release/dafu

clean: ## Remove what was built; releases stay
	swift package clean
	rm -rf dist Benchmarks/micro/.build .build/dist .build/profiling .build/evaluate .build/bench .build/report-test .build/referees Fuzz/.build
