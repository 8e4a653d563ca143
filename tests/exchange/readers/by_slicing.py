"""Formats whose programs can't be had here, read by their own rules: offsets, and what they must slice from the text."""

import csv
import io
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, utf16_to_code_points

PYTHON = f"Python {sys.version_info.major}.{sys.version_info.minor}"


def rows(content):
    """The rows of a table with a header, each by the names of its columns."""
    return list(csv.DictReader(io.StringIO(content, newline="")))


def read_comprehend(folder):
    """Amazon Comprehend: a document per file, code points, a row per mention; the same file name in both."""
    files = folder.archive()
    found = {}
    for row in rows(files["annotations.csv"].decode("utf-8")):
        mention = (int(row["Begin Offset"]), int(row["End Offset"]), row["Type"])
        found.setdefault(row["File"], []).append(mention)
    known = {f"{document['file']}.txt" for document in folder.truth}
    for document in folder.truth:
        name = f"{document['file']}.txt"
        yield Found(files[f"documents/{name}"].decode("utf-8"), found.get(name, []))
    yield from (Found(f"rows for {name}", []) for name in found.keys() - known)


def read_azure(folder):
    """Azure: offset and length in what the project says it counts, within a region of the document."""
    files = folder.archive()
    project = json.loads(files["project.json"])
    if project["stringIndexType"] != "Utf16CodeUnit":
        raise SystemExit(f"unknown count {project['stringIndexType']!r}")
    documents = {document["location"]: document for document in project["assets"]["documents"]}
    categories = {entity["category"] for entity in project["assets"]["entities"]}
    for truth in folder.truth:
        name = f"{truth['file']}.txt"
        text = files[name].decode("utf-8")
        places = utf16_to_code_points(text)
        mentions = []
        for region in documents[name]["entities"]:
            end = region["regionOffset"] + region["regionLength"]
            for label in region["labels"]:
                inside = region["regionOffset"] <= label["offset"] and label["offset"] + label["length"] <= end
                known = label["category"] if label["category"] in categories and inside else "unknown"
                mentions.append((places[label["offset"]], places[label["offset"] + label["length"]], known))
        yield Found(text, mentions)


def read_csv(folder):
    """A row per mention, its words beside its offsets; a row per text in a table of its own."""
    files = folder.archive()
    texts = {row["document"]: row["text"] for row in rows(files["documents.csv"].decode("utf-8-sig"))}
    found = {}
    for row in rows(files["mentions.csv"].decode("utf-8-sig")):
        found.setdefault(row["document"], []).append(row)
    for document in folder.truth:
        text = texts.pop(document["file"])
        mentions = []
        for row in found.pop(document["file"], []):
            start, end = int(row["start"]), int(row["end"])
            same = text[start:end] == row["text"]
            mentions.append((start, end, row["label"] if same else f"{row['label']} on {row['text']!r}"))
        yield Found(text, mentions)
    yield from (Found(f"rows of {name}", []) for name in [*texts, *found])


def read_w3c(folder):
    """The Recommendation: both selectors must name the same words, in code points of the text beside the annotations."""
    files = folder.archive()
    for document in folder.truth:
        text = files[f"{document['file']}.txt"].decode("utf-8")
        mentions = []
        for item in json.loads(files[f"{document['file']}.w3c.jsonld"]):
            label = next(body["value"] for body in listed(item["body"]) if body.get("purpose") == "tagging")
            mentions += [selected(text, target, label) for target in listed(item["target"])]
        yield Found(text, mentions)


def listed(value):
    """A value that may be one or several, as several."""
    return value if isinstance(value, list) else [value]


def selected(text, target, label):
    """The mention that a target's selectors name; its label says so if they differ."""
    selectors = {selector["type"]: selector for selector in listed(target["selector"])}
    position, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
    start, end = position["start"], position["end"]
    prefix, suffix = quote.get("prefix", ""), quote.get("suffix", "")
    same = text[start:end] == quote["exact"] and text[:start].endswith(prefix) and text[end:].startswith(suffix)
    return start, end, label if same else f"{label} on {quote['exact']!r} between {prefix!r} and {suffix!r}"


check("comprehend", PYTHON, read_comprehend)
check("azure", PYTHON, read_azure)
check("csv", PYTHON, read_csv)
check("w3c", PYTHON, read_w3c)
