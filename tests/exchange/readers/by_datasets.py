"""datasets loads Hugging Face's JSON lines, casts the tags to classes, and seqeval finds the names in them."""

import os
import sys
import tempfile
from itertools import groupby
from pathlib import Path

# Nothing is fetched, and nothing is kept beside the files.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_DISABLE_PROGRESS_BARS"] = "1"

import datasets
from datasets import ClassLabel, Sequence
from seqeval.scheme import IOB2, Entities

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, check_back, version

READER = f"{version('datasets')}, {version('seqeval')}"
CACHE = tempfile.TemporaryDirectory()


def loaded(folder):
    """The rows, their tags as names."""
    return datasets.load_dataset("json", data_files=str(folder.file()), split="train", cache_dir=CACHE.name)


def read(folder):
    """A row is a sentence: a space between tokens, a line for each row of a document; the names by the strict rules of IOB2."""
    rows = loaded(folder)
    classes = sorted({tag for tags in rows["ner_tags"] for tag in tags} | {"O"})
    rows = rows.cast_column("ner_tags", Sequence(ClassLabel(names=classes)))
    for _, sentences in groupby(rows, key=lambda row: row["document"]):
        lines, mentions, at = [], [], 0
        for row in sentences:
            tags = [classes[tag] for tag in row["ner_tags"]]
            starts = []
            for token in row["tokens"]:
                starts.append(at)
                at += len(token) + 1
            for one in Entities([tags], IOB2).entities[0]:
                last = one.end - 1
                mentions.append((starts[one.start], starts[last] + len(row["tokens"][last]), one.tag))
            lines.append(" ".join(row["tokens"]))
        yield Found("\n".join(lines), mentions)


def write(folder):
    """The rows as datasets writes them."""
    with tempfile.TemporaryDirectory() as into:
        path = Path(into) / "rows.jsonl"
        loaded(folder).to_json(path, force_ascii=False)
        return path.read_bytes()


check("hf", READER, read)
check_back("hf", version("datasets"), write)
