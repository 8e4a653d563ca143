"""conllu reads CoNLL-U, and writes it."""

import sys
from pathlib import Path

import conllu

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, check_back, version, without_spaces

CONLLU = version("conllu")
# What may stand in SpacesAfter for a character of white space: universaldependencies.org, format of CoNLL-U.
SPACES = {"\\s": " ", "\\t": "\t", "\\n": "\n", "\\r": "\r", "\\p": "|", "\\\\": "\\"}


def read(folder):
    """The text of a document is its tokens with what the file says stands after each."""
    sentences = iter(conllu.parse(folder.file().read_text(encoding="utf-8")))
    for document in folder.truth:
        text, mentions, open_label = "", [], None
        for _, sentence in zip(document["tokens"], sentences):
            for token in sentence:
                misc = token["misc"] or {}
                start = len(text)
                text += token["form"]
                prefix, _, label = (misc.get("name") or "O").partition("-")
                if prefix == "B":
                    mentions.append((start, len(text), label))
                elif prefix == "I":
                    same = bool(mentions) and open_label == label
                    mentions[-1] = (mentions[-1][0], len(text), label if same else "no name goes on here")
                open_label = label
                text += between(misc)
            open_label = None
        yield Found(text, mentions)


def between(misc):
    """What stands between a token and the next."""
    if "SpacesAfter" in misc:
        spaces = misc["SpacesAfter"] or ""
        for written, character in SPACES.items():
            spaces = spaces.replace(written, character)
        return spaces
    return "" if misc.get("SpaceAfter") == "No" else " "


def write(folder):
    """Each sentence as conllu writes it."""
    sentences = conllu.parse(folder.file().read_text(encoding="utf-8"))
    return "".join(sentence.serialize() for sentence in sentences).encode()


check("conllu", CONLLU, read, seen=without_spaces)
check_back("conllu", CONLLU, write)
