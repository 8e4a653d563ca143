# The tools' home, their versions, and a PATH that finds them. Sourced by every script and recipe.

# One home for all checkouts, so that a fresh clone installs nothing twice.
TOOLS="${XDG_CACHE_HOME:-$HOME/.cache}/tagline/tools"

TRUNK_VERSION=0.21.14
BINARYEN_VERSION=132.0.0
GECKODRIVER_VERSION=0.37.1
CARGO_FUZZ_VERSION=0.13.2
AXE_VERSION=4.14.1
RECOGITO_VERSION=4.1.1
JSDOM_VERSION=26.1.0
TYPESCRIPT_VERSION=6.0.3
# The only one that all of the programs in tests/exchange/*.txt run on.
PYTHON_VERSION=3.11
UV_VERSION=0.13.9
# The oldest that Spark 4 runs on.
JAVA_VERSION=17
# wasm-bindgen's program must match the crate exactly, so its version is read from the lock, and each has its own folder.
WASM_BINDGEN_VERSION=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' "${BASH_SOURCE[0]%/*}/../Cargo.lock")

export PATH="$TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION/bin:$TOOLS/bin:$TOOLS/npm/node_modules/.bin:$PATH:$HOME/.cargo/bin"
# The script that the accessibility test puts into the page.
export AXE_CORE="$TOOLS/npm/node_modules/axe-core/axe.min.js"
# The Makefile has bash read this file first; what the recipes start need not read it again.
unset BASH_ENV
