"""A folder as a carrier: a USB stick, a shared drive. One file per parcel.

``chibo-CELL/DEVICE/000000000001-000000000250-PREVIOUS-HEAD.parcel``: file names contain what an exchange asks first, so
that a slow stick need not be read completely. A file is written completely or not at all; damaged and unknown files are
ignored, and their entries are put again by a machine that has them.
"""

from __future__ import annotations

import os
import re
from base64 import b32decode, b32encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from models.domain.errors import StoreUnusable
from models.domain.language import N_
from models.store.ids import new_id
from sync.exchange.interfaces import HeadMoved, NotWritable, TooLarge
from sync.protocol.fields import Malformed
from sync.protocol.parcels import MAXIMUM_HEAD, NO_TAG, Parcel, TaggedHead, from_frames, to_frames

_NAME = re.compile(r"(\d{12})-(\d{12})-([0-9a-f]{32})-([0-9a-f]{32})\.parcel", re.ASCII)
_PLAIN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)
"""The form of chibo's own device names, which are valid folder names on every file system."""
_WRITTEN = "="
"""The prefix of the folder of a device with another name, in base 32:

FAT and NTFS ignore case and forbid some names.
"""
_DEVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,35}", re.ASCII)
RUN = 10_000
"""Maximum number of entries in a file; a name with more is ignored."""
MAXIMUM_FILE = 16 * 1024 * 1024
_NO_FOLDER = N_("There is no folder {path}. Put the stick in, or make the folder.")
_NOT_WRITTEN = N_(
    "The folder {path} cannot be written ({detail}): nothing was brought there. What was in it was taken."
    " Everything is kept here; use another stick, or unlock this one."
)
_PARTLY_WRITTEN = N_(
    "Not everything could be written to the folder {path} ({detail}). Everything is kept here; use another stick for"
    " the rest."
)
_NOT_READ = N_("The folder {path} cannot be read or written ({detail}). Everything is kept here.")


@dataclass(frozen=True, slots=True)
class _File:
    """The file of a parcel, described by its name."""

    path: Path
    first: int
    last: int
    previous_tag: bytes
    head_tag: bytes


class Folder:
    """The parcels of one cell in a folder."""

    def __init__(self, path: Path, cell: str) -> None:
        if not path.is_dir():
            raise StoreUnusable(_NO_FOLDER, path=path)
        self._path = path
        self._root = path / f"chibo-{cell}"
        self._passed_over: set[Path] = set()
        self._folders: dict[str, list[Path]] = {}
        self._keys: dict[Path, str] = {}

    def heads(self) -> Mapping[str, TaggedHead]:
        """Return the heads of the files that form a chain."""
        with_chain = ((device, self._chain(device)) for device in self._devices())
        return {device: TaggedHead(chain[-1].last, chain[-1].head_tag) for device, chain in with_chain if chain}

    def put(self, parcels: Sequence[Parcel]) -> Mapping[str, TaggedHead]:
        """Write parcels.

        Raises :class:`HeadMoved` for one that does not continue the files, :class:`TooLarge`, and :class:`NotWritable`
        if none can be written.
        """
        heads = dict(self.heads())
        for parcel in parcels:
            if len(parcel.box) > MAXIMUM_FILE - MAXIMUM_HEAD:
                raise TooLarge
            head = heads.get(parcel.device, TaggedHead(0, NO_TAG))
            if (parcel.first, parcel.previous_tag) != (head.seq + 1, head.tag):
                raise HeadMoved
            heads[parcel.device] = TaggedHead(parcel.last, parcel.head_tag)
        failed: dict[str, OSError] = {}
        for parcel in parcels:
            if parcel.device not in failed:
                try:
                    self._write(parcel)
                except OSError as fault:  # an error of this device; the others are written
                    failed[parcel.device] = fault
        if failed:
            detail = next(iter(failed.values())).strerror or ""
            is_nothing = all(parcel.device in failed for parcel in parcels)
            raise NotWritable(_NOT_WRITTEN if is_nothing else _PARTLY_WRITTEN, path=self._path, detail=detail)
        return heads

    def get(self, have: Mapping[str, int], limit: int) -> tuple[Sequence[Parcel], bool]:
        """Return parcels with entries after these, and whether there are more."""
        found: list[Parcel] = []
        for device in self._devices():
            for file in self._chain(device):
                if file.last <= have.get(device, 0):
                    continue
                if len(found) == limit:
                    return found, True
                parcel = self._read(device, file)
                if parcel is None:
                    break
                found.append(parcel)
        return found, False

    def reject(self, parcel: Parcel) -> bool:
        """Rename a damaged file, so that a machine with its entries puts them again."""
        for path in self._paths_of(parcel):
            self._set_aside(path)
            self._passed_over.add(path)
        return True

    def pass_over(self, parcel: Parcel) -> bool:
        """Ignore a file under an unknown key, and all others under that key in its place; anybody can have put them
        there.

        They stay for the machines that have the key.
        """
        self._passed_over.update(self._paths_of(parcel))
        for file in list(self._files(parcel.device)):
            stands_there = (file.first, file.previous_tag) == (parcel.first, parcel.previous_tag)
            if stands_there and self._key_of(parcel.device, file) == parcel.key_id:
                self._passed_over.add(file.path)
        return True

    def _devices(self) -> list[str]:
        try:
            found = list(self._root.iterdir()) if _is_folder(self._root) else []
        except OSError as fault:
            raise self._fault(fault) from None
        self._folders = {}
        for path in sorted(found):
            device = _device_of(path.name)
            if _DEVICE.fullmatch(device) and _is_folder(path):
                self._folders.setdefault(device, []).append(path)
        return sorted(self._folders)

    def _chain(self, device: str) -> list[_File]:
        """Return a device's files that follow each other; of two for one place, the longer.

        If there are several, their names are not trusted: anybody may have put some there to hide the others.
        """
        all_by_start: dict[tuple[int, bytes], list[_File]] = {}
        for file in self._files(device):
            all_by_start.setdefault((file.first, file.previous_tag), []).append(file)
        by_start = {}
        for start, files in all_by_start.items():
            whole = [one for one in files if len(files) == 1 or self._key_of(device, one)]
            if whole:
                by_start[start] = max(whole, key=lambda one: one.last)
        chain: list[_File] = []
        head = TaggedHead(0, NO_TAG)
        while (following := by_start.get((head.seq + 1, head.tag))) is not None:
            chain.append(following)
            head = TaggedHead(following.last, following.head_tag)
        return chain

    def _folders_of(self, device: str) -> list[Path]:
        if not self._folders:
            self._devices()
        return self._folders.get(device, [])

    def _paths_of(self, parcel: Parcel) -> list[Path]:
        return [folder / _name(parcel) for folder in self._folders_of(parcel.device)]

    def _files(self, device: str) -> Iterator[_File]:
        for folder in self._folders_of(device):
            yield from self._files_in(folder)

    def _files_in(self, folder: Path) -> Iterator[_File]:
        try:
            for path in sorted(folder.iterdir()):
                if path in self._passed_over:
                    continue
                if (match := _NAME.fullmatch(path.name)) and _is_whole(path):
                    first, last, previous, head = match.groups()
                    if int(last) - int(first) < RUN:
                        yield _File(path, int(first), int(last), bytes.fromhex(previous), bytes.fromhex(head))
        except NotADirectoryError:
            return
        except OSError as fault:
            raise self._fault(fault) from None

    def _read(self, device: str, file: _File) -> Parcel | None:
        """Return the parcel of a file; a damaged file is renamed, so that it is put again, and ignored."""
        try:
            (parcel,), _ = from_frames(file.path.read_bytes(), most=1, box=MAXIMUM_FILE)
        except (Malformed, ValueError):
            parcel = None
        except OSError as fault:
            raise self._fault(fault) from None
        named = (device, file.first, file.last, file.previous_tag, file.head_tag)
        if parcel and (parcel.device, parcel.first, parcel.last, parcel.previous_tag, parcel.head_tag) == named:
            return parcel
        # devices ABC and abc shared a folder on FAT and NTFS
        if parcel is None or parcel.device.lower() != device.lower():
            self._set_aside(file.path)
        self._passed_over.add(file.path)
        return None

    def _key_of(self, device: str, file: _File) -> str:
        """Return the key id of a parcel; empty if it is damaged. Each file is read once for that."""
        if file.path not in self._keys:
            parcel = self._read(device, file)
            self._keys[file.path] = parcel.key_id if parcel else ""
        return self._keys[file.path]

    def _set_aside(self, path: Path) -> None:
        with suppress(OSError):  # on a read-only stick it stays, and is ignored
            path.replace(path.with_name(f"{path.name}.damaged"))

    def _write(self, parcel: Parcel) -> None:
        folder = self._root / device_folder(parcel.device)
        for path in (self._root, folder):
            if (path.exists() or path.is_symlink()) and not _is_folder(path):
                self._set_aside(path)  # something else in its place, or a link out of the stick
            path.mkdir(exist_ok=True)
        beside = folder / f"{new_id()}.new"
        try:
            with beside.open("xb") as file:
                file.write(to_frames([parcel]))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(folder / _name(parcel))
        finally:
            beside.unlink(missing_ok=True)

    def _fault(self, fault: OSError) -> StoreUnusable:
        return StoreUnusable(_NOT_READ, path=self._path, detail=fault.strerror or "")


def device_folder(device: str) -> str:
    """Return a device's folder name: valid on every file system, and different for each device."""
    if _PLAIN.fullmatch(device):
        return device
    return _WRITTEN + b32encode(device.encode()).decode().rstrip("=").lower()


def _device_of(folder: str) -> str:
    """Return the device of a folder; older versions used the device names for all folders."""
    if not folder.startswith(_WRITTEN):
        return folder
    written = folder.removeprefix(_WRITTEN).upper()
    try:
        return b32decode(written + "=" * (-len(written) % 8)).decode("ascii")
    except ValueError:
        return ""


def _name(parcel: Parcel) -> str:
    return f"{parcel.first:012}-{parcel.last:012}-{parcel.previous_tag.hex()}-{parcel.head_tag.hex()}.parcel"


def _is_whole(path: Path) -> bool:
    """Tell whether a file can be a parcel's: not empty (a stick was pulled out) and not too large."""
    return path.is_file() and not path.is_symlink() and 0 < path.stat().st_size <= MAXIMUM_FILE


def _is_folder(path: Path) -> bool:
    """Tell whether there is a folder, and not a link to one: links must not lead out of the stick."""
    return path.is_dir() and not path.is_symlink()
