#!/usr/bin/env bash
# What we write in every format, read by the programs it is for, and what those write, read by us: one table. Before it, figures
# of agreement against the programs that others work them out with.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
scripts/setup.sh exchange

target="${CARGO_TARGET_DIR:-target}"
out="$target/exchange"
rm -rf "$out"
cargo build --locked --quiet --bin tagline
cargo run --locked --quiet --example exchange -- "$out" "${EXCHANGE_DOCUMENTS:-10000}"
TAGLINE="$target/debug/tagline" "$TOOLS/exchange/readers/bin/python" tests/exchange/agreement.py
TAGLINE="$target/debug/tagline" EXCHANGE_NPM="$TOOLS/npm" EXCHANGE_PYTHONS="$TOOLS/exchange" \
    python3 tests/exchange/run.py "$out"
