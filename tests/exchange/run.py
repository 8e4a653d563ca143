"""Runs every checker in readers/, each with the Python that has its reader, and prints what they found as one table.

run.py OUT, where OUT is what `cargo run --example exchange -- OUT` wrote. Ends with 1 if anything is not as it should be: a
mismatch, a checker that compared nothing, a format that nobody read. Of only some formats, for a while:
EXCHANGE_FORMATS="brat cas".
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

READERS = Path(__file__).parent / "readers"
# The checkers whose readers stand apart.
APART = {"by_doccano": "doccano", "by_label_studio": "label-studio"}


def run(checker, out):
    """The rows that a checker prints, and what it said if it failed."""
    home = Path(os.environ["EXCHANGE_PYTHONS"], APART.get(checker.stem, "readers"))
    began = time.monotonic()
    done = subprocess.run([home / "bin/python", str(checker), str(out)], capture_output=True, text=True)
    seconds = time.monotonic() - began
    rows = [json.loads(line) for line in done.stdout.split("\n") if line.startswith('{"format"')]
    failure = None
    if done.returncode != 0:
        failure = f"{checker.stem}: ended with {done.returncode}: {done.stderr[-2000:]}"
    elif not rows and "EXCHANGE_FORMATS" not in os.environ:
        failure = f"{checker.stem}: compared nothing"
    print(f"exchange: {checker.stem} {seconds:.0f} s", file=sys.stderr, flush=True)
    return rows, failure


def main():
    """All checkers, a few at a time, and the table."""
    out = Path(sys.argv[1])
    checkers = sorted(READERS.glob("by_*.py")) + [READERS / "not_carried.py"]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = list(pool.map(lambda checker: run(checker, out), checkers))
    rows = [row for found, _ in results for row in found]
    failures = [failure for _, failure in results if failure]
    failures += [f"{row['format']}, {row['set']}, {row['reader']}: {why}" for row in rows for why in wrong(row)]
    read = {row["format"] for row in rows if "not_carried" not in row}
    worked_out = {row["format"]: row for row in rows if "not_carried" in row}
    only = os.environ.get("EXCHANGE_FORMATS", "").split()
    for format in sorted({path.name for path in out.glob("*/*") if path.is_dir()}):
        if only and format not in only:
            continue
        if format not in read:
            failures.append(f"{format}: nobody read it")
        if format not in worked_out:
            failures.append(f"{format}: nobody worked out what it can't carry")
    print_table(rows)
    for failure in dict.fromkeys(failures):
        print(f"\n{failure}")
    passed = sum(not wrong(row) for row in rows)
    print(f"\nexchange: {passed} passed, {len(dict.fromkeys(failures))} failed")
    sys.exit(bool(failures))


def wrong(row):
    """What is wrong with a row, if anything is."""
    if row["mismatches"]:
        return ["\n  ".join([f"{row['mismatches']} mismatches", *row["wrong"]])]
    if not row["mentions"]:
        return ["no mention was compared"]
    return []


def print_table(rows):
    """A line for each format and reader, its sets together; then what the format can't carry; why documents are not read."""
    lines = {}
    for row in rows:
        line = lines.setdefault((row["format"], row["reader"]), {})
        for name in ("documents", "mentions", "mismatches", "not_carried", "told"):
            if name in row:
                line[name] = line.get(name, 0) + row[name]
        line.setdefault("unread", Counter()).update(row.get("unread", {}))
    order = sorted(lines, key=lambda key: (key[0], "not_carried" in lines[key], key[1].startswith("Tagline"), key[1]))
    columns = "{:<13} {:<54} {:>9} {:>8} {:>9} {:>10} {:>11}"
    print(columns.format("format", "reader", "documents", "not read", "mentions", "mismatches", "not carried"))
    for key in order:
        line = lines[key]
        missing = f"{line['not_carried']:,}" if "not_carried" in line else ""
        if line.get("told", line.get("not_carried")) != line.get("not_carried"):
            missing += f" (told {line['told']:,})"
        counts = [f"{line[name]:,}" for name in ("mentions", "mismatches")]
        unread = f"{line['unread'].total():,}" if line["unread"] else ""
        print(columns.format(*key, f"{line['documents']:,}", unread, *counts, missing).rstrip())
    reasons = [(key, why, count) for key in order for why, count in sorted(lines[key]["unread"].items())]
    print("\nnot read, for what is in the documents:" if reasons else "")
    for (format, reader), why, count in reasons:
        print(f"{format}, {reader}: {count:,} with {why}")


main()
