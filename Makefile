# What there is to run. Each target installs what it is missing first, says what it does, and does nothing
# twice; the scripts are in .make/. `make serve` and `make test` are the two that a newcomer needs.

MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup setup-browser build wasm package types page single sizes interactions serve test test-packages bench fuzz arithmetic verify example-datafusion release clean

# Folders are among the inputs so that a deleted file counts as a change too.
core := Cargo.toml Cargo.lock $(shell find src)
package := $(wildcard pkg/*.js pkg/*.ts pkg/package.json)
site := $(shell find www -not -path 'www/dist*')

# Two modules come from one run of .make/wasm; the lean one is made last.
module := pkg/wasm-lean/perpixel_bg.wasm
# What else of the package is built; this part of it is made last.
packed := pkg/inline.cjs
index := www/dist/index.html
single := www/dist-single/perpixel.html

help:
	@echo 'make serve   build and serve the page on a local port'
	@echo 'make test    every check, in browsers too'
	@echo 'make test-packages   the package under bundlers and platforms too big for that'
	@echo 'make build   the package in pkg/ and the page in www/dist/'
	@echo 'make single  the page as one HTML file that opens from a disk, in www/dist-single/'
	@echo 'make sizes   what the built page weighs, against its budgets'
	@echo 'make interactions   how long the built page takes to answer, at a quarter of the speed'
	@echo 'make bench   how fast the package is beside its peers (BENCH=--quick: one short run)'
	@echo 'make example-datafusion   a usage table priced in SQL, in one process and on a cluster of two; builds long'
	@echo 'make fuzz    every fuzz target for a minute (TARGETS= some of them)'
	@echo 'make arithmetic   a million prices against exact fractions in Python'
	@echo 'make verify  the long form of every check, for hours, and one table (CHECKS= some of them; .make/verify --list)'
	@echo 'make types   write pkg/types.d.ts and www/schema/ anew from the Rust types'
	@echo 'make setup   only install what the others need'
	@echo 'make release VERSION=1.2.3   put a new version into crate, package and changelog (DRY=1 only says what)'
	@echo 'make clean   remove what was built here; installed tools stay'

setup:
	@.make/setup

setup-browser:
	@.make/setup --browser

build: wasm package page

wasm: $(module)

package: $(packed)

types: setup
	@PERPIXEL_UPDATE=1 cargo test --quiet --lib -- of_rust of_the_types

page: $(index)

single: $(single)

# Set-up comes before a build but is no reason for one, hence the bar.
$(module): $(core) .make/wasm .make/inline.js .make/integrity.js .make/versions LICENSE-MIT LICENSE-APACHE | setup
	@.make/wasm

$(packed): $(module) $(package) www/catalogs www/schema $(wildcard www/catalogs/*.json www/schema/*.json) .make/package.js package-lock.json | setup
	@node .make/package.js

$(single): $(module) $(package) $(site) package-lock.json | setup
	@.make/single

# The page links to its one-file copy.
$(index): $(module) $(package) $(site) $(single) package-lock.json | setup
	@.make/page

sizes: build
	@node www/build/sizes.mjs

interactions: build setup-browser
	@node www/build/interactions.mjs

serve: build
	@node .make/serve.js

test: setup-browser
	@.make/test

test-packages: setup-browser package
	@.make/test-packages

bench: setup-browser package
	@.make/bench $(BENCH)

fuzz: setup
	@.make/fuzz $(TARGETS)

arithmetic: setup
	@.make/arithmetic

verify: setup-browser
	@.make/verify $(CHECKS)

example-datafusion: setup
	@cd examples/datafusion && cargo test --quiet && ./run.sh

release:
	@node .make/release.js "$(VERSION)" $(if $(DRY),--dry-run)

clean:
	rm -rf target pkg/wasm pkg/wasm-lean pkg/LICENSE-MIT pkg/LICENSE-APACHE pkg/catalogs pkg/inline.cjs pkg/schema www/dist www/dist-single fuzz/target fuzz/corpus fuzz/artifacts examples/datafusion/target
