"""The files and folders of a stick: their names, their bounds, and what is left unread because it keeps to none.

Whoever has the stick in hand can put anything there. What does not fit is skipped and told; the rest is read.
"""

from __future__ import annotations

import os
import re
from base64 import b32decode, b32encode
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from stat import S_ISREG

from models.domain import limits
from models.domain.language import N_
from sync.exchange.interfaces import Skipped
from sync.protocol.fields import Malformed
from sync.protocol.parcels import MAXIMUM_BEGINNING, FrameHead, Parcel, single_head

_NAME = re.compile(r"(\d{12})-(\d{12})-([0-9a-f]{32})-([0-9a-f]{32})(?:-[0-9a-f]{8})?\.parcel", re.ASCII)
"""The last part is there only where the name without it is taken by a file of others."""
_PLAIN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)
"""The form of chibo's own device names, which are valid folder names on every file system."""
_WRITTEN = "="
"""The prefix of the folder of a device with another name, in base 32:

FAT and NTFS ignore case and forbid some names.
"""
_DEVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,35}", re.ASCII)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*\.", re.ASCII | re.IGNORECASE)
"""Names that are other things on Windows: devices of the system, or the folder without the dots at the end."""
MAXIMUM_FILE = 16 * 1024 * 1024
FILES = 10_000
"""Parcels of one device on a stick; of a device with more nothing is read or written."""
LISTED = 20_000
"""Names of one folder that are looked at."""

_RESERVED_NAME = N_("The folder {folder} has a name that systems reserve, and was not looked at; remove it.")
_NO_FOLDER = N_("{folder} is no folder but a file or a link, and was not looked at; remove it from the stick.")
NOT_READ = N_("Files in {folder} that cannot be read: {count} ({detail}). Use another stick.")
NOT_SEALED = N_("Files in {folder} that no machine of the cell sealed: {count}; they were set aside.")
_NO_FILE = N_("Links or folders in {folder} where a file is expected: {count}; they were not read. Remove them.")
_TOO_LARGE = N_("Files in {folder} of more than {most} MB: {count}; they were not read. Remove them.")
_TOO_LONG = N_("Files in {folder} that claim more than {most} entries: {count}; they were not read. Remove them.")
TOO_MANY_FILES = N_(
    "The folder {folder} has more than {most} files: nothing of it is read or written. Use another stick, or empty"
    " that folder."
)


@dataclass(frozen=True, slots=True)
class ParcelFile:
    """The file of a parcel, described by its name and by the head of its frame."""

    path: Path
    first: int
    last: int
    previous_tag: bytes
    head_tag: bytes
    key_id: str


class FolderFiles:
    """Lists the files of devices' folders; each file's head is read once."""

    def __init__(self) -> None:
        self.passed_over: set[Path] = set()
        self._told: dict[str, Counter[tuple[str, int, str]]] = {}
        self._failed: dict[str, Counter[tuple[str, int, str]]] = {}
        self._heads: dict[Path, tuple[tuple[int, int], FrameHead | None]] = {}

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What was not read when it was listed last."""
        return tuple(
            Skipped(template, {"folder": folder, "count": count, "most": most, "detail": detail})
            for folder, told in sorted([*self._told.items(), *self._failed.items()])
            for (template, most, detail), count in sorted(told.items())
        )

    def device_of(self, entry: os.DirEntry[str]) -> str:
        """Return the device to which a folder on the stick belongs; empty where it belongs to none."""
        self._told.pop(entry.name, None)
        device = _device_of(entry.name)
        if not _DEVICE.fullmatch(device):
            return ""
        if _RESERVED.fullmatch(entry.name):
            self._tell(entry.name, _RESERVED_NAME)
        elif is_folder(Path(entry.path)):
            return device
        elif entry.name == device_folder(device):  # any other name may be somebody's own file
            self._tell(entry.name, _NO_FOLDER)
        return ""

    def of(self, device: str, folder: Path) -> list[ParcelFile] | None:
        """Return the whole parcels in a device's folder; ``None`` if there are too many files."""
        self._told.pop(folder.name, None)
        found: list[ParcelFile] = []
        number = 0
        try:
            for number, entry in enumerate(listed(folder), 1):
                if number > LISTED or len(found) > FILES:
                    break
                if (match := _NAME.fullmatch(entry.name)) and (file := self._file(device, folder, entry, match)):
                    found.append(file)
        except OSError as fault:
            self._tell(folder.name, NOT_READ, detail=fault.strerror or "")
            return found
        if number > LISTED or len(found) > FILES:
            self._tell(folder.name, TOO_MANY_FILES, FILES)
            return None
        return sorted(found, key=lambda file: file.path.name)

    def pass_over(self, file: ParcelFile, why: str = "", detail: str = "") -> None:
        """Ignore a file from now on; tell ``why``."""
        self.passed_over.add(file.path)
        if why:
            self._failed.setdefault(file.path.parent.name, Counter())[why, 0, detail] += 1

    def forget(self, path: Path) -> None:
        """Read a file's head again: it was written just now, perhaps within the same tick of its time."""
        self._heads.pop(path, None)
        self.passed_over.discard(path)

    def is_whole(self, device: str, path: Path) -> bool:
        """Tell whether a file is a whole parcel of a device."""
        with suppress(OSError):
            found = path.stat(follow_symlinks=False)
            return S_ISREG(found.st_mode) and self._head(path, device, found) is not None
        return False

    def _file(self, device: str, folder: Path, entry: os.DirEntry[str], match: re.Match[str]) -> ParcelFile | None:
        path = folder / entry.name
        if path in self.passed_over:
            return None
        first, last = int(match[1]), int(match[2])
        named = (first, last, bytes.fromhex(match[3]), bytes.fromhex(match[4]))
        try:
            found = entry.stat(follow_symlinks=False)
            if wrong := _fault_of(found, last - first + 1):
                self._tell(folder.name, *wrong)
                return None
            frame = self._head(path, device, found)
        except OSError as fault:
            self._tell(folder.name, NOT_READ, detail=fault.strerror or "")
            return None
        if frame is None or named != (frame.first, frame.last, frame.previous_tag, frame.head_tag):
            return None
        return ParcelFile(path, *named, frame.key_id)

    def _head(self, path: Path, device: str, found: os.stat_result) -> FrameHead | None:
        """Return the head of a parcel's file; ``None`` where it is not whole, or another device's."""
        state = found.st_size, found.st_mtime_ns
        if path not in self._heads or self._heads[path][0] != state:
            with path.open("rb") as file:
                try:
                    self._heads[path] = state, single_head(file.read(MAXIMUM_BEGINNING), found.st_size)
                except Malformed:
                    self._heads[path] = state, None
        head = self._heads[path][1]
        return head if head and head.device == device else None

    def _tell(self, folder: str, template: str, most: int = 0, detail: str = "") -> None:
        self._told.setdefault(folder, Counter())[template, most, detail] += 1


def _fault_of(found: os.stat_result, entries: int) -> tuple[str, int] | None:
    """Return why a file of a parcel's name is not read, and the bound; ``None`` if it is."""
    if not S_ISREG(found.st_mode):
        return _NO_FILE, 0
    if found.st_size > MAXIMUM_FILE:
        return _TOO_LARGE, MAXIMUM_FILE >> 20
    return (_TOO_LONG, limits.RUN) if entries > limits.RUN else None


def device_folder(device: str) -> str:
    """Return a device's folder name: valid on every file system, and different for each device."""
    if _PLAIN.fullmatch(device):
        return device
    return _WRITTEN + b32encode(device.encode()).decode().rstrip("=").lower()


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder, and not a link to one: links must not lead out of the stick."""
    return path.is_dir() and not path.is_symlink()


def file_name(parcel: Parcel, more: str = "") -> str:
    """Return the name of a parcel's file; with ``more`` where that is taken."""
    tags = f"{parcel.previous_tag.hex()}-{parcel.head_tag.hex()}"
    return f"{parcel.first:012}-{parcel.last:012}-{tags}{more and f'-{more}'}.parcel"


def _device_of(folder: str) -> str:
    """Return the device of a folder; older versions used the device names for all folders."""
    if not folder.startswith(_WRITTEN):
        return folder
    written = folder.removeprefix(_WRITTEN).upper()
    try:
        return b32decode(written + "=" * (-len(written) % 8)).decode("ascii")
    except ValueError:
        return ""


def listed(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield what is in a folder, as far as it is looked at and one beyond."""
    with os.scandir(folder) as found:
        yield from islice(found, LISTED + 1)
