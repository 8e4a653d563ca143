"""spaCy reads its own formats, CoNLL and CoNLL-U by `spacy convert`, and writes its JSON."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from spacy.training import docs_to_json, offsets_to_biluo_tags

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, check_back, json_lines, version

SPACY = version("spacy")
VOCAB = spacy.blank("xx").vocab


def converted(path, converter, *more):
    """The documents that `spacy convert` makes of a file."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "spacy", "convert", str(path), out, "-c", converter, *more]
        done = subprocess.run(command, capture_output=True, text=True)
        written = list(Path(out).iterdir())
        if done.returncode != 0 or len(written) != 1:
            raise SystemExit(f"{' '.join(command)}: {done.stdout}{done.stderr}")
        return list(DocBin().from_disk(written[0]).get_docs(VOCAB))


def names(doc):
    """A document's mentions; what spaCy would not train on because it is not of whole tokens has another label."""
    mentions = [(one.start_char, one.end_char, one.label_) for one in doc.ents]
    if "-" in offsets_to_biluo_tags(doc, mentions):
        return [(start, end, "not of whole tokens") for start, end, _ in mentions]
    return mentions


def read_json(folder):
    """A paragraph is a document, its text as it was; nothing is learnt from what nobody has looked at."""
    sources = {document["id"]: document for document in json_lines(folder.path.parent / "source.jsonl")}
    docs = converted(folder.file(), "json")
    for document, doc in zip(folder.truth, docs, strict=True):
        yield Found(doc.text, names(doc) + misjudged(doc, sources[document["id"]]["reviewed"]))


def misjudged(doc, reviewed):
    """The words that spaCy takes to be no name though nobody has looked at them, or the other way round.

    Of a document in which nobody has looked at a whole word in particular all may be known.
    """
    wrong = []
    words = [(token.idx, token.idx + len(token.text)) for token in doc if not token.is_space]
    if not any(first <= start and end <= last for start, end in words for first, last in reviewed):
        return wrong
    for token in doc:
        start, end = token.idx, token.idx + len(token.text)
        seen = not reviewed or any(first <= start and end <= last for first, last in reviewed)
        known = token.ent_iob_ != ""
        if known != (seen or token.ent_type_ != "") and not token.is_space:
            wrong.append((start, end, "known to spaCy" if known else "unknown to spaCy"))
    return wrong


def of_tokens(truth, docs, ends_document):
    """The documents of a truth, read as sentences or documents of tokens: a space between tokens, a line per sentence."""
    docs = iter(docs)
    for document in truth:
        lines, mentions, at = [], [], 0
        for part in ends_document(document, docs):
            starts = []
            for token in part:
                starts.append(at)
                at += len(token.text) + 1
            for one in part.ents:
                last = one.end - 1
                mentions.append((starts[one.start], starts[last] + len(part[last].text), one.label_))
            lines += [" ".join(token.text for token in line) for line in part.sents]
        yield Found("\n".join(lines), mentions)
    rest = len(list(docs))
    if rest:
        yield Found(f"{rest} more", [])


def each_sentence(document, docs):
    """The next documents, one for each of a document's sentences."""
    return [doc for _, doc in zip(document["tokens"], docs)]


def next_document(document, docs):
    """The next document."""
    return [next(docs)]


def read_iob(folder):
    """A line is a document; what comes after the last is one without a token."""
    docs = [doc for doc in converted(folder.file(), "iob") if len(doc)]
    return of_tokens(folder.truth, docs, each_sentence)


def read_conll(folder):
    """Documents are parted by their lines `-DOCSTART-`; one without a token is none."""
    truth = (document for document in folder.truth if not is_wordless(document))
    return of_tokens(truth, converted(folder.file(), "ner"), next_document)


def is_wordless(document):
    """Why a document is none to spaCy."""
    return None if document["tokens"] else "no token"


def read_bilou(folder):
    """A sentence is a document."""
    return of_tokens(folder.truth, converted(folder.file(), "ner"), each_sentence)


def read_conllu(folder):
    """A sentence is a document; the text of a document is what the truth has, so only tokens are compared."""
    docs = iter(converted(folder.file(), "conllu"))
    for document in folder.truth:
        at, mentions = 0, []
        for doc in each_sentence(document, docs):
            starts = []
            for token in doc:
                start = document["text"].find(token.text, at)
                starts.append(start)
                at = start + len(token.text)
            mentions += [
                (starts[one.start], starts[one.end - 1] + len(doc[one.end - 1].text), one.label_) for one in doc.ents
            ]
        yield Found(None, mentions)


def write_json(folder):
    """Each document as spaCy writes it."""
    docs = converted(folder.file(), "json")
    return json.dumps([docs_to_json(doc, number) for number, doc in enumerate(docs)]).encode()


check("spacy", SPACY, read_json)
check("spacy-iob", SPACY, read_iob)
check("conll2003", SPACY, read_conll, beyond=is_wordless)
check("bilou", SPACY, read_bilou)
check("conllu", SPACY, read_conllu)
check_back("spacy", SPACY, write_json)
