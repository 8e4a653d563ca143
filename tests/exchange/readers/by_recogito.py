"""recogito finds its annotations in a page (recogito.mjs), in UTF-16, and writes them."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, utf16_to_code_points

PACKAGE = Path(os.environ["EXCHANGE_NPM"], "node_modules/@recogito/text-annotator/package.json")
RECOGITO = f"recogito {json.loads(PACKAGE.read_text())['version']}"


def run(folder):
    """What recogito finds, page by page, and what it writes."""
    with tempfile.TemporaryDirectory() as into:
        texts, written = Path(into, "texts.json"), Path(into, "written.json")
        texts.write_text(json.dumps([document["text"] for document in folder.truth]))
        script = Path(__file__).parent / "recogito.mjs"
        command = ["node", str(script), str(folder.file()), str(texts), str(written)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        return [json.loads(line) for line in done.stdout.split("\n") if line], written.read_bytes()


def read(folder):
    """A page is a document; the words are those of the range in the browser's document."""
    for found, document in zip(run(folder)[0], folder.truth, strict=True):
        text = document["text"]
        places = utf16_to_code_points(text)
        mentions = []
        for one in found:
            if "error" in one:
                mentions.append((0, 0, one["error"]))
                continue
            start, end, label, words = one
            start, end = places[start], places[end]
            mentions.append((start, end, label if text[start:end] == words else f"{label} on {words!r}"))
        yield Found(None, mentions)


check("w3c-utf16", RECOGITO, read)
