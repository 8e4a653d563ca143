"""datasets loads Hugging Face's JSON lines, casts the tags to classes, and seqeval finds the names in them."""

import os
import sys
import tempfile
from pathlib import Path

# Nothing is fetched, and nothing is kept beside the files.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_DISABLE_PROGRESS_BARS"] = "1"

import datasets
from datasets import ClassLabel, Sequence
from seqeval.scheme import IOB2, Entities

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, check_back, version, without_spaces

READER = f"{version('datasets')}, {version('seqeval')}"
CACHE = tempfile.TemporaryDirectory()


def loaded(folder):
    """The rows, their tags as names."""
    return datasets.load_dataset("json", data_files=str(folder.file()), split="train", cache_dir=CACHE.name)


def read(folder):
    """A space between tokens, and what the tags say of them by the strict rules of IOB2."""
    rows = loaded(folder)
    classes = sorted({tag for tags in rows["ner_tags"] for tag in tags} | {"O"})
    rows = rows.cast_column("ner_tags", Sequence(ClassLabel(names=classes)))
    for document, row in zip(folder.truth, rows):
        tags = [classes[tag] for tag in row["ner_tags"]]
        starts, at = [], 0
        for token in row["tokens"]:
            starts.append(at)
            at += len(token) + 1
        mentions = []
        for one in Entities([tags], IOB2).entities[0]:
            last = one.end - 1
            mentions.append((starts[one.start], starts[last] + len(row["tokens"][last]), one.tag))
        # The truth has a line for each sentence, the rows have none: both ends take one character.
        sentences = "\n".join(" ".join(sentence) for sentence in document["tokens"])
        same = sentences.replace("\n", " ") == " ".join(row["tokens"])
        yield Found(sentences if same else " ".join(row["tokens"]), mentions)


def write(folder):
    """The rows as datasets writes them."""
    with tempfile.TemporaryDirectory() as into:
        path = Path(into) / "rows.jsonl"
        loaded(folder).to_json(path, force_ascii=False)
        return path.read_bytes()


check("hf", READER, read)
# Where sentences end is not in the file.
check_back("hf", version("datasets"), write, seen=without_spaces)
