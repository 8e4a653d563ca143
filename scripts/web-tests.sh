#!/usr/bin/env bash
# The components' tests, in the browser of each driver named: scripts/web-tests.sh chromedriver geckodriver
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh

export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
export WASM_BINDGEN_TEST_WEBDRIVER_JSON="$PWD/scripts/webdriver.json"
# The runner's limit for all tests together, in seconds; each waits for its own conditions.
export WASM_BINDGEN_TEST_TIMEOUT=600
for driver in "$@"; do
    # The runner takes the browser whose driver is named in the environment.
    echo "== components with $driver"
    env "${driver^^}=$(command -v "$driver")" \
        cargo test --locked --target wasm32-unknown-unknown --features web --bin app --bin worker
done
