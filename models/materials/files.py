"""Stores the files of documents in ``HOME/materials``, named by their digests, so that none is stored twice."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from models.store.faults import faults_explained

FOLDER = "materials"
MOST_MEGABYTES = 50
KINDS = (".pdf", ".docx", ".doc", ".odt", ".xlsx", ".pptx", ".txt", ".md", ".png", ".jpg", ".jpeg")
"""The endings of documents that can be attached."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal. Raises :class:`OSError` when it cannot be read."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while content := file.read(_CHUNK):
            found.update(content)
    return found.hexdigest()


def file_name(sha256: str, name: str) -> str:
    """Return the file name of a document: its digest, with the ending by which the system knows what opens it.

    What another machine or an export says is no digest of SHA-256 names a file that does not exist.
    """
    digest = sha256 if _DIGEST.fullmatch(sha256) else hashlib.sha256(sha256.encode("utf-8", "replace")).hexdigest()
    return f"{digest}{Path(name).suffix.lower()}"


def place_of(home: Path, sha256: str, name: str) -> Path:
    """Return the path of a document's file."""
    return home / FOLDER / file_name(sha256, name)


def keep(home: Path, source: Path, sha256: str) -> Path:
    """Copy a file to its place, whole or not at all. Raises ``StoreUnusable`` if the disk refuses it."""
    return copied(source, place_of(home, sha256, source.name), sha256)


def copied(source: Path, place: Path, sha256: str) -> Path:
    """Copy a file, which only its owner reads, whole or not at all. Raises ``StoreUnusable`` if the disk refuses it."""
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
