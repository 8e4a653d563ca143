"""cassis reads UIMA's CAS in JSON, and writes it."""

import json
import sys
from pathlib import Path

from cassis import load_cas_from_json

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, check_back, version, zipped

CASSIS = version("dkpro-cassis")
NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def loaded(folder):
    """The CAS of each document of the truth. Types that are those of the file before are not read again: that is slow."""
    files = folder.archive()
    types, system = None, None
    for document in folder.truth:
        content = files[f"{document['file']}.cas.json"].decode()
        its_types = json.loads(content)["%TYPES"]
        cas = load_cas_from_json(content, typesystem=system, merge_typesystem=its_types != types)
        types, system = its_types, cas.typesystem
        yield cas


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
