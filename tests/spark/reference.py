"""What one process of the command line makes of the corpus, and how the job's output is compared with it, byte for byte."""

import gzip
import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq


class Reference:
    """The answers of one `tagline clean` and one `tagline tag` for all lines of a corpus, file after file."""

    def __init__(self, corpus: Path, files: list[Path], folder: Path, tagline: Path) -> None:
        folder.mkdir(parents=True)
        self.parts = [file.relative_to(corpus).as_posix().split(".")[0] for file in files]
        self.sources = [source(file) for file in files]
        self.clean, self.tag = folder / "clean.jsonl", folder / "tag.jsonl"
        lines, texts = folder / "lines.jsonl", folder / "texts.jsonl"
        lines.write_bytes(b"".join(line for source in self.sources for line in source))
        began = time.monotonic()
        run(tagline, "clean", lines, self.clean)
        self.seconds = time.monotonic() - began
        with open(texts, "w", encoding="utf-8", newline="\n") as out:
            for answer in map(json.loads, records(self.clean)):
                if "error" not in answer:
                    parts = [answer[name] for name in ("title", "standfirst", "body") if answer[name]]
                    text = {"id": answer["id"], "text": "\n\n".join(parts), "date": answer["date"]}
                    out.write(json.dumps(text, ensure_ascii=False) + "\n")
        began = time.monotonic()
        run(tagline, "tag", texts, self.tag)
        self.seconds += time.monotonic() - began

    def differences(self, out: Path) -> tuple[list[str], int, int]:
        """What differs in the output of a job, and how many rows and bad lines were compared."""
        cleaned, tagged = records(self.clean), records(self.tag)
        found: list[str] = []
        rows, bads = 0, 0
        for part, lines in zip(self.parts, self.sources, strict=True):
            written, apart = rows_of(out / f"parquet/{part}.parquet"), bad_of(out / f"bad/{part}.jsonl")
            for number, line in enumerate(lines, 1):
                where, clean = f"{part}, line {number}", next(cleaned)
                answer = json.loads(clean)
                if "error" in answer:
                    bads += 1
                    kept = line.decode("utf-8", "backslashreplace").rstrip("\r\n")
                    expected = {"part": part, "line": number, "stage": "clean", "id": answer["id"]}
                    expected |= {"error": answer["error"], "input": kept}
                    differ(where, expected, next(apart, None), found)
                else:
                    rows += 1
                    tag, row = next(tagged), next(written, None)
                    differ(where, (number, part), row and (row["line"], row["part"]), found)
                    if row is not None:
                        differ(where, clean, line_of(row, answer, answer["id"]), found)
                        differ(where, tag, line_of(row, json.loads(tag), answer["id"]), found)
            for rest, what in ((written, "row"), (apart, "bad line")):
                for more in rest:
                    found.append(f"{part}: expected no further {what}, found {str(more)[:200]}")
        return found, rows, bads


def source(file: Path) -> list[bytes]:
    """A file's lines, each with its line end, as one process reads them in a row."""
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return [line + b"\n" for line in content.removesuffix(b"\n").split(b"\n")]


def run(tagline: Path, command: str, source: Path, answers: Path) -> None:
    """One process of the command line over a whole file."""
    with open(source, "rb") as lines, open(answers, "wb") as out:
        subprocess.run([tagline, command, "--errors", "inline"], stdin=lines, stdout=out, check=True)


def records(path: Path) -> Iterator[bytes]:
    """The lines of a file without their ends."""
    with open(path, "rb") as lines:
        for line in lines:
            yield line[:-1]


def rows_of(path: Path) -> Iterator[dict]:
    """The rows of a Parquet file."""
    for batch in pq.ParquetFile(path).iter_batches(batch_size=200):
        yield from batch.to_pylist()


def bad_of(path: Path) -> Iterator[dict]:
    """The bad lines of a part, if it has any."""
    return map(json.loads, records(path)) if path.exists() else iter(())


def line_of(row: dict, answer: dict, given: object) -> bytes:
    """The row as the command line would write it: the answer's fields in their order, with the row's values."""
    made = {name: value_of(row[name]) for name in answer if name != "id"}
    # A table has one kind of id; a number is there as its digits.
    named = given if given is not None and str(given) == row["id"] else row["id"]
    return json.dumps({"id": named, **made}, ensure_ascii=False, separators=(",", ":")).encode()


def value_of(value: object) -> object:
    """A value as the command line writes it: an entity's country and place are left out where there is none."""
    if isinstance(value, list):
        return [value_of(one) for one in value]
    if isinstance(value, dict):
        optional = ("country", "coordinates")
        return {name: value_of(one) for name, one in value.items() if one is not None or name not in optional}
    return value


def differ(where: str, expected: object, found: object, differences: list[str]) -> None:
    """Notes a difference."""
    if expected != found:
        differences.append(f"{where}: expected {str(expected)[:500]}, found {str(found)[:500]}")
