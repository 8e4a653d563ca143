"""pybrat reads brat's folders."""

import sys
import tempfile
from pathlib import Path

from pybrat.parser import BratParser

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, version


def read(folder):
    """Of a mention in pieces the first begins it and the last ends it; its words are those of the pieces.

    Errors would be: a line that can't be read, which is then missing; two mentions of one span, which brat allows.
    """
    with tempfile.TemporaryDirectory() as into:
        examples = BratParser(error="ignore").parse(folder.unpacked(into))
    by_name = {example.id: example for example in examples}
    for document in folder.truth:
        example = by_name[document["file"]]
        mentions = []
        for entity in example.entities:
            spans = sorted(entity.spans, key=lambda span: span.start)
            words = " ".join(example.text[span.start:span.end] for span in spans)
            same = words.split() == entity.mention.split()
            label = entity.type if same else f"{entity.type} on {entity.mention!r}"
            mentions.append((spans[0].start, spans[-1].end, label))
        yield Found(example.text, mentions)


check("brat", version("pybrat"), read)
