"""The machines of the cell: inviting, listing, revoking, and newer keys."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from models.acts.registry import perform
from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_
from models.store.store import Store
from sync.client.account import MachineAccount, save_account
from sync.client.faults import CallRefused
from sync.client.http import ServerClient
from sync.client.invitation import Invitation
from sync.client.joining import sealed_for, signs_for
from sync.client.ring_update import confirmed_by, has_another_recovery_code, take_over_ring
from sync.exchange.interfaces import PutUnavailable
from sync.keys.boxes import can_be_sealed_to, open_ring
from sync.keys.recovery_box import is_recovery_box
from sync.protocol.fields import Malformed, from_octets
from sync.protocol.membership import is_signed
from sync.protocol.messages.accounts import AccountInfo
from sync.protocol.messages.keys import RECOVERY, BoxSign, KeyBoxes, box_text

MAXIMUM_ATTEMPTS = 5
_AGAIN = N_("Other machines change the cell's keys at this moment. Do it again.")
_ITSELF = N_("This is the machine you sit at. Shut it out from another one.")
_NO_MACHINE = N_("There is no machine {name} of this cell; see “chibo device list”.")
_SEVERAL = N_("Several machines answer to {name}; give more of its id.")


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine of the cell.

    ``is_vouched_for``: it proved that it has the cell's keys; otherwise it gets no new ones.
    """

    id: str
    is_this: bool
    is_vouched_for: bool
    created_at: datetime
    last_seen: datetime | None
    revoked_at: datetime | None


def machines(account: MachineAccount, server: ServerClient) -> tuple[Machine, ...]:
    """Return the machines of the cell, including revoked ones."""
    return tuple(_machine(account, info) for info in server.accounts().accounts)


def invite(account: MachineAccount, server: ServerClient, records: str) -> tuple[Invitation, datetime]:
    """Return an invitation for one more machine, which contains the cell's keys, and its time of expiry."""
    made = server.invite()
    return Invitation(account.server, made.code, account.ring, records), made.expires_at


def find(found: tuple[Machine, ...], name: str) -> Machine:
    """Return the machine whose id has this beginning. Raises :class:`UnknownRecord`."""
    fitting = [machine for machine in found if machine.id.startswith(name.lower()) and name]
    if not fitting:
        raise UnknownRecord(_NO_MACHINE, name=name)
    if len(fitting) > 1:
        raise UnknownRecord(_SEVERAL, name=name)
    return fitting[0]


def revoke(
    store: Store,
    account: MachineAccount,
    server: ServerClient,
    machine: Machine,
    reason: str = "",
    *,
    with_invited: bool = False,
) -> MachineAccount:
    """Revoke a machine, and give the others a new key: the revoked one cannot read what is written from now on.

    It keeps what it has. ``with_invited`` revokes what lately joined by its invitations as well. This is an act, which
    informs the others. Raises :class:`Refused` for the machine itself, and :class:`ExchangeFailed`: then repeat it.
    """
    if machine.is_this:
        raise Refused(_ITSELF)
    before = _standing(server) if with_invited else {machine.id}
    server.revoke(machine.id, with_invited=with_invited)
    gone = before - _standing(server) if with_invited else before
    newer = renew_key(store.home, account, server)
    for one in sorted(gone | {machine.id}, key=lambda one: (one != machine.id, one)):
        perform(store, "machine.shut_out", machine=one, key=newer.ring.newest.id, reason=reason)
    return newer


def _standing(server: ServerClient) -> set[str]:
    return {info.id for info in server.accounts().accounts if info.revoked_at is None}


def renew_recovery(store: Store, account: MachineAccount, server: ServerClient, recovery_key: bytes) -> MachineAccount:
    """Replace the recovery code, with a new key. Raises as :func:`revoke` does."""
    newer = renew_key(store.home, account, server, recovery_key)
    perform(store, "recovery.renew", key=newer.ring.newest.id, recovery=newer.ring.recovery)
    return newer


def renew_key(home: Path, account: MachineAccount, server: ServerClient, recovery_key: bytes = b"") -> MachineAccount:
    """Make a new key, and seal the ring for every machine that is vouched for, and for the recovery code.

    ``recovery_key`` is the public key of a new recovery code, if there is one.
    """
    for _ in range(MAXIMUM_ATTEMPTS):
        boxes, mark = server.keys()
        account = take_over_ring(home, account, boxes)
        ring = account.ring.with_new_key()
        newer = account.with_ring(replace(ring, recovery_key=recovery_key or ring.recovery_key))
        try:
            _put(newer, server, mark)
        except CallRefused as declined:
            if declined.slug not in {"keys-moved", "recipient-gone"}:
                raise
            continue
        save_account(home, newer)
        return newer
    raise Refused(_AGAIN)


def fetch_keys(store: Store, account: MachineAccount, server: ServerClient) -> MachineAccount:
    """Fetch the key boxes, and take over newer keys: see :func:`take_over_keys`."""
    boxes, _ = server.keys()
    return take_over_keys(store, account, server, boxes)


def keep_recovery_code(store: Store, account: MachineAccount, server: ServerClient) -> MachineAccount:
    """Check a changed recovery code again, now that the records that may confirm it have arrived.

    If they do not, some machine with the ring changed it alone: this machine puts the cell's ring again, and reports
    it.
    """
    boxes, _ = server.keys()
    account = take_over_keys(store, account, server, boxes)
    if has_another_recovery_code(account, boxes):
        show_keys(account, server)
        server.has_foreign_recovery = True
    return account


def take_over_keys(store: Store, account: MachineAccount, server: ServerClient, boxes: KeyBoxes) -> MachineAccount:
    """Take over newer keys; if two rings of the cell diverged, make a new key on top of both, and distribute it.

    The newest key must be a new one: one of the diverged ones may have been made by a revoked machine.
    """
    found = take_over_ring(store.home, account, boxes, confirmed_by(store))
    has_parted = found.ring != account.ring and found.ring.newest == account.ring.newest
    if has_parted:
        with suppress(Refused, PutUnavailable):  # the ring is full, or other machines are doing it
            return renew_key(store.home, found, server)
    return found


def show_keys(account: MachineAccount, server: ServerClient) -> None:
    """Put the ring for all machines, because one sealed with a key that it lacks; a machine with newer keys then puts
    its ring.
    """
    _, mark = server.keys()
    with suppress(PutUnavailable):
        _put(account, server, mark)


def put_again_if_older(account: MachineAccount, server: ServerClient, boxes: KeyBoxes, mark: str) -> bool:
    """Put the ring again if the server's boxes are missing, older, garbage, or not from a vouched machine.

    ``boxes`` were fetched from the server, ``mark`` is their ETag: if they changed since, nothing is put. A server
    restored from a backup has old boxes, and any machine with a token could overwrite them: return whether that was so.
    A newly joined machine without the newest key is not reported.
    """
    if boxes.signed is None:
        return False
    infos = server.accounts().accounts
    is_right = _is_recoverable(account, boxes, boxes.signed, infos) and _is_mine_right(account, boxes, boxes.signed)
    if is_right and _have_newest(account, boxes.signed, infos):
        return False
    try:
        _put(account, server, mark)
    except CallRefused as declined:
        if declined.slug not in {"keys-moved", "recipient-gone"}:
            raise
        return False  # another machine is doing it
    return not is_right and bool(boxes.signed)  # boxes of machines of version 1 are as expected


def _is_recoverable(
    account: MachineAccount, boxes: KeyBoxes, signs: Mapping[str, BoxSign], infos: tuple[AccountInfo, ...]
) -> bool:
    """Tell whether the recovery box holds this ring, or a newer one, sealed by a machine of the cell.

    A newer one is accepted if this machine's own box contains it, or if there is none for it yet; one of the same
    version is compared with what this machine would seal.
    """
    version, sign = len(account.ring.keys), signs.get(RECOVERY)
    if boxes.recovery is None or sign is None or sign.version < version:
        return False
    if sign.version > version and boxes.mine is not None and _keys_in(account, boxes.mine) < sign.version:
        return False
    is_mine = sign.version == version and not has_another_recovery_code(account, boxes)
    if is_mine and not is_recovery_box(boxes.recovery, account.ring, account.cell):
        return False
    standing = (info for info in infos if info.revoked_at is None and _is_vouched_for(account, info))
    by = next((info for info in standing if info.id == sign.by), None)
    text = box_text(account.cell, RECOVERY, sign.version, boxes.recovery)
    return by is not None and is_signed(by.sign_key, text, from_octets(sign.signature))


def _is_mine_right(account: MachineAccount, boxes: KeyBoxes, signs: Mapping[str, BoxSign]) -> bool:
    """Tell whether the box for this machine, if there is one, holds as many keys as its version says."""
    sign = signs.get(account.id)
    return boxes.mine is None or sign is None or _keys_in(account, boxes.mine) == sign.version


def _keys_in(account: MachineAccount, box: bytes) -> int:
    """Return how many keys a box for this machine contains; 0 if its ring is not the cell's."""
    try:
        ring = open_ring(box, account.cell, account.id, account.seal_seed)
    except Malformed:
        return 0
    return len(ring.keys) if ring.tag_key == account.ring.tag_key else 0


def _have_newest(account: MachineAccount, signs: Mapping[str, BoxSign], infos: tuple[AccountInfo, ...]) -> bool:
    """Tell whether every machine has this ring in a box, if this machine is responsible for that."""
    version = len(account.ring.keys)
    # a machine with the newer ring is responsible; a single key is known to all
    if signs[RECOVERY].version > version or version == 1:
        return True
    standing = (info.id for info in infos if info.revoked_at is None and _is_vouched_for(account, info))
    return all(one in signs and signs[one].version >= version for one in standing)


def _put(account: MachineAccount, server: ServerClient, mark: str) -> None:
    boxes = sealed_for(account, _recipients(account, server))
    server.put_keys(boxes, mark, signs_for(account, boxes))


def _recipients(account: MachineAccount, server: ServerClient) -> dict[str, bytes]:
    standing = (info for info in server.accounts().accounts if info.revoked_at is None)
    return {info.id: info.seal_key for info in standing if _is_vouched_for(account, info)}


def _machine(account: MachineAccount, info: AccountInfo) -> Machine:
    return Machine(
        id=info.id,
        is_this=info.id == account.id,
        is_vouched_for=_is_vouched_for(account, info),
        created_at=info.created_at,
        last_seen=info.last_seen,
        revoked_at=info.revoked_at,
    )


def _is_vouched_for(account: MachineAccount, info: AccountInfo) -> bool:
    return account.ring.vouches_for(info.seal_key, info.sign_key, info.mac) and can_be_sealed_to(info.seal_key)
