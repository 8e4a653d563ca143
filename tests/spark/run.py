"""The job of examples/spark/ on a real cluster: a master, two workers, an executor process on each.

run.py TAGLINE FOLDER [TESTS]: the command line to test with, and a folder for all that is written. SPARK_ARTICLES says how
many articles there are (2,000 unless told). Ends with 1 if anything is not as it should be.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import unittest
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
from job import labels
from part import FilterError, Part, Plan, both, work
from rows import Natives

import articles
from cluster import Cluster, kill, wait
from reference import Reference, bad_of, rows_of

TAGLINE, FOLDER = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
ARTICLES = int(os.environ.get("SPARK_ARTICLES", "2000"))
PARTS = 64 if ARTICLES > 10_000 else 8
SCHEMA = Path(__file__).parents[2] / "schema/tagline-1.schema.json"
OUTPUT = ("parquet", "native", "bad")


class OnACluster(unittest.TestCase):
    """Each test submits the job to the same master."""

    @classmethod
    def setUpClass(cls):
        cls.small = FOLDER / "small"
        cls.small_files = articles.write(cls.small, 600, 6, seed=11)
        cls.cluster = Cluster(FOLDER / "cluster", workers=2)
        cls.addClassCleanup(cls.cluster.stop)
        cls.small_out = FOLDER / "small-out"
        cls.small_markers = cls.good(cls.small, cls.small_out)

    @classmethod
    def good(cls, corpus, out, cores=2):
        """Runs the job, which has to end well, and gives its markers."""
        code, said, errors = cls.cluster.run(corpus, out, TAGLINE, cores=cores)
        if code != 0:
            raise AssertionError(f"expected the job to end with 0, found {code}:\n{said}\n{errors[-4000:]}")
        cls.said = said
        return {name: json.loads(content) for name, content in files(out, "done").items()}

    def refuses(self, corpus, out, *more):
        """Runs the job, which has to end with 1 before it starts Spark, and gives what it said of it."""
        return self.failure(out, *self.cluster.refusal(corpus, out, "--tagline", TAGLINE, *more))

    def fails(self, corpus, out, program):
        """Runs the job on the cluster, which has to end with 1, and gives what it said of it."""
        return self.failure(out, *self.cluster.run(corpus, out, program))

    def failure(self, out, code, said, errors):
        """What a job said of its end with 1."""
        self.assertEqual(code, 1, said + errors[-4000:])
        self.assertFalse((out / "_SUCCESS").exists())
        # Spark puts a Python program's standard error on its standard output.
        return said + errors

    def test_says_what_one_process_says_on_one_core_and_on_two(self):
        corpus, rates = FOLDER / "corpus", []
        parts = articles.write(corpus, ARTICLES, PARTS)
        reference = Reference(corpus, parts, FOLDER / "reference", TAGLINE)
        rates.append(("one process of the command line", reference.seconds))
        for cores in (1, 2):
            out = FOLDER / f"out-{cores}"
            began = time.monotonic()
            markers = self.good(corpus, out, cores=cores)
            rates.append((f"Spark, cores: {cores}, from submitting to the end", time.monotonic() - began))
            rates.append((f"Spark, cores: {cores}, its tasks alone", float(self.said.split(" lines in ")[1].split(" s,")[0])))
            executors = {marker["worker"] for marker in markers.values()}
            self.assertGreaterEqual(len(executors), cores, "an executor process for each core")
            differences, rows, bads = reference.differences(out)
            self.assertEqual(differences[:5], [])
            self.assertEqual(rows + bads, ARTICLES)
            self.assertGreater(bads, 0)
            self.assertIn(f"{ARTICLES:,} lines: {rows:,} rows", self.said)
            print(f"\nspark, {cores} cores: {rows:,} rows and {bads:,} bad lines compared with one process, no difference")
        began = time.monotonic()
        without_spark(corpus, parts, FOLDER / "out-without")
        rates.append(("the same tasks in two processes without Spark", time.monotonic() - began))
        for other in ("out-2", "out-without"):
            self.assertEqual(digests(FOLDER / "out-1"), digests(FOLDER / other))
        print(f"{'':54} {'seconds':>8} {'articles a second':>18}, on a machine with load {os.getloadavg()[0]:.1f} now")
        for name, seconds in rates:
            print(f"{name:<54} {seconds:8.1f} {ARTICLES / seconds:18,.0f}")

    def test_writes_native_files_that_the_app_opens(self):
        validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
        rows = {}
        for path in sorted((self.small_out / "parquet").rglob("*.parquet")):
            for row in rows_of(path):
                rows.setdefault(row["part"], []).append(row)
        documents, marks = 0, 0
        for path in sorted((self.small_out / "native").rglob("*.tagline.json")):
            file = json.loads(path.read_text())
            self.assertEqual([error.message for error in validator.iter_errors(file)], [], path)
            command = [TAGLINE, "convert", "--from", "tagline", "--to", "tagline"]
            read = subprocess.run(command, input=path.read_bytes(), capture_output=True, check=True)
            self.assertEqual(read.stderr, b"", f"{path}: nothing to report")
            self.assertEqual(comparable(json.loads(read.stdout)), comparable(file), path)
            part = path.relative_to(self.small_out / "native").as_posix().rsplit("-", 1)[0]
            for document in file["documents"]:
                row = rows[part].pop(0)
                spans = [(one["start"], one["end"], one["label"], one["score"], one["origin"]) for one in row["spans"]]
                names = ("start", "end", "label", "score", "origin")
                self.assertEqual([tuple(one[name] for name in names) for one in document["annotations"]], spans)
                self.assertEqual((document["text"], document["metadata"].get("title")), (row["text"], row["title"]))
                for one in document["annotations"]:
                    self.assertEqual(document["text"][one["start"] : one["end"]], one["text"])
                    self.assertEqual(one["status"], "suggested")
                documents, marks = documents + 1, marks + len(spans)
        self.assertEqual([part for part, left in rows.items() if left], [], "every row is in a native file")
        self.assertEqual(documents, sum(marker["rows"] for marker in self.small_markers.values()))
        self.assertGreater(marks, 1000)

    def test_does_a_part_again_whose_filter_was_killed(self):
        # The real filter has 20 lines and waits for more when it is killed.
        once = FOLDER / "killed-once"
        feed = f"head -n 20; echo $$ > {once}/new; mv {once}/new {once}/pid; exec sleep 60"
        kept = f'exec "$REAL" "$@" < <({feed})'
        program = filter_that(f'if [ "$1" = tag ] && mkdir {once}; then {kept}; fi 2>/dev/null')
        process = self.cluster.submit(self.small, FOLDER / "killed-out", program)
        self.addCleanup(kill, process)
        pid = int(wait(lambda: (once / "pid").exists() and (once / "pid").read_text(), "a filter that runs"))
        time.sleep(0.5)
        os.kill(pid, 9)
        said, errors = process.communicate(timeout=600)
        self.assertEqual(process.returncode, 0, said + errors[-4000:])
        self.assertRegex(self.cluster.said(), r"tagline tag: .*SIGKILL\) after \d+ of \d+ answers")
        self.assertEqual(digests(FOLDER / "killed-out"), digests(self.small_out))

    def test_fails_where_a_filter_is_killed_each_time(self):
        program = filter_that('if [ "$1" = tag ]; then head -n 20 | "$REAL" "$@"; kill -9 $$; fi')
        out = FOLDER / "always-out"
        expected = r"part-0000\d, lines 1 to \d+: tagline tag: .*SIGKILL\) after 20 of "
        self.assertRegex(self.fails(self.small, out, program), expected)
        self.assertEqual(files(out, "done", *OUTPUT), {}, "nothing counts, and nothing is there")

    def test_goes_on_where_it_was_killed(self):
        out = FOLDER / "restarted-out"
        process = self.cluster.submit(self.small, out, TAGLINE)
        self.addCleanup(kill, process)
        wait(lambda: files(out, "done"), "a part that is done")
        kill(process)
        before = files(out, "done")
        self.assertLess(len(before), len(self.small_files), "killed before the end")
        # What a task leaves that is killed between two files, or in one.
        missing = next(name for name in sorted(self.small_markers) if name not in before).removesuffix(".json")
        stale = (f"parquet/{missing}.parquet", f"native/{missing}-0007.tagline.json", f"_unfinished/{missing}.1/a.parquet")
        for name in stale:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(b"PAR1 half")
        done_before = {name: (out / "done" / name).stat().st_mtime_ns for name in before}
        self.good(self.small, out)
        self.assertRegex(self.said, rf"6 parts, [{len(before)}-6] of them done before")
        for name, then in done_before.items():
            self.assertEqual((out / "done" / name).stat().st_mtime_ns, then, f"{name} was not done again")
        self.assertEqual(digests(out), digests(self.small_out))
        self.assertFalse((out / "_unfinished").exists() and any((out / "_unfinished").rglob("*.parquet")))
        # Once all is done, a further start does nothing and says the same.
        code, said, _ = self.cluster.refusal(self.small, out, "--tagline", TAGLINE)
        self.assertEqual((code, "6 parts, 6 of them done before, 0 to do" in said), (0, True), said)

    def test_does_not_mix_outputs(self):
        corpus, out = FOLDER / "changed", FOLDER / "changed-out"
        shutil.copytree(self.small, corpus)
        shutil.copytree(self.small_out, out)
        (out / "_SUCCESS").unlink()
        self.assertIn("plan.json: expected documents to be 5", self.refuses(corpus, out, "--documents", "5"))
        with open(corpus / "early/part-00002.jsonl", "ab") as file:
            file.write(b'{"id": "new", "text": "One more."}\n')
        self.assertIn("remove this file to have the part done again", self.refuses(corpus, out))
        (corpus / "early/part-00002.jsonl").unlink()
        self.assertIn("expected a part of the corpus, found none of this name", self.refuses(corpus, out))
        self.assertIn("expected a folder with *.jsonl", self.refuses(FOLDER / "nowhere", FOLDER / "nothing-out"))


class APart(unittest.TestCase):
    """What needs no cluster: the same functions, called here."""

    def test_lines_keep_their_numbers_and_files_their_size(self):
        corpus, out = FOLDER / "alone", FOLDER / "alone-out"
        corpus.mkdir(parents=True, exist_ok=True)
        texts = [f"Paris, {at} 👩‍🚀." for at in range(1_050)]
        good = [json.dumps({"id": 7 if at % 2 else "é", "text": text}) for at, text in enumerate(texts)]
        lines = [*good[:500], "nonsense", *good[500:1049], "", good[1049]]
        (corpus / "a.jsonl").write_text("\n".join(lines))
        name = str(out)
        for documents, native_files in ((1_000, 2), (1_050, 1), (500, 3)):
            shutil.rmtree(out, ignore_errors=True)
            marker = work(Part("a.jsonl", "a", 1), Plan(str(corpus), name, [], documents), str(TAGLINE))
            self.assertEqual((marker["lines"], marker["rows"], marker["bad"]), (1052, 1050, 2))
            self.assertEqual([bad["line"] for bad in bad_of(out / "bad/a.jsonl")], [501, 1051])
            natives = [json.loads(content) for content in files(out, "native").values()]
            self.assertEqual(len(natives), native_files)
            for file in natives:
                ids = [document["id"] for document in file["documents"]]
                self.assertEqual(len(set(ids)), len(ids), "no id twice")
            self.assertEqual(sum(len(file["documents"]) for file in natives), 1050)
            self.assertFalse(any((out / "_unfinished").rglob("*")))
        table = pq.read_table(out / "parquet/a.parquet")
        self.assertEqual(table.column("line").to_pylist()[-1], 1052)
        self.assertEqual(set(table.column("id").to_pylist()), {"7", "é"})

    def test_a_native_file_ends_before_it_is_too_large(self):
        row = {"line": 1, "id": None, "title": None, "authors": [], "date": None, "updated": None, "site": None, "url": None}
        row |= {"language": None, "text": "漢" * 1_000, "spans": []}
        natives = Natives("p", [], 100, 10_000)
        made = [*natives.add({**row, "line": line} for line in range(10)), *natives.rest()]
        self.assertEqual([len(json.loads(file)["documents"]) for file in made], [3, 3, 3, 1])
        self.assertTrue(all(len(file) <= 10_000 for file in made))

    def test_fails_where_answers_are_missing_though_the_filter_ends_well(self):
        lines = [b'{"id": "a", "text": "Paris."}\n'] * 100
        for command in ("clean", "tag"):
            program = filter_that(f'if [ "$1" = {command} ]; then head -n 20 | "$REAL" "$@"; exit 0; fi')
            message = f"a, lines 1 to 100: tagline {command}: expected 100 answers, found 20, though it ended with 0"
            with self.assertRaisesRegex(FilterError, message):
                both("a", 1, lines, str(program))

    def test_says_that_the_program_does_not_run_here(self):
        broken = FOLDER / "broken"
        broken.write_bytes(b"\x7fELF of another machine")
        broken.chmod(0o755)
        with self.assertRaisesRegex(FilterError, "a, lines 1 to 1: tagline clean: expected a program that runs on"):
            both("a", 1, [b"{}\n"], str(broken))


def without_spark(corpus: Path, parts: list[Path], out: Path) -> None:
    """Does all parts in two processes of Python."""
    plan = Plan(str(corpus), str(out), labels(TAGLINE), 1_000)
    names = [path.relative_to(corpus).as_posix() for path in parts]
    todo = [Part(name, name.split(".")[0], 0) for name in names]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(work, todo, repeat(plan), repeat(str(TAGLINE))))


def filter_that(does: str) -> Path:
    """A program in the place of the command line that does something first."""
    program = FOLDER / f"filter-{hashlib.sha256(does.encode()).hexdigest()[:8]}"
    program.write_text(f'#!/usr/bin/env bash\nREAL={TAGLINE}\n{does}\nexec "$REAL" "$@"\n')
    program.chmod(0o755)
    return program


def files(out: Path, *folders: str) -> dict[str, bytes]:
    """Every file below folders of an output, by its name there."""
    roots = [out / folder for folder in folders]
    found = [(path.relative_to(root).as_posix(), path) for root in roots for path in sorted(root.rglob("*")) if path.is_file()]
    return {name: path.read_bytes() for name, path in found}


def digests(out: Path) -> dict[str, str]:
    """What each file that counts holds, in short."""
    found = {f"{folder}/{name}": content for folder in OUTPUT for name, content in files(out, folder).items()}
    return {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}


def comparable(value: object) -> object:
    """A native file without what says nothing: empty lists and nulls."""
    if isinstance(value, list):
        return [comparable(one) for one in value]
    if isinstance(value, dict):
        made = {name: comparable(one) for name, one in value.items()}
        return {name: one for name, one in made.items() if one not in (None, [], {})}
    return value


if __name__ == "__main__":
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
