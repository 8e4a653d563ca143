"""Potato exports TEI and web annotations of a project whose marks are somebody's saved work, and Tagline reads them."""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import (
    Found, attempted, expected, folders, json_lines, parted, row, tagline, tagline_by_id, version, without_spaces, zipped
)

POTATO = version("potato-annotation")
PROGRAM = str(Path(sys.executable).parent / "potato")
# Without it Potato takes spaces that follow one another as one.
DISPLAY = "\ninstance_display:\n  fields:\n  - {key: text, type: text, span_target: true}\n"


def exported(folder, format):
    """The file that Potato exports of doccano's documents."""
    with tempfile.TemporaryDirectory() as into:
        project = Path(into, "project")
        run(into, PROGRAM, "import", "-i", folder.file().resolve(), "-f", "doccano", "--seed-user", "ada", "-o", project)
        with Path(project, "config.yaml").open("a", encoding="utf-8") as config:
            config.write(DISPLAY)
        # Potato takes any line end of Unicode's for one of its own file, so they are escaped.
        data, = Path(project, "data").iterdir()
        data.write_text("".join(json.dumps(item) + "\n" for item in json_lines(data)))
        run(project, sys.executable, "-m", "potato.export", "-c", "config.yaml", "-f", format, "-o", "out")
        written, = (path for path in Path(project, "out").rglob("*") if path.is_file())
        return written.read_bytes()


def run(where, *command):
    """Runs a command that must succeed."""
    done = subprocess.run([str(part) for part in command], cwd=where, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{command}: {done.stdout[-1000:]}{done.stderr[-1000:]}")


def is_lost(document):
    """Why Potato doesn't keep a document."""
    return None if document["text"].strip() else "no words"


def is_renamed(document):
    """The same, or why it has another name for the document."""
    return is_lost(document) or (None if re.fullmatch(r"[\w-]+", document["file"]) else "an id that is no name of a file")


# What Potato writes as it is, though XML can't hold it: it is read as U+FFFD.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_one(documents):
    """Documents as one: their words, and mentions that are the same in all but once."""
    text, mentions = "", set()
    for document in documents:
        found = without_spaces(expected(document))
        mentions |= {(start + len(text), end + len(text), label) for start, end, label in found.mentions}
        text += found.text
    return Found(text, sorted(mentions))


def tei(folder):
    """All of the documents are paragraphs of one."""
    kept, unread = parted(folder.truth, is_lost)
    kept = [{**document, "text": NO_XML.sub("\ufffd", document["text"])} for document in kept]
    whole = {"id": "all", "mentions": [], "text": ""}
    found = attempted(
        [whole], [as_one(kept)], lambda: [without_spaces(one) for one in tagline("tei", exported(folder, "tei"))]
    )
    return {**found, "documents": len(kept), "unread": unread}


def web_annotations(folder):
    """Beside the annotations of all documents stand those documents' texts, under the names that Potato has for them."""
    kept, unread = parted(folder.truth, is_renamed)

    def read():
        files = {f"{document['file']}.txt": document["text"] for document in kept}
        found = tagline_by_id("w3c", zipped({**files, "from potato.jsonld": exported(folder, "web_annotation")}))
        return [found[document["file"]] for document in kept]

    return {**attempted(kept, [expected(document) for document in kept], read), "unread": unread}


for documents in folders("doccano"):
    row(documents._replace(format="tei"), f"Tagline, of what {POTATO} writes", tei(documents))
    row(documents._replace(format="w3c"), f"Tagline, of what {POTATO} writes", web_annotations(documents))
