#!/usr/bin/env bash
# The job of examples/spark/ on a cluster of this machine: the same as one process, whatever is killed; and how fast it is.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
scripts/setup.sh spark

target="${CARGO_TARGET_DIR:-target}"
profile=debug
# The tests' own program does for a few articles; for many, the fast one is worth its minutes.
if [ "${SPARK_ARTICLES:-2000}" -gt 5000 ]; then profile=release; fi
cargo build --locked --quiet $([ $profile = release ] && echo --release) --bin tagline
PYTHONPATH=examples/spark "$TOOLS/spark/bin/python" tests/spark/run.py "$target/$profile/tagline" "$target/spark"
