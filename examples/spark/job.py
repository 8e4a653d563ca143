"""Cleans and tags a corpus of JSON lines with the command line `tagline`, on a Spark cluster.

spark-submit --master MASTER job.py CORPUS OUT --tagline PROGRAM

CORPUS and OUT are folders that every executor sees: a path on a shared disk, or hdfs://, s3://, gs://. Each `*.jsonl` and
`*.jsonl.gz` of CORPUS, also in folders of it, is a part: one task. Stopped at any time, the same command goes on with the
parts that are not done. See README.md beside this file.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pandas as pd
from pyspark import SparkFiles
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from part import Part, Plan, report, work
from rows import Json
from store import Store

ENDINGS = (".jsonl", ".jsonl.gz")
# What the executors need of this folder.
MODULES = ("part.py", "rows.py", "store.py")
REPORT = "part string, lines long, rows long, bad long"


def main() -> None:
    """The job, from its arguments to the counts it prints."""
    args = arguments()
    corpus, out = Store(args.corpus), Store(args.out)
    program = Path(args.tagline).resolve()
    parts = find(corpus)
    plan = Plan(args.corpus, args.out, labels(program), args.documents)
    agree(out, program, args.documents)
    markers = done(out, parts)
    sweep(out, markers)
    todo = [part for part in parts if part.name not in markers]
    say(f"{len(parts)} parts, {len(markers)} of them done before, {len(todo)} to do")
    seconds = run(todo, plan, program) if todo else 0.0
    finish(out, parts, [part.name for part in todo], seconds)


def arguments() -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="job.py", description="Cleans and tags a corpus of JSON lines on a Spark cluster.")
    parser.add_argument("corpus", help="folder with *.jsonl and *.jsonl.gz, seen by every executor")
    parser.add_argument("out", help="folder for the output, seen by every executor")
    parser.add_argument("--tagline", required=True, metavar="PROGRAM", help="the command line, which is shipped")
    parser.add_argument("--documents", type=int, default=1_000, help="at most so many in a native file (default: 1000)")
    args = parser.parse_args()
    if args.documents < 1:
        parser.error(f"--documents: expected at least 1, found {args.documents}")
    return args


def say(message: str) -> None:
    """A line on standard output."""
    print(f"tagline: {message}", flush=True)


def stop(message: str) -> NoReturn:
    """Ends the job: what was expected, what was found, what to do."""
    print(f"tagline: {message}", file=sys.stderr, flush=True)
    sys.exit(1)


def find(corpus: Store) -> list[Part]:
    """The corpus's files, as parts; what begins with `_` or `.` is none."""
    parts: dict[str, Part] = {}
    for file, size in corpus.names():
        ending = next((ending for ending in ENDINGS if file.endswith(ending)), None)
        if ending is None or any(step.startswith(("_", ".")) for step in file.split("/")):
            continue
        name = file.removesuffix(ending)
        if name in parts:
            stop(f"{corpus.address}: expected one file {name}.jsonl or {name}.jsonl.gz, found both; remove one")
        parts[name] = Part(file, name, size)
    if not parts:
        stop(f"{corpus.address}: expected a folder with *.jsonl or *.jsonl.gz, found none in it")
    return list(parts.values())


def labels(program: Path) -> list[Json]:
    """The labels that the tagger goes by, as `tagline` itself writes them into a native file."""
    command = [str(program), "convert", "--from", "brackets", "--to", "tagline"]
    try:
        made = subprocess.run(command, input=b"-\n", capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        message = f"--tagline: expected the command line tagline, found {program}: {error}"
        stop(f"{message}; cargo build --release --bin tagline makes it")
    return json.loads(made.stdout)["labels"]


def agree(out: Store, program: Path, documents: int) -> None:
    """Makes sure that all of the output is made by one program with the same settings: those of the first start."""
    settings = {"program": hashlib.sha256(program.read_bytes()).hexdigest(), "documents": documents}
    try:
        found = out.read_json("plan.json")
    except FileNotFoundError:
        if any(not name.startswith("_unfinished/") for name, _ in out.names()):
            stop(f"{out.address}: expected an empty folder or an output of this job, found other files; take another folder")
        write_json(out, "plan.json", settings)
        return
    for name, value in settings.items():
        if found.get(name) != value:
            message = f"{out.address}/plan.json: expected {name} to be {value}, as it is now, found {found.get(name)}"
            stop(f"{message}; go on with the program and the settings it was begun with, or take another folder")


def write_json(out: Store, name: str, value: Json) -> None:
    """Writes a small file in one step."""
    out.write(f"_unfinished/{name}", json.dumps(value, indent=2).encode() + b"\n")
    out.move(f"_unfinished/{name}", name)


def done(out: Store, parts: list[Part]) -> dict[str, Json]:
    """The markers of the parts that are done."""
    known = {part.marker: part for part in parts}
    markers = {}
    for name, _ in out.names("done"):
        where, part = f"{out.address}/{name}", known.get(name)
        if part is None:
            stop(f"{where}: expected a part of the corpus, found none of this name; take another folder, or remove this file")
        marker = out.read_json(name)
        if (marker["input"], marker["bytes"]) != (part.file, part.bytes):
            message = f"{where}: expected {part.file} to have {marker['bytes']} bytes as when it was done, found {part.bytes}"
            stop(f"{message}; remove this file to have the part done again")
        markers[part.name] = marker
    return markers


def sweep(out: Store, markers: dict[str, Json]) -> None:
    """Removes what no marker names: the leftovers of tasks that were cut short."""
    out.remove_folder("_unfinished")
    counts = {name for marker in markers.values() for name in marker["files"]}
    ours = re.compile(r"parquet/.*\.parquet|native/.*\.tagline\.json|bad/.*\.jsonl|_SUCCESS")
    out.remove(name for name, _ in list(out.names()) if name not in counts and ours.fullmatch(name))


def run(todo: list[Part], plan: Plan, program: Path) -> float:
    """Does the parts, a task each, and gives the seconds from the first task on."""
    spark = SparkSession.builder.appName("tagline").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    # Spark gives each executor a copy, and makes it executable.
    spark.sparkContext.addFile(str(program))
    for module in MODULES:
        spark.sparkContext.addPyFile(str(Path(__file__).with_name(module)))

    def each(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for frame in frames:
            for number in frame["id"]:
                yield pd.DataFrame([report(work(todo[number], plan, SparkFiles.get(program.name)))])

    try:
        numbers = spark.range(0, len(todo), 1, numPartitions=len(todo))
        began = time.monotonic()
        numbers.mapInPandas(each, REPORT).collect()
        return time.monotonic() - began
    except PySparkException as error:
        whole = str(error)
        reason = re.findall(r"^(?:\w+\.)*(\w+(?:Error|Exception|Exit): .+)$", whole, re.MULTILINE)
        kept = "the parts that are done are kept; the same command goes on with the others"
        stop(f"{reason[-1] if reason else whole}\ntagline: {kept}")
    finally:
        spark.stop()


def finish(out: Store, parts: list[Part], new: list[str], seconds: float) -> None:
    """Counts what all markers say, and says that the output is whole."""
    markers = done(out, parts)
    missing = [part.name for part in parts if part.name not in markers]
    if missing:
        stop(f"{out.address}/done: expected {len(parts)} parts, found {len(markers)}; {missing[0]} is missing: start again")
    totals = {name: sum(marker[name] for marker in markers.values()) for name in ("lines", "rows", "bad", "spans")}
    write_json(out, "_SUCCESS", {"parts": len(parts), **totals})
    say("{lines:,} lines: {rows:,} rows with {spans:,} suggestions, {bad:,} bad lines kept apart".format(**totals))
    if new:
        mine = [markers[name] for name in new]
        lines, busy = sum(marker["lines"] for marker in mine), sum(marker["seconds"] for marker in mine)
        executors = len({marker["worker"] for marker in mine})
        at_once = f"{executors} executors, {busy / seconds:.1f} parts at a time"
        say(f"{lines:,} lines in {seconds:.1f} s, {at_once}: {lines / seconds:,.0f} a second")


if __name__ == "__main__":
    main()
