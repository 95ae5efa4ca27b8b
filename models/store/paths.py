"""A path as a person types it, pastes it, or has it dropped into a terminal, and the file that it means."""

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
"""A path behind another one: what was dropped behind a folder that stood in the field already."""


def typed_path(text: str) -> Path:
    """Return the path that a text means: of its readings the first that is there, else the plainest.

    A text is read as it stands, then as terminals write what is dropped onto them: in quotation marks, with a backslash
    before spaces and brackets, as ``file://`` with percent signs; ``~`` is the home folder. Names are found whether
    the disk has their letters whole or taken apart (NFC, NFD).
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
    yield from _unwrapped(bare.removeprefix("& "))  # PowerShell calls what is dropped
    if anew := _BEGUN_ANEW.search(bare):
        yield from _unwrapped(anew[1])


def _unwrapped(text: str) -> Iterator[str]:
    """Return a text without what wraps a path in it, the plainest reading last."""
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
    """Return a word of the shell as what it stands for; a text that is no single word stands for itself."""
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
    except RuntimeError:  # ~somebody whom this machine does not know
        return Path(text)


def _on_disk(path: Path) -> Path | None:
    """Return a path as the disk writes it; ``None`` where nothing is there."""
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
    """Return what a folder has under a name. Raises ``StopIteration`` where it has nothing so called."""
    if (folder / name).exists():
        return folder / name
    with os.scandir(folder) as entries:
        return Path(next(entry for entry in entries if nfc(entry.name) == nfc(name)).path)
