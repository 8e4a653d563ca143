#!/usr/bin/env bash
# What we write in every format, read by the programs it is for, and what those write, read by us: one table. Before it, figures
# of agreement against the programs that others work them out with.
#
# EXCHANGE_DOCUMENTS random documents (10,000) and EXCHANGE_CASES of agreement (200): the same ones each time.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
scripts/setup.sh exchange

target="${CARGO_TARGET_DIR:-target}"
out="$target/exchange"
rm -rf "$out"
cargo build --locked --quiet --bin tagline
cargo run --locked --quiet --example exchange -- "$out" "${EXCHANGE_DOCUMENTS:-10000}"
export TAGLINE="$target/debug/tagline"

python="$TOOLS/exchange/readers/bin/python"

# Both to their end, side by side, so that what is printed shows all that is wrong.
"$python" tests/exchange/agreement.py "${EXCHANGE_CASES:-200}" >"$out/agreement.txt" 2>&1 &
agreement=$!
trap 'kill "$agreement" 2>/dev/null || true' EXIT
failed=''
EXCHANGE_NPM="$TOOLS/npm" EXCHANGE_PYTHONS="$TOOLS/exchange" "$python" tests/exchange/run.py "$out" >"$out/table.txt" || failed='the table'
wait "$agreement" || failed="${failed:+$failed and }agreement"
cat "$out/agreement.txt" "$out/table.txt"
if [ -n "$failed" ]; then
    echo "exchange: failed, see above: $failed" >&2
    exit 1
fi
