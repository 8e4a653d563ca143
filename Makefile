# What a newcomer types. Each command installs only what is missing (scripts/setup.sh) and says what it installs.
MAKEFLAGS += --no-print-directory
.PHONY: serve build dist test test-native test-web test-api test-e2e test-exchange test-spark soak fuzz bench screenshots clipboard clean

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
# Every recipe starts by reading this file: versions, and a PATH that finds the tools.
export BASH_ENV := $(CURDIR)/scripts/env.sh

PORT ?= 8080

# Folders count too: deleting a file changes its folder.
INPUTS := $(shell find src styles data web -not -path 'src/bin/cli*' -not -path 'src/bin/api*' -not -name '.*' 2>/dev/null) \
    index.html Trunk.toml Cargo.toml Cargo.lock rust-toolchain.toml \
    $(addprefix scripts/,finish.mjs icons.mjs knowledge.mjs offline.mjs policy.mjs)

# What the JavaScript API is made of.
API := $(shell find src data -not -path 'src/bin/app*' -not -path 'src/bin/cli*' -not -path 'src/bin/worker*' -not -name '.*' 2>/dev/null) \
    docs/api.md index.html schema/tagline-1.schema.json LICENSE-MIT LICENSE-APACHE Cargo.toml Cargo.lock rust-toolchain.toml \
    $(addprefix scripts/,api.mjs knowledge.mjs)

# The app on 127.0.0.1, for you.
serve: build target/serve
	exec target/serve dist $(PORT)

# The app in dist/, for any static host.
build: dist/index.html

dist/index.html: $(INPUTS)
	scripts/setup.sh build
	trunk build --release

target/serve: examples/serve.rs tests/e2e/server.rs
	mkdir -p target
	rustc --edition 2024 -O -o target/serve examples/serve.rs

# dist/, and dist/tagline.html: the whole app in one file that opens from disk; and dist/api, the JavaScript API.
dist: build dist/tagline.html dist/api/package.json
	ls -l dist dist/api

dist/tagline.html: dist/index.html scripts/single-file.mjs
	node scripts/single-file.mjs

# Made elsewhere first: building the app clears dist/.
target/api/package.json: $(API)
	scripts/setup.sh build
	node scripts/api.mjs target/api

dist/api/package.json: target/api/package.json
	rm -rf dist/api
	mkdir -p dist
	cp -r target/api dist/api

# Every test: the library, the components in two browsers, the built app in three, the JavaScript API in Node and in three, and
# the file formats, in short: a hundred random documents of the ten thousand.
test:
	scripts/setup.sh test exchange
	$(MAKE) test-native
	$(MAKE) test-web
	$(MAKE) test-e2e
	$(MAKE) test-api
	EXCHANGE_DOCUMENTS=100 EXCHANGE_CASES=50 $(MAKE) test-exchange

test-native:
	cargo test --locked -- --show-output

test-web:
	scripts/web-tests.sh chromedriver geckodriver

test-e2e: build dist/tagline.html dist/api/package.json
	cargo test --locked --features e2e --test e2e -- --show-output

# The JavaScript API in Node: it answers as the command line does, its examples print what they say, its types are right.
test-api: dist/api/package.json
	scripts/setup.sh api
	cargo build --locked --bin tagline
	node --test --test-reporter spec tests/api/*.test.mjs

# Every file format, read by the programs it is for, and what those write, read by us: one table (EXCHANGE_DOCUMENTS=100
# EXCHANGE_CASES=50 for a short one).
test-exchange:
	scripts/exchange.sh

# The job of examples/spark/ on a cluster of several processes, with 2,000 articles (SPARK_ARTICLES=100000 for all of them).
test-spark:
	scripts/spark.sh

# The long checks with their full counts.
soak: build dist/tagline.html
	scripts/setup.sh test exchange spark
	PROPTEST_CASES=20000 cargo test --locked --profile soak -- --show-output
	KILLS=200 FAILS=1 TABS_SECONDS=60 cargo test --locked --features e2e --test e2e -- --show-output no_saved_edit_is_lost goes_on_where_the_store loses_nothing_in_two_tabs
	$(MAKE) test-exchange
	$(MAKE) test-spark

# Hostile input for the cleaner and the tagger: an hour and a half, a third each for pastes as text, as HTML, and for texts
# that are tagged; begun with the tests' own pages. And for the reader of each format, of bundles and of journals, an hour and
# a quarter in all.
FUZZ_SECONDS ?= 1800
FUZZ_READ_SECONDS ?= 180
fuzz:
	scripts/setup.sh fuzz
	for target in text html tag; do \
	    mkdir -p fuzz/corpus/$$target; \
	    cargo fuzz run --sanitizer none $$target fuzz/corpus/$$target tests/pages tests/alone -- -max_total_time=$(FUZZ_SECONDS) -timeout=30 -rss_limit_mb=1024 \
	        -max_len=65536 -dict=fuzz/dictionaries/$${target/tag/text}.dict; \
	done
	formats=$$(cargo run --locked --quiet -- convert --help | awk '/^formats:/ { on = 1; next } on && !/only written/ { print $$1 }'); \
	for format in $$formats; do \
	    mkdir -p fuzz/corpus/read-$$format; \
	    FUZZ_FORMAT=$$format cargo fuzz run --sanitizer none read fuzz/corpus/read-$$format -- -max_total_time=$(FUZZ_READ_SECONDS) -timeout=30 \
	        -rss_limit_mb=1024 -max_len=16384 -dict=fuzz/dictionaries/read.dict; \
	done
	for target in bundle journal; do \
	    mkdir -p fuzz/corpus/$$target; \
	    cargo fuzz run --sanitizer none $$target fuzz/corpus/$$target -- -max_total_time=$(FUZZ_READ_SECONDS) -timeout=30 \
	        -rss_limit_mb=1024 -max_len=16384; \
	done

# Every figure that the README quotes.
bench: build dist/api/package.json
	scripts/setup.sh bench
	scripts/bench.sh

# Every screen in both themes and two widths, in target/screenshots/.
screenshots: build
	scripts/setup.sh bench
	cargo test --locked --features e2e --test e2e -- --ignored screenshots::

# What the clipboard holds of every development page in three engines, and how well that is cleaned.
clipboard: build
	scripts/setup.sh test
	cargo test --locked --features e2e --test e2e -- --ignored --nocapture clipboard::
	for engine in chromium firefox webkit; do for input in text html; do \
	    echo "== $$engine, $$input"; \
	    cargo run --locked --quiet --release -- eval clean --input $$input target/clipboard/$$engine.jsonl; \
	done; done

clean:
	rm -rf dist
	cargo clean
