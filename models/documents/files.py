"""Writes a document to a file: completely or not at all."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from models.domain.errors import StoreUnusable
from models.domain.language import N_
from models.store.ids import new_id

LONGEST_NAME = 100
"""How many characters of a name the temporary file beside it keeps: file systems limit the length of names."""

_FULL = N_("{path} was not written: the disk is full.")
_NO_FOLDER = N_("{path} was not written: there is no such folder.")
_NOT_WRITTEN = N_("{path} was not written ({detail}).")


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file durably, replacing an existing one; ``private`` lets only its owner read it.

    Raises :class:`StoreUnusable`, and leaves no partial file. A device or a pipe is written to directly.
    """
    if path.exists() and not path.is_file():
        _write_through(path, content)
        return
    beside = path.with_name(f".{path.name[:LONGEST_NAME]}.{new_id()[:8]}")
    try:
        with os.fdopen(os.open(beside, _NEW, 0o600 if private else 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except (FileNotFoundError, NotADirectoryError):
        raise StoreUnusable(_NO_FOLDER, path=path) from None
    except OSError as fault:
        sentence = _FULL if fault.errno in _NO_ROOM else _NOT_WRITTEN
        raise StoreUnusable(sentence, path=path, detail=fault.strerror or "") from None
    finally:
        _drop(beside)


def write_beside(path: Path, content: bytes) -> Path:
    """Write a file, under the next free name (``minutes-2.docx``) if one with other content exists; return its path.

    Raises as :func:`write_whole` does.
    """
    names = (path if number == 1 else path.with_stem(f"{path.stem}-{number}") for number in count(1))
    place = next(one for one in names if not one.exists() or _holds(one, content))
    if not place.exists():
        write_whole(place, content)
    return place


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.is_file() and path.read_bytes() == content
    except OSError:
        return False


def _write_through(path: Path, content: bytes) -> None:
    try:
        with path.open("wb") as file:
            file.write(content)
    except OSError as fault:
        sentence = _FULL if fault.errno in _NO_ROOM else _NOT_WRITTEN
        raise StoreUnusable(sentence, path=path, detail=fault.strerror or "") from None


def make_folder(path: Path) -> None:
    """Create a folder that only its owner can read, unless it exists. Raises :class:`StoreUnusable`."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        sentence = _FULL if fault.errno in _NO_ROOM else _NOT_WRITTEN
        raise StoreUnusable(sentence, path=path, detail=fault.strerror or "") from None


def _drop(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NO_ROOM = {28, 122}  # ENOSPC, EDQUOT
