"""doccano imports its own JSON lines and BILOU's two columns into a project without overlaps, and exports them."""

import os
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from common import Found, check, check_back, version

HOME = tempfile.TemporaryDirectory()


def set_up():
    """A doccano of its own in a folder that goes away."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


sys.path.insert(0, str(Path(find_spec("backend").origin).parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
os.environ["DATABASE_URL"] = f"sqlite:///{HOME.name}/database.sqlite3"
set_up()

from data_export.celery_tasks import create_collaborative_dataset
from data_export.pipeline.factories import create_formatter, create_writer
from data_import.datasets import load_dataset
from data_import.pipeline.catalog import JSONL, CoNLL
from data_import.pipeline.readers import FileName
from django.contrib.auth import get_user_model
from examples.models import Example
from projects.models import ProjectType, SequenceLabelingProject

DOCCANO = version("doccano")
USER = get_user_model().objects.create_user("ada")


def imported(folder, kind, **options):
    """A project with a file in it, made once; what doccano can't take ends it, but for documents without a text."""
    name = f"{folder.set} {folder.format}"
    for project in SequenceLabelingProject.objects.filter(name=name):
        return project
    project = SequenceLabelingProject.objects.create(
        name=name, description="", created_by=USER, collaborative_annotation=True,
        project_type=ProjectType.SEQUENCE_LABELING, allow_overlapping=False,
    )
    path = str(folder.file())
    files = [FileName(full_path=path, generated_name=path, upload_name=folder.file().name)]
    dataset = load_dataset(ProjectType.SEQUENCE_LABELING, kind, files, project, encoding="utf_8", **options)
    dataset.save(USER)
    if len(dataset.errors) != sum(is_empty(document) is not None for document in folder.truth):
        raise SystemExit(f"doccano: {dataset.errors[:3]}")
    return project


def is_empty(document):
    """Why doccano doesn't let a document in."""
    return None if document["text"] else "no text"


def found(project):
    """What a project's documents hold, in the order of the file."""
    for example in Example.objects.filter(project=project).order_by("id").prefetch_related("spans__label"):
        spans = [(span.start_offset, span.end_offset, span.label.text) for span in example.spans.all()]
        yield Found(example.text, spans)


def read(folder):
    """A line is a document."""
    return found(imported(folder, JSONL))


def read_bilou(folder):
    """A sentence is a document, a space between its tokens."""
    sentences = found(imported(folder, CoNLL, scheme="BILOU", delimiter=" "))
    for document in folder.truth:
        text, mentions = "", []
        for _, sentence in zip(document["tokens"], sentences):
            text += "\n" if text else ""
            mentions += [(start + len(text), end + len(text), label) for start, end, label in sentence.mentions]
            text += sentence.text
        yield Found(text, mentions)


def write(folder):
    """What doccano exports of what it imported."""
    project = imported(folder, JSONL)
    formatters, writer = create_formatter(project, "JSONL"), create_writer("JSONL")
    with tempfile.TemporaryDirectory() as into:
        create_collaborative_dataset(project, into, False, formatters, writer)
        return Path(into, "all.jsonl").read_bytes()


check("doccano", DOCCANO, read, beyond=is_empty)
check("bilou", DOCCANO, read_bilou)
check_back("doccano", DOCCANO, write, beyond=is_empty)
