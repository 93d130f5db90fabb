#   make run      build, and render the tutorials into output/
#   make web      compile the engine of the pages for WebAssembly, as make run does too
#   make test     make run, then every test
#   make test-exports  read what `exercise export` writes with programs from PyPI
#   make test-browser  make run, then drive the pages in Chromium, and the playground in Firefox too
#   make portable  make web, then compare the engine with the program, in Node
#   make fuzz     try random programs and damaged files for SECONDS=600 from SEED=1, and keep what
#                 crashes, hangs or differs from Python and from the PyTorch of FUZZ_TORCH=PYTHON
#   make bench    time what users wait for beside CPython, dot, micrograd and the PyTorch of
#                 BENCH_TORCH=PYTHON; the results and their plot go to .build/bench
#   make lint     check how the source is laid out
#   make format   lay the source out
#   make record   record the tests' snapshots again
#   make clean    remove what was built

SOURCES := Package.swift Plugins Sources Tests Benchmarks Portable
PACKAGES := pkg-config libgraphviz-dev librsvg2-2 libcmark-gfm-dev \
	libcmark-gfm-extensions-dev libarchive-dev fonts-dejavu-core
TEST_PACKAGES := graphviz libxml2-utils
# Graphviz and expat are fetched as sources.
WEB_PACKAGES := pkg-config libgraphviz-dev wasi-libc libclang-rt-14-dev-wasm32 dpkg-dev bison
# The playground's editor, which is put into its page.
EDITOR_PACKAGES := libjs-codemirror
BROWSER_PACKAGES := chromium chromium-driver firefox-esr python3-venv

# Tests import no module with @testable, so that they run on the build that `make run` has made.
TEST := swift test -c release --disable-testable-imports

READERS := Tests/QuizExportTests/Readers

.PHONY: help run program web test test-exports test-browser portable fuzz bench lint format record clean swift

help:
	@sed -n 's/^#   //p' Makefile

run: swift
	@.ci/install $(PACKAGES) $(EDITOR_PACKAGES) $(WEB_PACKAGES)
	@# Side by side, since most of the engine is compiled by one thread.
	@$(MAKE) --no-print-directory -j2 program web
	@# The program looks for the engine beside itself.
	cp .build/web/gradwalk.wasm.gz .build/release/
	.build/release/gradwalk slides tutorials/03-accumulation.md --of loss --theme auto \
		--size 960x540 -o output/accumulation.svg
	.build/release/gradwalk build tutorials -o output

program: swift
	swift build -c release --product gradwalk

web: swift
	@.ci/install $(WEB_PACKAGES)
	@$(MAKE) --no-print-directory -j -f Portable/Makefile

test: run
	@.ci/install $(TEST_PACKAGES)
	$(TEST)

test-exports: swift .build/readers-venv
	@.ci/install $(PACKAGES) $(TEST_PACKAGES)
	swift build -c release --product gradwalk
	.build/readers-venv/bin/python $(READERS)/check.py .build/release/gradwalk

.build/readers-venv: $(READERS)/requirements.txt
	@.ci/install python3-venv
	rm -rf $@ $@.new
	python3 -m venv $@.new
	$@.new/bin/pip install --quiet --disable-pip-version-check -r $<
	mv $@.new $@

test-browser: run .build/browser-venv
	@.ci/install $(BROWSER_PACKAGES)
	.build/browser-venv/bin/python Tests/BrowserTests/run.py

.build/browser-venv:
	@.ci/install $(BROWSER_PACKAGES)
	rm -rf $@.new
	python3 -m venv $@.new
	$@.new/bin/pip install --quiet selenium==4.51.0
	mv $@.new $@

portable: web
	@.ci/install nodejs
	swift build -c release --product web-answers
	node Portable/check.mjs

SECONDS ?= 600
SEED ?= 1

fuzz: swift
	@.ci/install $(PACKAGES)
	swift build -c release --product gradwalk
	@if command -v python3 >/dev/null; then \
		python3 Tests/Fuzz/fuzz.py --seconds $(SECONDS) --seed $(SEED) .build/release/gradwalk; \
	else echo "There is no python3 to fuzz with: skipped." >&2; fi

bench: swift .build/bench-venv
	@.ci/install $(PACKAGES) $(TEST_PACKAGES)
	swift build -c release --product gradwalk
	swift build -c release --package-path Benchmarks/moons --scratch-path .build/moons
	.build/bench-venv/bin/python Benchmarks/bench.py .build/release/gradwalk \
		.build/moons/release/moons-bench .build/bench $(BENCH_TORCH)

.build/bench-venv:
	python3 -m venv $@.new
	$@.new/bin/pip install --quiet micrograd==0.1.0
	mv $@.new $@

lint: swift
	swift format lint --strict --recursive $(SOURCES)
	.ci/documented

format: swift
	swift format --in-place --recursive $(SOURCES)

record: swift
	@echo "Recording counts as a failure; look at what git says has changed."
	-RECORD_SNAPSHOTS=1 $(TEST)
	git status --short -- Tests

clean:
	rm -rf .build

swift:
	@command -v swift >/dev/null || \
	{ echo "Swift 6.2 or newer is needed: https://www.swift.org/install" >&2; exit 1; }
