"""What the checkers in readers/ share: the truth that files are compared with, comparing, and the rows of the table.

A folder of `cargo run --example exchange` holds, for each set of documents, `source.jsonl` and a folder per format with
the file as `tagline convert` writes it and `truth.jsonl`, what it should hold. All offsets are code points, end
exclusive.
"""

import html
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

SETS = ("traps", "random")

# How many mismatches of a format and a reader are shown.
SHOWN = 5


class Found(NamedTuple):
    """What a reader made of one document: its text, if it has one, and (start, end, label) of each mention."""

    text: str | None
    mentions: list


class Folder(NamedTuple):
    """A format's files in one set of documents, and what they should hold."""

    set: str
    format: str
    path: Path
    truth: list

    def file(self, suffix=""):
        """The format's one file, or the one whose name ends with `suffix`."""
        files = sorted(path for path in self.path.iterdir() if path.name != "truth.jsonl")
        files = [path for path in files if path.name.endswith(suffix)]
        if len(files) != 1:
            raise SystemExit(f"{self.path}: expected one file ending with '{suffix}', found {len(files)}")
        return files[0]

    def archive(self):
        """The files in the format's archive: name and content, in its order."""
        with zipfile.ZipFile(self.file(".zip")) as archive:
            return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}

    def unpacked(self, into):
        """The format's archive, unpacked into a folder of its own below `into`."""
        folder = Path(into) / f"{self.set}-{self.format}"
        with zipfile.ZipFile(self.file(".zip")) as archive:
            archive.extractall(folder)
        return folder


def json_lines(path):
    """The objects of a file of JSON lines. Only a line end parts two lines: a text may hold other separators."""
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def folders(format):
    """The folders of a format, one for each set of documents; none of a format that EXCHANGE_FORMATS doesn't name."""
    only = os.environ.get("EXCHANGE_FORMATS", "").split()
    if only and format not in only:
        return []
    paths = [Path(sys.argv[1], name, format) for name in SETS]
    return [Folder(path.parent.name, format, path, json_lines(path / "truth.jsonl")) for path in paths]


def version(package):
    """A package's name with its version, as the table shows it."""
    return f"{package} {metadata.version(package)}"


def expected(document, carried=lambda mention: True):
    """What the truth says of a document, as a reader should find it; of its mentions those that are `carried`."""
    mentions = [(one["start"], one["end"], one["label"]) for one in document["mentions"] if carried(one)]
    return Found(document["text"], mentions)


def check(format, reader, read, beyond=lambda document: None, seen=lambda found: found):
    """Has `read` read a format's files in every set, and prints a row of the table for each.

    `read` is given a Folder and gives a Found for each document of its truth, in that order, but for those that are
    `beyond` the reader: it says why, by what is in the document alone. Where a reader has another text by its nature,
    `seen` makes both sides alike.
    """
    for folder in folders(format):
        truth, unread = parted(folder.truth, beyond)
        wanted = [seen(expected(document)) for document in truth]
        found = attempted(truth, wanted, lambda: [seen(found) for found in read(folder)])
        row(folder, reader, found, unread=unread)


def check_back(
    format, writer, written, beyond=lambda document: None, seen=lambda found: found, carried=lambda mention: True
):
    """Has `written` write a format's files anew, and Tagline read them; prints a row of the table for each set.

    `written` is given a Folder and gives what the tool wrote, as bytes: the documents that are not `beyond` it, of
    their mentions those that are `carried`.
    """
    for folder in folders(format):
        truth, unread = parted(folder.truth, beyond)
        wanted = [seen(expected(document, carried)) for document in truth]
        found = attempted(truth, wanted, lambda: [seen(one) for one in tagline(format, written(folder))])
        row(folder, f"Tagline, of what {writer} writes", found, unread=unread)


def parted(truth, beyond):
    """The documents that a reader can read, and how many it can't for each reason that `beyond` has."""
    reasons = [beyond(document) for document in truth]
    return [document for document, why in zip(truth, reasons) if why is None], Counter(filter(None, reasons))


def attempted(truth, wanted, read):
    """What `compared` says of what is read, or why it could not be read."""
    try:
        return compared(truth, wanted, read())
    except (Exception, SystemExit) as error:
        return {"documents": len(truth), "mentions": 0, "wrong": [f"{type(error).__name__}: {error}"]}


def tagline(format, content):
    """The documents that Tagline reads from a file of a format."""
    return list(tagline_by_id(format, content).values())


def tagline_by_id(format, content):
    """The same, each by its id."""
    command = [os.environ["TAGLINE"], "convert", "--from", format, "--to", "tagline"]
    done = subprocess.run(command, input=content, capture_output=True)
    if done.returncode == 2 or not done.stdout:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.decode()}")
    found = {}
    for document in json.loads(done.stdout)["documents"]:
        marks = [mark for mark in document.get("annotations", []) if mark.get("status") != "rejected"]
        mentions = [(mark["start"], mark["end"], mark["label"]) for mark in marks]
        found[document["id"]] = Found(document["text"], mentions)
    return found


def without_spaces(found):
    """The same without what shows nothing, for readers that change it: offsets count what is left."""
    left = [character for character in found.text if counts(character)]
    before = [0]
    for character in found.text:
        before.append(before[-1] + counts(character))
    mentions = [(before[start], before[end], label) for start, end, label in found.mentions]
    return Found("".join(left), mentions)


# The markup in the texts that is followed to what a page makes of it.
MARKUP = r"</?b>|&amp;"
# Where Potato, which looks for each character of a text in what its page shows, takes a letter of the markup for the next one.
ASTRAY = r"</?b>(</?b>)*[b/]|&amp;(</?b>)*[amp;]"


def is_astray(document):
    """Why Potato can't find the mentions of a text that it takes for HTML."""
    # The page leaves out control characters.
    text = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", "", document["text"])
    if set("<&") & set(re.sub(MARKUP, "", text)):
        return "markup other than <b> and &amp;"
    return "markup before one of its own letters" if re.search(ASTRAY, text) else None


def on_a_page(found):
    """The same as a page shows it that takes text for HTML; mentions of which no more than white space is left are none."""
    text, places = "", []
    for piece in re.findall(f"{MARKUP}|(?s:.)", found.text):
        places.append(len(text))
        text += html.unescape(piece) if piece[0] != "<" else ""
        places += [len(text)] * (len(piece) - 1)
    places.append(len(text))
    mentions = [(places[start], places[end], label) for start, end, label in found.mentions]
    return Found(text, [(start, end, label) for start, end, label in mentions if text[start:end].strip()])


def counts(character):
    """Whether a character shows something and is no control character."""
    return shows(character) and unicodedata.category(character) != "Cc"


def shows(character):
    """Whether a character is more than a space or a mark that sets direction or line breaks."""
    unseen = "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"
    return not (character.isspace() or character in unseen or "\u202a" <= character <= "\u202e"
                or "\u2066" <= character <= "\u2069")


def compared(truth, wanted, found):
    """The mentions compared, and what is wrong: one line for each document or mention that is not as it should be."""
    wrong = []
    mentions = 0
    found = list(found)
    if len(found) != len(wanted):
        wrong.append(f"expected {len(wanted)} documents, found {len(found)}")
    for document, want, got in zip(truth, wanted, found):
        mentions += len(want.mentions)
        name = f"document {document['id']!r}"
        if got.text is not None and want.text is not None and got.text != want.text:
            wrong.append(f"{name}: expected the text {want.text!r}, found {got.text!r}")
        missing, added = difference(want.mentions, got.mentions)
        wrong += [f"{name}: expected {shown(want, one)}, not found" for one in missing]
        wrong += [f"{name}: found {shown(got if got.text else want, one)}, not expected" for one in added]
        wrong += [f"{name}: {one} is not what it stands for" for one in misquoted(document)]
    return {"documents": len(wanted), "mentions": mentions, "wrong": wrong}


def difference(wanted, found):
    """The mentions that are missing in `found`, and those that are too many."""
    wanted, found = Counter(map(tuple, wanted)), Counter(map(tuple, found))
    return sorted((wanted - found).elements()), sorted((found - wanted).elements())


def misquoted(document):
    """The mentions of a truth whose words are not those of its text."""
    text = document["text"]
    return [one for one in document["mentions"] if text[one["start"]:one["end"]] != one["text"]]


def shown(found, mention):
    """A mention as a message tells it."""
    start, end, label = mention
    return f"{label} {start}-{end} {(found.text or '')[start:end]!r}"


def row(folder, reader, result, **more):
    """Prints a row of the table, for run.py."""
    wrong = result.pop("wrong")
    told = {"format": folder.format, "reader": reader, "set": folder.set, **result, "mismatches": len(wrong)}
    print(json.dumps({**told, **more, "wrong": wrong[:SHOWN]}, ensure_ascii=False), flush=True)


def zipped(files):
    """An archive of files, name to content."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def utf16_to_code_points(text):
    """For each UTF-16 offset of a text, the code point that it stands before; None within one."""
    places = []
    for number, character in enumerate(text):
        places += [number] if ord(character) < 0x10000 else [number, None]
    return places + [len(text)]
