"""recogito finds its annotations in a page (recogito.mjs), in UTF-16, and writes them."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, check_back, utf16_to_code_points, zipped

PACKAGE = Path(os.environ["EXCHANGE_NPM"], "node_modules/@recogito/text-annotator/package.json")
ENDING = ".w3c-utf16.jsonld"
RECOGITO = f"recogito {json.loads(PACKAGE.read_text())['version']}"


def run(folder):
    """The texts, what recogito finds in each, and what it writes."""
    files = folder.archive()
    names = [document["file"] for document in folder.truth]
    texts = [files[f"{name}.txt"].decode("utf-8") for name in names]
    lists = [json.loads(files[f"{name}{ENDING}"]) for name in names]
    documents = [{"text": text, "annotations": items} for text, items in zip(texts, lists)]
    with tempfile.TemporaryDirectory() as into:
        given, written = Path(into, "documents.json"), Path(into, "written.json")
        given.write_text(json.dumps(documents))
        command = ["node", str(Path(__file__).parent / "recogito.mjs"), str(given), str(written)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        return texts, [json.loads(line) for line in done.stdout.split("\n") if line], json.loads(written.read_text())


def read(folder):
    """The words are those of the range in the browser's document."""
    texts, found, _ = run(folder)
    for text, ranges in zip(texts, found, strict=True):
        places = utf16_to_code_points(text)
        mentions = []
        for one in ranges:
            if "error" in one:
                mentions.append((0, 0, one["error"]))
                continue
            start, end, label, words = one
            start, end = places[start], places[end]
            mentions.append((start, end, label if text[start:end] == words else f"{label} on {words!r}"))
        yield Found(text, mentions)


def write(folder):
    """Each text with the annotations beside it as recogito writes them."""
    texts, _, written = run(folder)
    files = {}
    for document, text, items in zip(folder.truth, texts, written):
        files[f"{document['file']}.txt"] = text
        files[f"{document['file']}{ENDING}"] = json.dumps(items)
    return zipped(files)


check("w3c-utf16", RECOGITO, read)
check_back("w3c-utf16", RECOGITO, write)
