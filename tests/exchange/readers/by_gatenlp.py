"""gatenlp reads GATE's documents in JSON, and writes them with either count of offsets."""

import sys
from pathlib import Path

from gatenlp import Document

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, check_back, version, zipped

GATENLP = version("gatenlp")


def loaded(folder):
    """Each document of the truth."""
    files = folder.archive()
    for document in folder.truth:
        yield Document.load_mem(files[f"{document['file']}.bdocjs"].decode(), fmt="json")


def read(folder):
    """The default set of annotations."""
    for document in loaded(folder):
        found = []
        for one in document.annset():
            words = document[one]
            same = words == document.text[one.start:one.end]
            found.append((one.start, one.end, one.type if same else f"{one.type} on {words!r}"))
        yield Found(document.text, found)


def write(offset_type):
    """A writer of each document as gatenlp writes it, for Python (`p`) or for Java (`j`)."""

    def written(folder):
        names = [f"{document['file']}.bdocjs" for document in folder.truth]
        made = (document.save_mem(fmt="json", offset_type=offset_type) for document in loaded(folder))
        return zipped(dict(zip(names, made)))

    return written


check("gatenlp", GATENLP, read)
check_back("gatenlp", GATENLP, write("p"))
check_back("gatenlp", f"{GATENLP} for Java", write("j"))
