"""What each format can't hold of the documents, worked out here anew and compared with what Tagline says of it.

Of the source's mentions: those of a status that the format has no place for are left out; then, in formats of tokens,
those that begin or end inside one; then, where mentions may not overlap, all but the first in this order: accepted
before suggested, longer before shorter, earlier before later. What is left is in the file, its label under a name
that the format allows.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import folders, json_lines, row, shows

ACCEPTED = ("accepted",)
DECIDED_OR_NOT = ("accepted", "suggested")
ALL = ("accepted", "suggested", "rejected")


class Rule(NamedTuple):
    """What a format holds: which statuses, whether mentions overlap or are of whole tokens, its text, its labels."""

    statuses: tuple = ACCEPTED
    overlap: bool = True
    tokens: bool = False
    text: str = "exact"
    label: str = r"(?s).+"
    # Whether a mention neither begins nor ends with a line end.
    trimmed: bool = False


# No white space as Python has it: more characters than Unicode's own.
PLAIN = r"[^\s]+"

RULES = {
    "spacy": Rule(overlap=False, tokens=True),
    "spacy-iob": Rule(overlap=False, tokens=True, text="tokens", label=r"[^\s|]+"),
    "conll2003": Rule(overlap=False, tokens=True, text="tokens", label=PLAIN),
    "bilou": Rule(overlap=False, tokens=True, text="tokens", label=PLAIN),
    "conllu": Rule(overlap=False, tokens=True, label=r"[A-Z_]+"),
    "hf": Rule(overlap=False, tokens=True, text="tokens"),
    "doccano": Rule(overlap=False, label=r"(?s).{1,100}"),
    "label-studio": Rule(statuses=DECIDED_OR_NOT),
    "prodigy": Rule(tokens=True),
    "brat": Rule(text="line feeds", label=r"[A-Za-z0-9_-]+", trimmed=True),
    "cas": Rule(),
    "gatenlp": Rule(statuses=ALL),
    "tei": Rule(text="xml"),
    "potato": Rule(text="line feeds"),
    "comprehend": Rule(overlap=False, label=r"[A-Z0-9_]{1,25}"),
    "azure": Rule(overlap=False),
    "csv": Rule(statuses=ALL),
    "w3c": Rule(text="line feeds"),
    "w3c-utf16": Rule(text="line feeds"),
}

# What may stand for U+FFFD in the source: control characters, and the sign that parts a token from its tag.
REPLACED = "[\x00-\x1f\x7f-\x9f|\ufffd]"

# The words that a truth may have for why a mention is not carried, by what they are called here.
CAUSES = {
    "suggested": ("suggested", "unreviewed"),
    "rejected": ("rejected",),
    "inside a token": ("misaligned", "inside a word", "token"),
    "nothing of it": ("unseen", "nothing of it", "no words", "wordless"),
    "overlap": ("overlap",),
}


def places(document):
    """Where each token of a truth stands in its text: (start, end). What is between two shows nothing."""
    found, at, text = [], 0, document["text"]
    for sentence in document["tokens"]:
        for token in filter(is_word, sentence):
            start = text.index(token, at)
            if any(shows(character) for character in text[at:start]):
                raise ValueError(f"tokens leave out {text[at:start]!r}")
            at = start + len(token)
            found.append((start, at))
    if any(shows(character) for character in text[at:]):
        raise ValueError(f"tokens leave out {text[at:]!r}")
    return found


def is_word(token):
    """Whether a token is more than the white space that some formats have tokens for."""
    return any(shows(character) for character in token)


def as_carried(rule, source, truth):
    """The source's places of tokens, and the maps of its starts and of its ends to the truth's text."""
    text = source["text"]
    if rule.text == "tokens":
        carried = places(truth)
        tokens = located(text, truth)
        starts = {old[0]: new[0] for old, new in zip(tokens, carried)}
        ends = {old[1]: new[1] for old, new in zip(tokens, carried)}
        return tokens, starts, ends
    tokens = places(truth) if rule.tokens else None
    if rule.text == "line feeds":
        starts, ends, at = {}, {}, 0
        for match in re.finditer(r"\r\n|\r|(?s:.)", text):
            for inside in range(match.start(), match.end()):
                starts[inside], ends[inside + 1] = at, at + 1
            at += 1
        return tokens, starts, ends
    same = {at: at for at in range(len(text) + 1)}
    return tokens, same, same


def located(text, truth):
    """Where the truth's tokens stand in the source's text."""
    found, at = [], 0
    for token in (token for sentence in truth["tokens"] for token in filter(is_word, sentence)):
        pattern = "".join(REPLACED if character == "\ufffd" else re.escape(character) for character in token)
        match = re.compile(pattern).search(text, at)
        if match is None:
            raise ValueError(f"token {token!r} is not in the source")
        found.append(match.span())
        at = match.end()
    return found


def sorted_out(rule, source, tokens):
    """The source's mentions that a format holds, and the cause for each of the others."""
    kept, out = [], []
    starts = ends = None
    if tokens is not None:
        starts, ends = {start for start, _ in tokens}, {end for _, end in tokens}
    for one in source["mentions"]:
        if one["status"] not in rule.statuses:
            out.append((one, one["status"]))
        elif starts is not None and not any(start < one["end"] and end > one["start"] for start, end in tokens):
            out.append((one, "nothing of it"))
        elif starts is not None and (one["start"] not in starts or one["end"] not in ends):
            out.append((one, "inside a token"))
        else:
            kept.append(one)
    if rule.overlap:
        return kept, out
    apart = []
    # The order of the source, by start, decides between two that are equal.
    for one in sorted(kept, key=lambda one: (one["status"] != "accepted", one["start"] - one["end"], one["start"])):
        if any(one["start"] < other["end"] and other["start"] < one["end"] for other in apart):
            out.append((one, "overlap"))
        else:
            apart.append(one)
    return apart, out


def trimmed(text, start, end, label):
    """A mention without the line ends that it begins or ends with."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip("\n")), end - len(words) + len(words.rstrip("\n")), label


def cause(why):
    """What a truth's words for a cause are called here."""
    for name, words in CAUSES.items():
        if any(word in why.lower() for word in words):
            return name
    return why


def key(one, why):
    """A mention that is not carried, as it is compared."""
    return one["start"], one["end"], one["label"], why


def checked(rule, source, truth, names):
    """What is wrong with a document's truth, and how many of its mentions are not carried."""
    name = f"document {source['id']!r}"
    try:
        tokens, starts, ends = as_carried(rule, source, truth)
    except ValueError as error:
        return [f"{name}: {error}"], 0
    kept, out = sorted_out(rule, source, tokens)
    wanted = Counter(key(one, why) for one, why in out)
    found = Counter(key(one, cause(one["why"])) for one in truth["not_carried"])
    wrong = [f"{name}: not told: {one}" for one in (wanted - found).elements()]
    wrong += [f"{name}: told, but carried: {one}" for one in (found - wanted).elements()]
    carried = [(starts[one["start"]], ends[one["end"]], one["label"]) for one in kept]
    if rule.trimmed:
        carried = [trimmed(truth["text"], *one) for one in carried]
    carried.sort()
    there = sorted((one["start"], one["end"], one["label"]) for one in truth["mentions"])
    if [one[:2] for one in carried] != [one[:2] for one in there]:
        wrong.append(f"{name}: expected {carried} in the file, found {there}")
    wrong += renamed(rule, name, carried, there, names)
    return wrong, len(out)


def renamed(rule, name, carried, there, names):
    """What is wrong with the labels: one that is not allowed, one changed without need, two that became the same."""
    wrong = []
    # Two mentions of one span may stand in another order once their labels have other names.
    spans = {}
    for start, end, label in carried:
        spans.setdefault((start, end), ([], []))[0].append(label)
    for start, end, label in there:
        spans.setdefault((start, end), ([], []))[1].append(label)
    for old, new in spans.values():
        same = Counter(old) & Counter(new)
        changed = zip((Counter(old) - same).elements(), (Counter(new) - same).elements())
        for before, after in [*changed, *((label, label) for label in same)]:
            if not re.fullmatch(rule.label, after):
                wrong.append(f"{name}: {after!r} is no label for this format")
            if before != after and re.fullmatch(rule.label, before):
                wrong.append(f"{name}: {before!r} became {after!r} without need")
            if names.setdefault(after, before) != before and len(old) == 1:
                wrong.append(f"{name}: {before!r} and {names[after]!r} both became {after!r}")
    return wrong


def main():
    """A row for each format and set."""
    out = Path(sys.argv[1])
    for format, rule in RULES.items():
        for folder in folders(format):
            compare(folder, rule, json_lines(out / folder.set / "source.jsonl"))


def compare(folder, rule, source):
    """The row of one format and set."""
    wrong, names = [], {}
    mentions, missing = 0, 0
    told = sum(len(document["not_carried"]) for document in folder.truth)
    for document, truth in paired(source, folder.truth):
        mentions += len(document["mentions"])
        if truth is None:
            # Told with the document.
            missing += len(document["mentions"])
            told += len(document["mentions"])
            if any(shows(character) for character in document["text"]):
                wrong.append(f"document {document['id']!r}: not in the file, though it has words")
            continue
        found, count = checked(rule, document, truth, names)
        wrong += found
        missing += count
    result = {"documents": len(source), "mentions": mentions, "wrong": wrong}
    row(folder, "left out, worked out anew", result, not_carried=missing, told=told)


def paired(source, truth):
    """Each document of the source with its truth, None where it is not in the file: the order is the source's."""
    left = list(reversed(truth))
    for document in source:
        same = left and left[-1].get("source", left[-1]["id"]) == document["id"]
        yield document, left.pop() if same else None


main()
