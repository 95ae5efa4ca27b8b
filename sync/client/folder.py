"""A folder as a carrier: a USB stick, a shared drive. One file per parcel.

``chibo-CELL/DEVICE/000000000001-000000000250-PREVIOUS-HEAD.parcel``: file names and the heads of the frames contain
what an exchange asks first, so that a slow stick need not be read completely. A file is written completely or not at
all; damaged and unknown files are ignored, and their entries are put again by a machine that has them.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from random import sample
from secrets import token_hex

from models.domain import limits
from models.domain.errors import StoreUnusable
from models.domain.language import N_
from models.store.ids import new_id
from sync.client.folder_files import (
    FILES,
    LISTED,
    MAXIMUM_FILE,
    NOT_READ,
    NOT_SEALED,
    TOO_MANY_FILES,
    FolderFiles,
    ParcelFile,
    device_folder,
    file_name,
    is_folder,
    listed,
)
from sync.exchange.interfaces import HeadMoved, NoRoomForDevices, NotWritable, Replica, Skipped, TooLarge
from sync.keys.sealing import Sealer
from sync.protocol.fields import Malformed
from sync.protocol.parcels import MAXIMUM_HEAD, NO_TAG, Parcel, TaggedHead, from_frames, to_frames

NEW_DEVICES = 1_000
"""Devices that are not on this machine yet and are read from a stick in one exchange."""
_NO_FOLDER = N_("There is no folder {path}. Put the stick in, or make the folder.")
_NOT_WRITTEN = N_(
    "The folder {path} cannot be written ({detail}): nothing was brought there. What was in it was taken."
    " Everything is kept here; use another stick, or unlock this one."
)
_PARTLY_WRITTEN = N_(
    "Not everything could be written to the folder {path} ({detail}). Everything is kept here; use another stick for"
    " the rest."
)
_NO_ACCESS = N_("The folder {path} cannot be read or written ({detail}). Everything is kept here.")
_TOO_MANY_DEVICES = N_(
    "The stick has folders of {count} more machines than are read at once ({most}). Do the exchange again; if they do"
    " not become fewer, use another stick."
)


class Folder:
    """The parcels of one cell in a folder; :meth:`look_from` tells what this machine has already."""

    def __init__(self, path: Path, cell: str) -> None:
        if not path.is_dir():
            raise StoreUnusable(_NO_FOLDER, path=path)
        self._path = path
        self._root = path / f"chibo-{cell}"
        self._replica: Replica | None = None
        self._sealer: Sealer | None = None
        self._files = FolderFiles()
        self._folders: dict[str, list[Path]] = {}
        self._chains: dict[str, list[ParcelFile]] | None = None
        self._sealed: dict[Path, bool] = {}
        self._full: set[str] = set()
        self._left_out = 0
        self._chosen: set[str] = set()

    def look_from(self, replica: Replica, sealer: Sealer) -> None:
        """Read and write for a machine: prefer what it can open, and do not count as present what it could put itself
        and nobody else may be able to open.
        """
        self._replica, self._sealer = replica, sealer

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What was not read."""
        many = Skipped(_TOO_MANY_DEVICES, {"count": self._left_out, "most": NEW_DEVICES})
        return (*((many,) if self._left_out else ()), *self._files.skipped)

    def heads(self) -> Mapping[str, TaggedHead]:
        """Return the heads of the files that form a chain."""
        self._chains = {device: self._chain(device) for device in self._devices()}
        return {
            device: TaggedHead(chain[-1].last, chain[-1].head_tag) for device, chain in self._chains.items() if chain
        }

    def put(self, parcels: Sequence[Parcel]) -> Mapping[str, TaggedHead]:
        """Write parcels.

        Raises :class:`HeadMoved` for one that does not continue the files, :class:`TooLarge`,
        :class:`NoRoomForDevices` for devices with too many files, and :class:`NotWritable` if none can be written.
        """
        heads = dict(self.heads())
        if full := {parcel.device for parcel in parcels} & self._full:
            folder = device_folder(min(full))
            raise NoRoomForDevices(full, TOO_MANY_FILES, folder=folder, most=FILES)
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
        return self.heads()  # behind what was written others may continue

    def get(self, have: Mapping[str, int], limit: int) -> tuple[Sequence[Parcel], bool]:
        """Return parcels with entries after these, and whether there are more."""
        if self._chains is None:
            self.heads()
        found: list[Parcel] = []
        for device, chain in (self._chains or {}).items():
            for file in chain:
                if file.last <= have.get(device, 0):
                    continue
                if len(found) == limit:
                    return found, True
                parcel = self._read(file)
                if parcel is None:
                    break
                found.append(parcel)
        return found, False

    def reject(self, parcel: Parcel) -> bool:
        """Rename a damaged file, so that a machine with its entries puts them again."""
        places = [file for file in self._listed(parcel.device) if _place(file) == _place(parcel)]
        damaged = [file for file in places if file.key_id == parcel.key_id and self._read(file) == parcel]
        for file in damaged:
            self._set_aside(file.path)
            self._files.pass_over(file)
        return bool(damaged)

    def pass_over(self, parcel: Parcel) -> bool:
        """Ignore the device's files under keys that are not on this machine; anybody can have put them there.

        They stay for the machines that have the key.
        """
        for file in self._listed(parcel.device):
            if file.key_id == parcel.key_id or not self._is_known(file):
                self._files.pass_over(file)
        return True

    def _devices(self) -> list[str]:
        """Return the devices to be read: those of this machine, and a number of others."""
        self._folders, self._full, self._left_out = defaultdict(list), set(), 0
        number = 0
        try:
            for number, entry in enumerate(listed(self._root) if is_folder(self._root) else (), 1):
                if number <= LISTED and (device := self._files.device_of(entry)):
                    self._folders[device].append(self._root / entry.name)
        except OSError as fault:
            raise self._fault(fault) from None
        here = set(self._replica.heads()) if self._replica else set()
        if number > LISTED:
            for device in here - self._folders.keys():
                if is_folder(folder := self._root / device_folder(device)):
                    self._folders[device].append(folder)
        new = sorted(self._folders.keys() - here)
        room = max(0, min(NEW_DEVICES, limits.DEVICES - len(here)))
        self._left_out = max(0, len(new) - room)
        if not self._left_out:
            return sorted(self._folders)
        self._chosen = self._chosen or set(sample(new, room))  # whoever adds many cannot choose which are read
        return sorted(self._folders.keys() & (here | self._chosen))

    def _chain(self, device: str) -> list[ParcelFile]:
        """Return a device's files that follow each other; of several for one place, the longest.

        A file under a key that is not here counts only as far as it goes beyond the others, and not if its entries
        are here: whoever needs them gets them under a known key.
        """
        by_start: dict[tuple[int, bytes], list[ParcelFile]] = {}
        sealed: list[ParcelFile] = []
        for file in self._listed(device):
            if self._is_known(file):
                by_start.setdefault((file.first, file.previous_tag), []).append(file)
            else:
                sealed.append(file)
        chain: list[ParcelFile] = []
        head = TaggedHead(0, NO_TAG)
        places = {(1, NO_TAG)}
        while (following := self._longest(by_start.get((head.seq + 1, head.tag), []))) is not None:
            chain.append(following)
            head = TaggedHead(following.last, following.head_tag)
            places.add((head.seq + 1, head.tag))
        beyond = [file for file in sealed if file.last > head.seq and (file.first, file.previous_tag) in places]
        beyond = [file for file in beyond if not self._holds(device, file)]
        return [*chain, *sorted(beyond, key=lambda file: file.last)[-1:]]

    def _longest(self, files: list[ParcelFile]) -> ParcelFile | None:
        """Return the longest of the files in one place; of several those only that were sealed by the cell: anybody
        can put any number there.
        """
        by_length = sorted(files, key=lambda file: -file.last)
        return next((file for file in by_length if len(files) == 1 or self._is_sealed(file)), None)

    def _is_sealed(self, file: ParcelFile) -> bool:
        if file.path not in self._sealed:
            parcel = self._read(file)
            self._sealed[file.path] = parcel is not None and (not self._sealer or self._sealer.is_authentic(parcel))
            if parcel is not None and not self._sealed[file.path]:
                self._set_aside(file.path)
                self._files.pass_over(file, NOT_SEALED)
        return self._sealed[file.path]

    def _listed(self, device: str) -> list[ParcelFile]:
        files: list[ParcelFile] = []
        if not self._folders:
            self._devices()
        for folder in self._folders.get(device, ()):
            found = self._files.of(device, folder)
            if found is None:
                self._full.add(device)
                return []
            files += found
        return files

    def _is_known(self, file: ParcelFile) -> bool:
        return self._sealer is None or self._sealer.ring.find(file.key_id) is not None

    def _holds(self, device: str, file: ParcelFile) -> bool:
        digest = self._replica.hash_of(device, file.last) if self._replica else None
        return digest is not None and self._sealer is not None and self._sealer.tag(digest) == file.head_tag

    def _read(self, file: ParcelFile) -> Parcel | None:
        """Return the parcel of a file; a damaged file is renamed, so that it is put again, and ignored."""
        try:
            (parcel,), _ = from_frames(file.path.read_bytes(), most=1, box=MAXIMUM_FILE)
        except (Malformed, ValueError):
            self._set_aside(file.path)
            self._files.pass_over(file)
            return None
        except OSError as fault:
            if not self._path.is_dir():
                raise self._fault(fault) from None
            self._files.pass_over(file, NOT_READ, fault.strerror or "")
            return None
        return parcel if (_place(parcel), parcel.key_id) == (_place(file), file.key_id) else None

    def _set_aside(self, path: Path) -> None:
        with suppress(OSError):  # on a read-only stick it stays, and is ignored
            path.replace(path.with_name(f"{path.name}.damaged"))

    def _write(self, parcel: Parcel) -> None:
        folder = self._root / device_folder(parcel.device)
        for path in (self._root, folder):
            if os.path.lexists(path) and not is_folder(path):
                self._set_aside(path)  # something else in its place, or a link out of the stick
            path.mkdir(exist_ok=True)
        target = folder / file_name(parcel)
        if os.path.lexists(target) and not self._files.is_whole(parcel.device, target):
            self._set_aside(target)
        if os.path.lexists(target):  # under a key that is not here; others may have it
            target = folder / file_name(parcel, token_hex(4))
        beside = folder / f"{new_id()}.new"
        try:
            with beside.open("xb") as file:
                file.write(to_frames([parcel]))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
            self._files.forget(target)
            self._sealed.pop(target, None)
        finally:
            beside.unlink(missing_ok=True)

    def _fault(self, fault: OSError) -> StoreUnusable:
        return StoreUnusable(_NO_ACCESS, path=self._path, detail=fault.strerror or "")


def _place(one: Parcel | ParcelFile) -> tuple[int, int, bytes, bytes]:
    return one.first, one.last, one.previous_tag, one.head_tag
