"""One part of the corpus, a file of JSON lines: cleaned and tagged by the command line, written, and marked as done.

A file of the output counts if a marker in `done/` names it. Everything is written beside its place, moved there when the part
is whole, and the marker is written last: a part that was cut short leaves nothing that counts, and can be done again at any
time.
"""

import json
import os
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from rows import TABLE, Json, Natives, bad, row, to_line, to_tag
from store import Store

# What the app takes in one file is 64 MB.
NATIVE_BYTES = 60_000_000
# How much of a part is in memory at once, unless a line is longer.
CHUNK_BYTES = 16_000_000
CHUNK_LINES = 1_000
# How much of what a filter says of its end is handed on.
SAID = 500


class FilterError(Exception):
    """The command line ended otherwise than it should, or did not answer every line."""


@dataclass(frozen=True)
class Part:
    """A file of the corpus: its name there, its name without the ending, its bytes."""

    file: str
    name: str
    bytes: int

    @property
    def marker(self) -> str:
        """The file that says that the part is done."""
        return f"done/{self.name}.json"


@dataclass(frozen=True)
class Plan:
    """What all parts have in common: where the corpus is and the output, the labels, documents in a native file."""

    corpus: str
    out: str
    labels: list[Json]
    documents: int


def work(part: Part, plan: Plan, tagline: str) -> Json:
    """Does a part with the program `tagline`, and gives what its marker says."""
    began = time.monotonic()
    store = Store(plan.out)
    beside = f"_unfinished/{part.name}.{uuid.uuid4().hex}"
    files: dict[str, str] = {}
    try:
        counts = write(part, plan, tagline, store, beside, files)
        for written, name in files.items():
            store.move(written, name)
        marker = {
            "part": part.name,
            "input": part.file,
            "bytes": part.bytes,
            **counts,
            "files": sorted(files.values()),
            "worker": f"{socket.gethostname()}:{os.getppid()}",
            "seconds": round(time.monotonic() - began, 3),
        }
        store.write(f"{beside}/marker", to_line(marker))
        store.move(f"{beside}/marker", part.marker)
    finally:
        store.remove_folder(beside)
    return marker


def write(part: Part, plan: Plan, tagline: str, store: Store, beside: str, files: dict[str, str]) -> Json:
    """Writes the part's files below `beside`, notes in `files` where each belongs, and counts lines and documents."""
    natives = Natives(part.name, plan.labels, plan.documents, NATIVE_BYTES)
    counts = {"lines": 0, "rows": 0, "bad": 0, "spans": 0}

    def put(name: str, content: bytes) -> None:
        store.write(f"{beside}/{name}", content)
        files[f"{beside}/{name}"] = name

    def put_native(content: bytes) -> None:
        number = sum(name.startswith("native/") for name in files.values())
        put(f"native/{part.name}-{number:04}.tagline.json", content)

    table = f"parquet/{part.name}.parquet"
    wrong = b""
    with store.writer(f"{beside}/{table}") as sink, pq.ParquetWriter(sink, TABLE, compression="zstd") as parquet:
        for first, lines in chunks(Store(plan.corpus), part):
            rows, bads = both(part.name, first, lines, tagline)
            parquet.write_table(pa.Table.from_pylist(rows, schema=TABLE))
            for native in natives.add(rows):
                put_native(native)
            wrong += b"".join(map(to_line, bads))
            spans = sum(len(row["spans"]) for row in rows)
            for name, more in {"lines": len(lines), "rows": len(rows), "bad": len(bads), "spans": spans}.items():
                counts[name] += more
    files[f"{beside}/{table}"] = table
    for native in natives.rest():
        put_native(native)
    if wrong:
        put(f"bad/{part.name}.jsonl", wrong)
    if counts["rows"] + counts["bad"] != counts["lines"]:
        raise FilterError(f"{part.file}: expected {counts['lines']} lines in the output, found {counts}")
    return counts


def chunks(corpus: Store, part: Part) -> Iterator[tuple[int, list[bytes]]]:
    """The part's lines by the chunk, each with its first line's number, counted from 1."""
    first, lines, size = 1, [], 0
    with corpus.reader(part.file) as stream:
        for line in BufferedReader(stream, 1 << 20):
            lines.append(line)
            size += len(line)
            if len(lines) == CHUNK_LINES or size >= CHUNK_BYTES:
                yield first, lines
                first, lines, size = first + len(lines), [], 0
    if lines:
        yield first, lines


def both(part: str, first: int, lines: list[bytes], tagline: str) -> tuple[list[Json], list[Json]]:
    """Cleans and tags lines: the good ones as rows, the bad ones as they are kept apart."""
    where = f"{part}, lines {first} to {first + len(lines) - 1}"
    rows, bads, cleaned = [], [], []
    for number, answer in enumerate(through([tagline, "clean"], lines, where)):
        if "error" in answer:
            bads.append(bad(part, first + number, "clean", answer, lines[number]))
        else:
            cleaned.append((number, answer))
    asked = [to_tag(answer) for _, answer in cleaned]
    answers = through([tagline, "tag"], list(map(to_line, asked)), where)
    for (number, clean), question, tagged in zip(cleaned, asked, answers, strict=True):
        if "error" in tagged:
            bads.append(bad(part, first + number, "tag", tagged, lines[number]))
        elif (tagged["id"], tagged["text"]) != (question["id"], question["text"]):
            raise FilterError(f"{where}: tagline tag: expected answers in the order of the questions, found another")
        else:
            rows.append(row(part, first + number, clean, tagged))
    return rows, sorted(bads, key=lambda bad: bad["line"])


def through(command: list[str], lines: list[bytes], where: str) -> list[Json]:
    """The answers of a filter, one for each line: any other number, or any end but a good one, is an error."""
    name = f"{where}: tagline {command[1]}"
    try:
        done = subprocess.run([*command, "--errors", "inline"], input=b"".join(lines), capture_output=True, check=False)
    except OSError as error:
        message = f"expected a program that runs on this machine, found {command[0]}: {error}; ship one built for it"
        raise FilterError(f"{name}: {message}") from error
    # What stands behind the last line end is an answer that was cut short.
    answers = done.stdout.split(b"\n")[:-1]
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()[-SAID:]
        message = f"expected it to end with 0, found {ending(done.returncode)} after {len(answers)} of {len(lines)} answers"
        raise FilterError(f"{name}: {message}{said and ': '}{said}; was it killed for want of memory?")
    if len(answers) != len(lines):
        raise FilterError(f"{name}: expected {len(lines)} answers, found {len(answers)}, though it ended with 0")
    return [json.loads(answer) for answer in answers]


def ending(code: int) -> str:
    """An exit code, or the signal that it stands for, in words."""
    return f"{code}" if code > 0 else f"signal {-code} ({signal.Signals(-code).name})"


def report(marker: Json) -> dict[str, Any]:
    """What Spark is told of a part that is done."""
    return {name: marker[name] for name in ("part", "lines", "rows", "bad")}
