"""Finds the file meant by a path that a person typed, pasted, or dropped into a terminal."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from models.domain.text import nfc

_QUOTES = ("'", '"', "“”", "‘’")
_BEGUN_ANEW = re.compile(r"[/\\](?=['\"]|file:|~[/\\]|/)(.+)")
"""A path behind another one: dropped behind a folder that was in the field already."""


def typed_path(text: str) -> Path:
    """Return the path meant by a text: the first of its readings that exists, else the plainest.

    A text is read as it is, then as terminals write dropped files: in quotation marks, with a backslash before spaces
    and brackets, as ``file://`` with percent-encoding; ``~`` is the home folder. Names are found in either normal form
    of the disk (NFC, NFD).
    """
    for reading in dict.fromkeys(_readings(text)):
        if found := _on_disk(_path(reading)):
            return found
    *_others, plainest = _unwrapped(text.strip())
    meant = _path(plainest)
    folder = _on_disk(meant.parent)
    return folder / meant.name if folder and meant.name else meant


def _readings(text: str) -> Iterator[str]:
    yield text
    bare = text.strip()
    yield bare
    yield from _unwrapped(bare.removeprefix("& "))  # PowerShell adds "& " to dropped files
    if anew := _BEGUN_ANEW.search(bare):
        yield from _unwrapped(anew[1])


def _unwrapped(text: str) -> Iterator[str]:
    """Yield readings of a text without its quoting, the plainest last."""
    yield from _unescaped(_word(text) if os.sep == "/" else text)
    for marks in _QUOTES:
        if len(text) > 1 and text[0] == marks[0] and text[-1] == marks[-1]:
            yield from _unescaped(text[1:-1])


def _unescaped(text: str) -> Iterator[str]:
    yield text
    if os.sep == "/":
        yield re.sub(r"\\(.)", r"\1", text)
    if text.lower().startswith("file:"):
        yield _of_url(text)


def _word(text: str) -> str:
    """Return the meaning of a shell word; a text that is not a single word is returned unchanged."""
    try:
        words = shlex.split(text)
    except ValueError:
        words = []
    return words[0] if len(words) == 1 else text


def _of_url(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        return text
    path = unquote(parts.path)
    if re.match(r"/[A-Za-z]:", path):  # file:///C:/…
        return path[1:]
    return path if parts.netloc in ("", "localhost") or os.sep == "/" else f"//{parts.netloc}{path}"


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~user with an unknown user
        return Path(text)


def _on_disk(path: Path) -> Path | None:
    """Return a path as the disk writes it; ``None`` if it does not exist."""
    try:
        if path.exists():
            return path
        found = Path(path.anchor)
        for part in path.parts[len(found.parts) :]:
            found = _child(found, part)
        return found
    except (OSError, ValueError, StopIteration):
        return None


def _child(folder: Path, name: str) -> Path:
    """Return the entry of a folder with a name. Raises ``StopIteration`` if there is none."""
    if (folder / name).exists():
        return folder / name
    with os.scandir(folder) as entries:
        return Path(next(entry for entry in entries if nfc(entry.name) == nfc(name)).path)
