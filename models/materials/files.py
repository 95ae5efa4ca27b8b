"""Stores the files of documents in ``HOME/materials``, named by their digests, so that none is stored twice."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from models.store.faults import faults_explained

FOLDER = "materials"
_CHUNK = 1 << 20


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal. Raises :class:`OSError` when it cannot be read."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while content := file.read(_CHUNK):
            found.update(content)
    return found.hexdigest()


def place_of(home: Path, sha256: str, name: str) -> Path:
    """Return the path of a document's file; it keeps its ending, by which the system chooses a program."""
    return home / FOLDER / f"{sha256}{Path(name).suffix.lower()}"


def keep(home: Path, source: Path, sha256: str) -> Path:
    """Copy a file to its path, completely or not at all. Raises ``StoreUnusable`` for an error of the disk."""
    place = place_of(home, sha256, source.name)
    with faults_explained(place):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if place.is_file() and digest_of(place) == sha256:
            return place
        half = place.with_name(f"{place.name}.new")
        try:
            shutil.copyfile(source, half)
            half.chmod(0o600)
            half.replace(place)
        finally:
            half.unlink(missing_ok=True)
    return place
