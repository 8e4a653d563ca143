"""cassis reads UIMA's CAS in JSON, and writes it."""

import sys
from pathlib import Path

from cassis import load_cas_from_json

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, check_back, version, zipped

CASSIS = version("dkpro-cassis")
NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def loaded(folder):
    """The CAS of each document of the truth."""
    files = folder.archive()
    for document in folder.truth:
        yield load_cas_from_json(files[f"{document['file']}.cas.json"].decode())


def read(folder):
    """INCEpTION's named entities. What a CAS counts in UTF-16 is code points to cassis."""
    for cas in loaded(folder):
        found = cas.select(NAMED_ENTITY)
        wrong = [one for one in found if one.get_covered_text() != cas.sofa_string[one.begin:one.end]]
        yield Found(cas.sofa_string, [(one.begin, one.end, one.value) for one in found] + wrong)


def write(folder):
    """Each CAS as cassis writes it, with all of its types."""
    names = [f"{document['file']}.cas.json" for document in folder.truth]
    return zipped({name: cas.to_json() for name, cas in zip(names, loaded(folder))})


check("cas", CASSIS, read)
check_back("cas", CASSIS, write)
