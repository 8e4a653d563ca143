"""Loads a Potato project as its server does, and tells each item's spans: potato_project.py CONFIG

A line of JSON per item: its id, its text, and [start, end, label, words] of each span, the words as Potato exports them.
"""

import json
import sys
from pathlib import Path

from potato import flask_server
from potato.export.base import ExportContext
from potato.item_state_management import get_item_state_manager, init_item_state_manager
from potato.quality_control import init_quality_control_manager
from potato.server_utils import config_module
from potato.server_utils.arg_utils import arguments
from potato.user_state_management import init_user_state_manager


def main():
    """What the server does before it listens."""
    sys.argv = ["potato", "start", sys.argv[1]]
    config_module.init_config(arguments())
    config = config_module.config
    init_user_state_manager(config)
    init_item_state_manager(config)
    flask_server.load_annotation_schematic_data(config)
    flask_server.load_instance_data(config)
    control = init_quality_control_manager(config, str(Path.cwd()))
    items = {item.get_id(): item.get_data() for item in get_item_state_manager().items()}
    context = ExportContext(
        config=config, annotations=[], items=items, schemas=config["annotation_schemes"], output_dir="."
    )
    for name, data in items.items():
        spans = flask_server._span_annotations_from_pre_annotations(control.extract_pre_annotations(name, data), config)
        told = []
        for span in spans:
            words = context.covered_text(name, span.to_dict())
            told.append([span.start, span.end, span.name, words])
        print(json.dumps({"id": name, "text": data["text"], "spans": told}))


main()
