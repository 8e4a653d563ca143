#!/usr/bin/env bash
# Every figure that the README quotes, as one table. Programs give lines of FIGURE, a name and a value, parted by tabs.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh

target="${CARGO_TARGET_DIR:-target}"
mkdir -p "$target/bench"
figures="$target/bench/figures.tsv"
: >"$figures"
# measure COMMAND…: keeps the figures it prints; what else it prints is shown only if it fails.
measure() {
    echo "bench: $*" >&2
    "$@" >"$target/bench/output.txt" 2>&1 || { cat "$target/bench/output.txt" >&2 && return 1; }
    grep '^FIGURE' "$target/bench/output.txt" | cut -f 2- >>"$figures"
}

measure node scripts/sizes.mjs

# The same program for both sides, with the app's own flags.
flags=$(sed -n 's/.*data-bin="worker".*data-wasm-opt-params="\([^"]*\)".*/\1/p' index.html)
level=$(sed -n 's/.*data-bin="worker".*data-wasm-opt="\([^"]*\)".*/\1/p' index.html)
cargo build --locked --release --bin throughput --features bench
cargo build --locked --release --bin throughput --features bench,web --target wasm32-unknown-unknown
wasm-bindgen --target web --no-typescript --out-dir "$target/bench" \
    "$target/wasm32-unknown-unknown/release/throughput.wasm"
# shellcheck disable=SC2086
wasm-opt "-O$level" $flags -o "$target/bench/throughput_bg.wasm" "$target/bench/throughput_bg.wasm"
echo '<!doctype html><script type="module">import init from "./throughput.js"; await init();</script>' \
    >"$target/bench/index.html"
cargo build --locked --release --bin desk --features bench
# The bare list beside the app, with the app's flags.
flags=$(sed -n 's/.*data-bin="app".*data-wasm-opt-params="\([^"]*\)".*/\1/p' index.html)
level=$(sed -n 's/.*data-bin="app".*data-wasm-opt="\([^"]*\)".*/\1/p' index.html)
cargo build --locked --profile small --bin bare_list --features bench,web --target wasm32-unknown-unknown
wasm-bindgen --target web --no-typescript --out-dir "$target/bench" \
    "$target/wasm32-unknown-unknown/small/bare_list.wasm"
# shellcheck disable=SC2086
wasm-opt "-O$level" $flags -o "$target/bench/bare_list_bg.wasm" "$target/bench/bare_list_bg.wasm"
echo '<!doctype html><meta charset=utf-8><script type="module">import init from "./bare_list.js"; await init();</script>' \
    >"$target/bench/bare.html"
cargo build --locked --features e2e --tests

browser=(cargo test --locked --features e2e --test e2e -- --ignored --show-output --exact)
measure "${browser[@]}" timing::startup
measure "${browser[@]}" scale::scale
measure "$target/release/desk"
# In turns: the machine is not as quick at all times.
for _ in 1 2; do
    measure "${browser[@]}" desk::desk
    measure "${browser[@]}" desk::bare_list
done
# How many times longer the app takes than the bare list: the medians of each two runs.
awk -F '\t' '
    /^(app|bare list), .*(opened text is seen|: (accept|undo), (frame|CPU))/ {
        who = $1; sub(/,.*/, "", who); what = $1; sub(/^[^,]*, /, "", what); sum[who, what] += $2; all[what]
    }
    END {
        for (what in all) if (sum["bare list", what] > 0)
            printf "%s, app : bare list\t%.2f\n", what, sum["app", what] / sum["bare list", what] | "sort"
    }
' "$figures" >"$target/bench/bare.tsv"
cat "$target/bench/bare.tsv" >>"$figures"
# In turns, and the best of each counts: what else the machine does slows one or the other down.
for _ in 1 2 3; do
    measure "$target/release/throughput"
    measure "${browser[@]}" timing::throughput
done
awk -F '\t' '
    !/MB\/s/ { print; next }
    $2 + 0 > best[$1] { best[$1] = $2 + 0 }
    END { for (name in best) printf "%s\t%.2f MB/s\n", name, best[name] | "sort" }
' "$figures" >"$target/bench/best.tsv"
mv "$target/bench/best.tsv" "$figures"
# How many times longer wasm takes.
awk -F '\t' '
    $1 ~ /, native$/ { split($1, name, ","); native[name[1]] = $2 + 0 }
    $1 ~ /, wasm/ { split($1, name, ","); printf "%s, native : wasm\t%.2f\n", name[1], native[name[1]] / ($2 + 0) }
' "$figures" >"$target/bench/ratios.tsv"
cat "$target/bench/ratios.tsv" >>"$figures"

echo
awk -F '\t' '{ printf "%-58s %s\n", $1, $2 }' "$figures"

if [ -d ../shared ]; then
    cargo build --locked --release --bin tagline --example train_blocks
    pages=../shared/cleaning/dev.jsonl.gz
    if [ -f "$pages" ]; then
        # The choice of blocks has seen these pages: what counts is how it does on sites that it was not shown.
        echo
        echo "bodies, precision, recall and F1, the pages of each site held out in turn"
        "$target/release/examples/train_blocks" "$pages"
    fi
    if [ -f ../shared/tagging/news_dev.jsonl ]; then
        cargo build --locked --release --example replay
        echo
        echo "keys of a simulated user who annotates the articles in turn"
        "$target/release/examples/replay" ../shared/tagging/news_dev.jsonl | grep -v '^FIGURE'
    fi
    for task in "clean $pages" "clean --input html $pages" "tag --links tests/links/news_dev.tsv ../shared/tagging/news_dev.jsonl"; do
        [ -f "${task##* }" ] || continue
        echo
        echo "tagline eval $task"
        # shellcheck disable=SC2086
        "$target/release/tagline" eval $task
    done
fi
