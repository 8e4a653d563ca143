"""Label Studio itself imports tasks into a project by its API, and exports them."""

import json
import os
import shutil
import sys
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, check_back, version

HOME = tempfile.TemporaryDirectory()
LABEL_STUDIO = version("label-studio")
# Its empty database takes half a minute to make: kept beside the program.
EMPTY = Path(sys.prefix, f"empty-{LABEL_STUDIO.split()[-1]}.sqlite3")


def set_up():
    """A Label Studio of its own in a folder that goes away, and somebody who may do everything in it."""
    sys.path.insert(0, str(Path(find_spec("label_studio").origin).parent))
    database = Path(HOME.name, "database.sqlite3")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="core.settings.label_studio", LABEL_STUDIO_BASE_DATA_DIR=HOME.name, DJANGO_DB="sqlite",
        DATABASE_NAME=str(database), LOG_LEVEL="ERROR", COLLECT_ANALYTICS="false", LATEST_VERSION_CHECK="false",
        SENTRY_DSN="", FRONTEND_SENTRY_DSN="", SECRET_KEY="none",
    )
    warnings.simplefilter("ignore")
    import django
    from django.core.management import call_command

    django.setup()
    if EMPTY.exists():
        shutil.copy(EMPTY, database)
    else:
        call_command("migrate", verbosity=0, interactive=False)
        shutil.copy(database, EMPTY)
    from django.contrib.auth import get_user_model
    from organizations.models import Organization
    from rest_framework.test import APIClient

    user = get_user_model().objects.create_user(email="ada@example.org", password="none")
    user.active_organization = Organization.create_organization(created_by=user, title="tests")
    user.save()
    client = APIClient()
    client.force_authenticate(user=user)
    return client


CLIENT = set_up()
# The project of each set of documents.
PROJECTS = {}


def imported(folder):
    """The number of a project with the labelling config and the tasks of a folder, made once."""
    if folder.set in PROJECTS:
        return PROJECTS[folder.set]
    files = folder.archive()
    config = {"title": f"{folder.set} documents", "label_config": files["config.xml"].decode("utf-8")}
    project = answer(CLIENT.post("/api/projects/", config, format="json"), 201)["id"]
    tasks = json.loads(files["tasks.json"])
    answer(CLIENT.post(f"/api/projects/{project}/import?commit_to_project=true", tasks, format="json"), 201)
    PROJECTS[folder.set] = project
    return project


def exported(project):
    """What Label Studio exports of a project: of suggestions only their numbers."""
    response = CLIENT.get(f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response.status_code != 200:
        raise SystemExit(f"export: {response.status_code} {content[:500]}")
    return content


def answer(response, status=200):
    """What the API answers, if it is what was hoped for."""
    if response.status_code != status:
        raise SystemExit(f"{response.request['PATH_INFO']}: {response.status_code} {response.content[:500]}")
    return response.json()


def read(folder):
    """Accepted mentions are annotations, suggested ones predictions."""
    project = imported(folder)
    suggested = {}
    for prediction in answer(CLIENT.get(f"/api/predictions/?task__project={project}")):
        suggested.setdefault(prediction["task"], []).append(prediction)
    for task in sorted(json.loads(exported(project)), key=lambda task: task["id"]):
        mentions = []
        for made in [*task["annotations"], *suggested.get(task["id"], [])]:
            for region in made["result"]:
                value = region["value"]
                mentions += [(value["start"], value["end"], label) for label in value["labels"]]
        yield Found(task["data"]["text"], mentions)


def accepted(mention):
    """Whether a mention is an annotation."""
    return mention["status"] == "accepted"


check("label-studio", LABEL_STUDIO, read)
check_back("label-studio", LABEL_STUDIO, lambda folder: exported(imported(folder)), carried=accepted)
