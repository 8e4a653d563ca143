"""A folder on any file system that pyarrow knows: a mounted disk, HDFS, S3, Google's storage."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pyarrow import NativeFile, fs


class Store:
    """A folder: `/shared/out`, `hdfs://host/out`, `s3://bucket/out`. Names are relative to it, with `/` between."""

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            self.files, path = fs.FileSystem.from_uri(address)
        except (OSError, ValueError) as error:
            message = f"{address}: expected a folder as an absolute path or an address like s3://bucket/folder: {error}"
            raise SystemExit(f"tagline: {message}") from error
        self.root = path.rstrip("/")

    def path(self, name: str) -> str:
        """The name as the file system has it."""
        return f"{self.root}/{name}"

    def names(self, folder: str = "") -> Iterator[tuple[str, int]]:
        """Every file below `folder` and its bytes, sorted; none if the folder is not there."""
        below = self.path(folder) if folder else self.root
        found = self.files.get_file_info(fs.FileSelector(below, allow_not_found=True, recursive=True))
        for info in sorted(found, key=lambda info: info.path):
            if info.is_file:
                yield info.path[len(self.root) + 1 :], info.size

    def has_root(self) -> bool:
        """Whether the folder itself is there."""
        return self.files.get_file_info(self.root).type == fs.FileType.Directory

    def reader(self, name: str) -> NativeFile:
        """The file's bytes as a stream; `.gz` is unpacked."""
        return self.files.open_input_stream(self.path(name))

    def read_json(self, name: str) -> Any:
        """The JSON value in the file."""
        with self.reader(name) as stream:
            return json.loads(stream.read())

    def writer(self, name: str) -> NativeFile:
        """A stream into a new file, whose folders are made; it is whole only once the stream is closed."""
        path = self.path(name)
        self.files.create_dir(path.rpartition("/")[0], recursive=True)
        return self.files.open_output_stream(path, compression=None)

    def write(self, name: str, content: bytes) -> None:
        """Writes a small file whole."""
        with self.writer(name) as stream:
            stream.write(content)

    def move(self, old: str, new: str) -> None:
        """Gives a file its other name, replacing what has it: in one step on a disk and on HDFS."""
        path = self.path(new)
        self.files.create_dir(path.rpartition("/")[0], recursive=True)
        self.files.move(self.path(old), path)

    def remove(self, names: Iterable[str]) -> None:
        """Removes files."""
        for name in names:
            self.files.delete_file(self.path(name))

    def remove_folder(self, name: str) -> None:
        """Removes a folder with all in it, if it is there."""
        if self.files.get_file_info(self.path(name)).type == fs.FileType.Directory:
            self.files.delete_dir(self.path(name))
