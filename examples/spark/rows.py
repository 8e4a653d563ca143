"""What becomes of the command line's answers: rows of a table, documents of a native file, and bad lines kept apart.

All offsets are code points, end exclusive, as the command line gives them and Python counts them.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

Json = dict[str, Any]

ORIGIN = pa.struct([("tagger", pa.string()), ("version", pa.string())])
ENTITY = pa.struct(
    [
        ("id", pa.string()),
        ("authority", pa.string()),
        ("name", pa.string()),
        ("country", pa.string()),
        ("coordinates", pa.list_(pa.float64())),
    ]
)
SPAN = pa.struct(
    [
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("label", pa.string()),
        ("score", pa.float64()),
        ("origin", ORIGIN),
        ("entity", ENTITY),
        ("value", pa.string()),
    ]
)
REMOVED = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("reason", pa.string())])
# `removed` counts in the text or HTML that came in, `spans` in `text`.
TABLE = pa.schema(
    [
        ("part", pa.string()),
        ("line", pa.int64()),
        ("id", pa.string()),
        ("title", pa.string()),
        ("standfirst", pa.string()),
        ("authors", pa.list_(pa.string())),
        ("date", pa.string()),
        ("updated", pa.string()),
        ("site", pa.string()),
        ("language", pa.string()),
        ("url", pa.string()),
        ("body", pa.string()),
        ("removed", pa.list_(REMOVED)),
        ("text", pa.string()),
        ("spans", pa.list_(SPAN)),
    ]
)


def to_line(value: Json) -> bytes:
    """A JSON line, as the command line writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def to_tag(cleaned: Json) -> Json:
    """What `tagline tag` is asked of an answer of `tagline clean`: the text as in the app, headline and standfirst first."""
    paragraphs = (cleaned["title"], cleaned["standfirst"], cleaned["body"])
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return {"id": cleaned["id"], "text": text, "date": cleaned["date"]}


def name_of(given: str | int | None) -> str | None:
    """An id as the table has it: a whole number in digits."""
    return None if given is None else str(given)


def row(part: str, line: int, cleaned: Json, tagged: Json) -> Json:
    """A row of the table."""
    both = {**cleaned, "text": tagged["text"], "spans": tagged["spans"]}
    return {**both, "part": part, "line": line, "id": name_of(cleaned["id"])}


def bad(part: str, line: int, stage: str, answer: Json, source: bytes) -> Json:
    """A bad line: what `stage` said of it, and the line itself; bytes that are no UTF-8 are written as `\\xNN`."""
    written = source.decode("utf-8", "backslashreplace").rstrip("\r\n")
    return {"part": part, "line": line, "stage": stage, "id": answer["id"], "error": answer["error"], "input": written}


def documents(part: str, rows: Iterable[Json]) -> Iterator[tuple[Json, dict[str, Json]]]:
    """Each row as a document of a native file, without a source, with the entities that its suggestions name.

    A row without an id is called by its part and line.
    """
    for row in rows:
        text, annotations = row["text"], []
        entities: dict[str, Json] = {}
        for number, span in enumerate(row["spans"]):
            start, end = span["start"], span["end"]
            annotation = {"id": f"s{number}", "start": start, "end": end, "text": text[start:end], "label": span["label"]}
            annotation |= {"status": "suggested", "origin": span["origin"], "score": span["score"]}
            if span["entity"] is not None:
                entity = entity_of(span["label"], span["entity"])
                entities.setdefault(entity["id"], entity)
                annotation["entity"] = entity["id"]
            if span["value"] is not None:
                annotation["value"] = span["value"]
            annotations.append(annotation)
        document = {"id": row["id"] or f"{part}:{row['line']}", "metadata": metadata(row), "text": text}
        document |= {"removed": [], "map": [], "status": "new", "reviewed": [], "annotations": annotations}
        yield document, entities


def entity_of(label: str, entity: Json) -> Json:
    """An entity as the native file has it, named as the app names it."""
    canonical = {"id": entity["id"], "authority": entity["authority"]}
    made = {"id": f"{entity['authority']}:{entity['id']}", "label": label, "name": entity["name"], "canonical": canonical}
    more = {name: entity.get(name) for name in ("country", "coordinates")}
    return made | {name: value for name, value in more.items() if value is not None}


def metadata(row: Json) -> Json:
    """What the native file says beside the text. A `date` that `updated` has too is not known to be the first."""
    known = {name: row[name] for name in ("title", "authors", "updated", "site", "url", "language")}
    if row["date"] and not (row["updated"] or "").startswith(row["date"]):
        known["published"] = row["date"]
    return {name: value for name, value in known.items() if value}


class Natives:
    """Puts documents together into native files of at most so many documents and so many bytes."""

    def __init__(self, part: str, labels: list[Json], most: int, most_bytes: int) -> None:
        self.part, self.most, self.most_bytes = part, most, most_bytes
        self.head = f'{{"format":"tagline","version":1,"labels":{dumps(labels)},"annotators":[],"entities":['
        self.begin()

    def begin(self) -> None:
        """Begins the next file."""
        self.entities: dict[str, str] = {}
        self.documents: list[str] = []
        self.ids: set[str] = set()
        self.bytes = len(self.head.encode())

    def add(self, rows: Iterable[Json]) -> Iterator[bytes]:
        """Takes rows, and gives each file that is full."""
        for document, entities in documents(self.part, rows):
            new = {name: dumps(entity) for name, entity in entities.items()}
            while document["id"] in self.ids:
                document["id"] += "'"
            written = dumps(document)
            size = sum(len(text.encode()) + 2 for text in (written, *new.values()))
            if self.documents and (len(self.documents) == self.most or self.bytes + size > self.most_bytes):
                yield self.file()
                self.begin()
            self.ids.add(document["id"])
            self.documents.append(written)
            self.entities = {**new, **self.entities}
            self.bytes += size

    def rest(self) -> Iterator[bytes]:
        """The last file, if there is one."""
        if self.documents:
            yield self.file()
            self.begin()

    def file(self) -> bytes:
        """The file as it stands: a line for each entity and document."""
        entities = ",\n".join(self.entities[name] for name in sorted(self.entities))
        documents = ",\n".join(self.documents)
        return f'{self.head}\n{entities}\n],"documents":[\n{documents}\n]}}\n'.encode()


def dumps(value: Any) -> str:
    """JSON without spaces, with letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
