"""Label Studio's library reads the labelling config, and checks every annotation and suggestion against it."""

import json
import sys
from pathlib import Path

from label_studio_sdk.label_interface import LabelInterface

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, version


def read(folder):
    """Accepted mentions are annotations, suggested ones predictions."""
    files = folder.archive()
    interface = LabelInterface(files["config.xml"].decode("utf-8"))
    for task in json.loads(files["tasks.json"]):
        text = task["data"]["text"]
        mentions = []
        for kind in ("annotations", "predictions"):
            for answer in task.get(kind) or []:
                valid = {"model_version": "none", "score": 0.0, **answer}
                errors = interface.validate_prediction(valid, return_errors=True)
                mentions += [(0, 0, error) for error in errors]
                mentions += [mention(text, region) for region in answer["result"]]
        yield Found(text, mentions)


def mention(text, region):
    """A region: its words are those of the text at its offsets, in code points."""
    value = region["value"]
    label, = value["labels"]
    same = text[value["start"]:value["end"]] == value["text"]
    return value["start"], value["end"], label if same else f"{label} on {value['text']!r}"


check("label-studio", version("label-studio-sdk"), read)
