"""Attached papers beside an export: a folder with their files, named by what is in them, as in ``HOME/materials``.

Nothing is read from the folder but files that the records name, and nothing is taken over whose content is another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from models.domain.text import one_line
from models.materials.files import FOLDER, KINDS, MOST_MEGABYTES, copied, digest_of, file_name, place_of

MOST_NAMED = 10
"""Papers that a message names."""


class AttachedPaper(Protocol):
    """An attached paper: its name, and the digest of its content."""

    @property
    def name(self) -> str:
        """The name under which it was attached."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of its content in hexadecimal."""


def folder_beside(export: Path) -> Path:
    """Return the folder of an export's papers: ``all.papers`` beside ``all.json``."""
    return export.with_name(f"{export.stem}.papers")


def carry_out(home: Path, folder: Path, papers: Iterable[AttachedPaper]) -> list[str]:
    """Copy the files of papers into a folder; return the names of those that this machine does not have.

    Raises ``StoreUnusable`` if the disk refuses it.
    """
    return _carry(papers, lambda one: place_of(home, one.sha256, one.name), folder)


def carry_in(home: Path, folder: Path, papers: Iterable[AttachedPaper]) -> list[str]:
    """Copy the files of papers from a folder to their places; return the names of those that are not in it.

    A file is not taken over if it is too large, of another content, or of a kind that cannot be attached. Raises
    ``StoreUnusable`` if the disk refuses it.
    """
    return _carry(papers, lambda one: folder / file_name(one.sha256, one.name), home / FOLDER)


def named(papers: list[str]) -> str:
    """Return the names of papers in a row, the first of them where they are many."""
    shown = ", ".join(f"“{one_line(name, 80)}”" for name in papers[:MOST_NAMED])
    return f"{shown}, …" if len(papers) > MOST_NAMED else shown


def _carry(papers: Iterable[AttachedPaper], source_of: Callable[[AttachedPaper], Path], into: Path) -> list[str]:
    missing = []
    for one in papers:
        source = source_of(one)
        if not _is_whole(source, one.sha256):
            missing.append(one.name)
            continue
        copied(source, into / source.name, one.sha256)
    return missing


def _is_whole(path: Path, sha256: str) -> bool:
    """Return whether a file is there and is what the records say."""
    try:
        if path.suffix not in KINDS or not path.is_file() or path.stat().st_size > MOST_MEGABYTES * 1_000_000:
            return False
        return digest_of(path) == sha256
    except OSError:
        return False
