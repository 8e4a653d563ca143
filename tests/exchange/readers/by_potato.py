"""Potato reads its own projects and those of other tools by `potato import`; nobody else here reads Prodigy's files."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, expected, is_astray, json_lines, on_a_page, version, without_spaces

POTATO = version("potato-annotation")
PROGRAM = str(Path(sys.executable).parent / "potato")


def imported(source, format, *more):
    """The items of the project that `potato import` makes: id, text and mentions."""
    with tempfile.TemporaryDirectory() as out:
        command = [PROGRAM, "import", "--input", str(source), "--input-format", format, "--output-dir", out, *more]
        done = subprocess.run(command, capture_output=True, text=True)
        written = list(Path(out, "data").glob("*"))
        if done.returncode != 0 or len(written) != 1:
            raise SystemExit(f"{' '.join(command)}: {done.stdout}{done.stderr}")
        return json_lines(written[0])


def found(item):
    """What an item holds. Offsets are code points."""
    spans = item.get("predictions", {}).get("spans", [])
    return Found(item["text"], [(span["start"], span["end"], span["name"]) for span in spans])


def read(format):
    """A reader of the one file of a format that potato calls `format`."""
    return lambda folder: [found(item) for item in imported(folder.file(), format)]


def read_brat(folder):
    """Documents come in the order of their names. Of a mention in pieces potato has a span with parts: one again here."""
    with tempfile.TemporaryDirectory() as into:
        items = imported(folder.unpacked(into), "brat")
    names = sorted(range(len(items)), key=lambda at: items[at]["id"])
    order = {items[at]["id"]: at for at in names}
    for document in folder.truth:
        item = items[order[document["file"]]]
        for span in item.get("predictions", {}).get("spans", []):
            span["end"] = max([span["end"], *(part["end"] for part in span.get("additional_parts", []))])
        yield found(item)


def sentences(folder, *more):
    """The items of a file of which each sentence is one, joined as documents."""
    items = iter(imported(folder.file(), "conll", "--conll-document-unit", "sentence", *more))
    for document in folder.truth:
        text, mentions = "", []
        for _, item in zip(document["tokens"], items):
            text += "\n" if text else ""
            one = found(item)
            mentions += [(start + len(text), end + len(text), label) for start, end, label in one.mentions]
            text += one.text
        yield Found(text, mentions)


def read_web_annotation(folder):
    """The texts go beside the annotations; an item is known by what its annotations are about."""
    files = folder.archive()
    lists = [json.loads(files[f"{document['file']}.w3c.jsonld"]) for document in folder.truth]
    sources = [items[0]["target"]["source"] if items else None for items in lists]
    with tempfile.TemporaryDirectory() as into:
        texts, annotations = Path(into) / "texts.jsonl", Path(into) / "annotations.jsonld"
        annotations.write_text(json.dumps([item for items in lists for item in items]), encoding="utf-8")
        with texts.open("w", encoding="utf-8") as out:
            for source, document in zip(sources, folder.truth):
                text = files[f"{document['file']}.txt"].decode("utf-8")
                print(json.dumps({"source": source, "text": text}), file=out)
        found_items = imported(annotations, "web_annotation", "--texts", str(texts))
    items = {item["source"]: item for item in found_items}
    for source, document in zip(sources, folder.truth):
        if not is_unknown(document):
            yield found(items[source])


def shown_once(found):
    """Words only, and mentions that are the same in all but once."""
    text, mentions = without_spaces(on_a_page(found))
    return Found(text, sorted(set(mentions)))


def read_own(folder):
    """The server loads the project, as it does when it starts; the words of a span are those that it exports."""
    with tempfile.TemporaryDirectory() as into:
        project = folder.unpacked(into)
        command = [PROGRAM, "validate", "--strict", "config.yaml"]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command)}: {done.stdout}{done.stderr}")
        command = [sys.executable, str(Path(__file__).parent / "potato_project.py"), "config.yaml"]
        done = subprocess.run(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        items = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    for item in items:
        mentions = []
        for start, end, name, words in item["spans"]:
            same = item["text"][start:end] == words
            mentions.append((start, end, name if same else f"{name} on {words!r}"))
        yield Found(item["text"], mentions)


def is_unknown(document):
    """Why Potato doesn't know a document by its annotations, puts its name for its text, or can't find its mentions."""
    if not document["mentions"]:
        return "no annotation"
    return is_astray(document) or (None if shown_once(expected(document)).text else "markup alone")


check("potato", POTATO, read_own)
check("brat", POTATO, read_brat)
check("doccano", POTATO, read("doccano"))
check("prodigy", POTATO, read("prodigy"))
check("conll2003", POTATO, sentences)
check("bilou", POTATO, sentences)
check("conllu", POTATO, sentences, seen=without_spaces)
check("w3c", POTATO, read_web_annotation, beyond=is_unknown, seen=shown_once)
