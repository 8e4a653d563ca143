"""lxml reads TEI as XML, Potato as TEI; the words and the names in them are found anew from the elements."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, check_back, is_astray, json_lines, on_a_page, version, without_spaces

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
BLOCKS = {"p", "ab", "head"}
# What an element says of its label where its type does not.
LABELS = {"persName": "PERSON", "placeName": "PLACE", "orgName": "ORGANIZATION", "date": "DATE"}
RANGE = re.compile(r"string-range\(\s*#?([^,\s]+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)")


def documents(folder):
    """The TEI elements of a corpus, or the one there is."""
    root = etree.parse(str(folder.file()), etree.XMLParser(huge_tree=True, resolve_entities=False)).getroot()
    return [root] if root.tag == f"{TEI}TEI" else root.findall(f"{TEI}TEI")


def read(folder):
    """The text of a document is that of its blocks, a line for each, and a line where `lb` stands."""
    for document in documents(folder):
        found = Found("", [])
        ranges = apart(document)
        for block in document.iterfind(f"{TEI}text/{TEI}body//*"):
            if local(block) in BLOCKS and not any(local(above) in BLOCKS for above in block.iterancestors()):
                found = joined(found, block_found(block, ranges))
        yield found


def joined(found, more):
    """Two stretches of a document, a line end between them."""
    text = f"{found.text}\n" if found.text else ""
    moved = [(start + len(text), end + len(text), label) for start, end, label in more.mentions]
    return Found(text + more.text, found.mentions + moved)


def local(element):
    """An element's name without its namespace; nothing for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def block_found(block, ranges):
    """A block's text, its names, and those that stand apart and say where in it they are."""
    text, mentions, places = [], [], []

    def add(words):
        for character in words or "":
            places.append(len(text))
            text.append(character)

    def walk(element):
        start = len(text)
        if local(element) == "lb":
            text.append("\n")
        add(element.text)
        for child in element:
            walk(child)
            add(child.tail)
        if label_of(element) is not None:
            mentions.append((start, len(text), label_of(element)))

    walk(block)
    for start, length, label in ranges.get(block.get(ID), []):
        mentions.append((places[start], places[start + length - 1] + 1, label))
    return Found("".join(text), mentions)


def label_of(element):
    """The label that an element gives its words; None if it is no name."""
    name = local(element)
    if name == "rs":
        return element.get("type")
    return (element.get("type") or LABELS[name]) if name in LABELS else None


def apart(document):
    """The annotations that stand apart: by block, where they begin in its characters, how many those are, the label."""
    found = {}
    for annotation in document.iterfind(f"{TEI}standOff//{TEI}annotation"):
        block, start, length = RANGE.search(annotation.get("target")).groups()
        label = annotation.findtext(f"{TEI}note") or annotation.get("ana").lstrip("#")
        found.setdefault(block, []).append((int(start), int(length), label))
    return found


def read_by_potato(folder):
    """A file of its own for each document, as Potato reads only one of a file. It knows a label by its element."""
    with tempfile.TemporaryDirectory() as into:
        for number, document in enumerate(documents(folder)):
            etree.ElementTree(document).write(f"{into}/{number:05}.xml", encoding="utf-8", xml_declaration=True)
        out = Path(into, "out")
        command = [str(Path(sys.executable).parent / "potato"), "import", "--input", into, "--input-format", "tei"]
        done = subprocess.run([*command, "--output-dir", str(out)], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(done.stdout + done.stderr)
        data, = Path(out, "data").iterdir()
        items = json_lines(data)
    found = {}
    for item in items:
        spans = item.get("predictions", {}).get("spans", [])
        one = Found(item["text"], [(span["start"], span["end"], span["name"]) for span in spans])
        found[item["source_file"]] = joined(found.get(item["source_file"], Found("", [])), one)
    for number, document in enumerate(folder.truth):
        if not is_astray(document):
            yield found.get(f"{number:05}.xml", Found("", []))


def as_potato_sees(found):
    """Without markup and white space, and labels as the elements that Potato calls them by."""
    text, mentions = without_spaces(on_a_page(found))
    elements = {label: name for name, label in LABELS.items()}
    return Found(text, [(start, end, elements.get(label, label)) for start, end, label in mentions])


def write(folder):
    """The file as lxml writes it, canonically."""
    return etree.tostring(etree.parse(str(folder.file())), method="c14n")


check("tei", version("lxml"), read, seen=without_spaces)
check("tei", version("potato-annotation"), read_by_potato, beyond=is_astray, seen=as_potato_sees)
check_back("tei", version("lxml"), write)
