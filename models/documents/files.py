"""Writing a document to a file: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from models.domain.errors import StoreUnusable
from models.domain.language import N_
from models.store.ids import new_id

_FULL = N_("{path} was not written: the disk is full.")
_NO_FOLDER = N_("{path} was not written: there is no such folder.")
_NOT_WRITTEN = N_("{path} was not written ({detail}).")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file durably, in place of one that is there. Raises :class:`StoreUnusable`, and leaves no half file."""
    beside = path.with_name(f".{path.name}.{new_id()[:8]}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except FileNotFoundError:
        raise StoreUnusable(_NO_FOLDER, path=path) from None
    except OSError as fault:
        sentence = _FULL if fault.errno in _NO_ROOM else _NOT_WRITTEN
        raise StoreUnusable(sentence, path=path, detail=fault.strerror or "") from None
    finally:
        _drop(beside)


def make_folder(path: Path) -> None:
    """Make a folder that only its owner reads, if it is not there. Raises :class:`StoreUnusable`."""
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


_NO_ROOM = {28, 122}  # ENOSPC, EDQUOT
