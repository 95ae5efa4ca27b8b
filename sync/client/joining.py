"""Joining a cell: by an invitation of another machine, as the first one, or with the recovery code."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.domain.errors import Refused
from models.domain.language import N_
from models.store.connection import is_vacant
from models.store.limits import DATABASE
from models.store.store import Store
from sync.client.account import MachineAccount, save_account
from sync.client.cell_check import check_cell
from sync.client.faults import AccessDenied, CallRefused
from sync.client.http import ServerClient
from sync.client.invitation import Invitation
from sync.client.pending_join import PendingJoin, drop_pending_join, load_pending_join, save_pending_join
from sync.keys.boxes import open_ring, public_key, seal_ring
from sync.keys.recovery import seed_of
from sync.keys.recovery_box import seal_for_recovery
from sync.keys.ring import KeyRing
from sync.protocol.fields import Malformed
from sync.protocol.membership import RequestSigner
from sync.protocol.messages.keys import RECOVERY, BoxSign, box_text

HAS_KEYS = N_(
    "This cell has keys already. Ask for an invitation on one of its machines;"
    " if none is left, join with the recovery code: chibo join CODE --recover"
)
_NO_KEYS = N_("There is no recovery code for this cell yet: join without --recover.")
_WRONG_CODE = N_("The recovery code is not this cell's. Compare it with the paper.")
_BY_INVITATION = N_("This invitation brings the cell's keys with it: join without --recover.")


@dataclass(frozen=True, slots=True)
class JoiningMachine:
    """The joining machine: its home folder, and the file of a certificate authority for the server, if any."""

    home: Path
    authority: str = ""


def join_by_invitation(place: JoiningMachine, invitation: Invitation) -> MachineAccount:
    """Join with the keys in an invitation. Raises :class:`ExchangeFailed`."""
    if invitation.ring is None:
        raise Refused(HAS_KEYS)
    return _kept(place, _enrolled(place, invitation, invitation.ring))


def join_as_first(place: JoiningMachine, invitation: Invitation, recovery_code: str) -> MachineAccount:
    """Join as a cell's first machine, which creates its keys; they are also sealed to the recovery code.

    Raises :class:`Refused` when the cell has keys already, and :class:`ExchangeFailed`.
    """
    recovery_key = public_key(seed_of(recovery_code))
    enrolled = _enrolled(place, invitation, KeyRing.new(recovery_key))
    account = enrolled.with_ring(replace(enrolled.ring, recovery_key=recovery_key))
    with ServerClient.of(account) as server:
        boxes = sealed_for(account, {account.id: public_key(account.seal_seed)})
        mark = ""
        if server.keys()[0].recovery is not None and not (mark := _mark_of_mine(server, account)):
            raise Refused(HAS_KEYS)
        try:
            server.put_keys(boxes, mark, signs_for(account, boxes))
        except CallRefused as declined:
            raise _explained(declined) from None
        if server.protocol > 1:
            server.register()
    return _kept(place, account)


def join_with_recovery(place: JoiningMachine, invitation: Invitation, recovery_code: str) -> MachineAccount:
    """Join with the recovery code, when no machine is left that could invite.

    The server gives the sealed keys only to enrolled machines, but only a machine with the keys can prove membership.
    So the machine enrols temporarily, opens the keys, and then joins like an invited one. Raises :class:`Refused` for a
    wrong code, and :class:`ExchangeFailed`.
    """
    if invitation.ring is not None:
        raise Refused(_BY_INVITATION)
    seed = seed_of(recovery_code)
    passing = _enrolled(place, invitation, KeyRing.new(public_key(seed)))
    with ServerClient.of(passing) as server:
        ring = _recovered(server, passing, seed)
    with ServerClient.of(passing.with_ring(ring)) as server:
        _check_records(place, passing.with_ring(ring), server)
        account = _enrol(place, invitation.server, PendingJoin.new(server.invite().code, ring))
        _kept(place, account)
        server.revoke(passing.id)
    return account


def sealed_for(account: MachineAccount, machines: dict[str, bytes]) -> dict[str, bytes]:
    """Return the account's ring in boxes: one for each machine's public key, and one for the recovery code."""
    ring, cell = account.ring, account.cell
    boxes = {name: seal_ring(ring, cell, name, key) for name, key in machines.items()}
    return boxes | {RECOVERY: seal_for_recovery(ring, cell)}


def signs_for(account: MachineAccount, boxes: Mapping[str, bytes]) -> dict[str, BoxSign]:
    """Return this machine's signatures of key boxes with the account's ring."""
    key, version = Ed25519PrivateKey.from_private_bytes(account.sign_seed), len(account.ring.keys)
    texts = {name: box_text(account.cell, name, version, box) for name, box in boxes.items()}
    return {name: BoxSign(version=version, by=account.id, signature=key.sign(text)) for name, text in texts.items()}


def _recovered(server: ServerClient, passing: MachineAccount, seed: bytes) -> KeyRing:
    boxes, _ = server.keys()
    if boxes.recovery is None:
        raise Refused(_NO_KEYS)
    try:
        ring = open_ring(boxes.recovery, passing.cell, RECOVERY, seed)
    except Malformed:
        raise Refused(_WRONG_CODE) from None
    if ring.recovery_key != public_key(seed):
        raise Refused(_WRONG_CODE)
    return ring


def _check_records(place: JoiningMachine, passing: MachineAccount, server: ServerClient) -> None:
    """Raise :class:`Refused` if the folder has another cell's records; the join is then reversed."""
    if is_vacant(place.home / DATABASE):
        return
    with closing(Store.open(place.home)) as store:
        try:
            check_cell(store, passing, server, server.heads())
        except Refused:
            server.revoke(passing.id)
            drop_pending_join(place.home)
            raise


def _mark_of_mine(server: ServerClient, account: MachineAccount) -> str:
    """Return the ETag of the stored keys if this machine put them itself, in an earlier attempt that was interrupted.

    The recovery code of that attempt was another one.
    """
    boxes, mark = server.keys()
    try:
        own = boxes.mine and open_ring(boxes.mine, account.cell, account.id, account.seal_seed)
    except Malformed:
        return ""
    return mark if own and own.keys == account.ring.keys else ""


def _explained(declined: CallRefused) -> Exception:
    return Refused(HAS_KEYS) if declined.slug == "keys-moved" else declined


def _enrolled(place: JoiningMachine, invitation: Invitation, ring: KeyRing) -> MachineAccount:
    """Enrol by an invitation, or continue an interrupted join with the same code."""
    begun = load_pending_join(place.home, invitation.code) or PendingJoin.new(invitation.code, ring)
    if begun.account is None:
        save_pending_join(place.home, begun)
        try:
            begun = replace(begun, account=_enrol(place, invitation.server, begun))
        except (CallRefused, AccessDenied):
            drop_pending_join(place.home)  # it has the cell's keys; a lost answer is repeated later
            raise
        save_pending_join(place.home, begun)
    assert begun.account is not None  # noqa: S101 - for the type checker
    return begun.account


def _enrol(place: JoiningMachine, address: str, begun: PendingJoin) -> MachineAccount:
    with ServerClient(address, authority=place.authority, member=RequestSigner(begun.ring.tag_key)) as server:
        made = server.enrol(begun.request())
    return MachineAccount(
        server=address,
        cell=made.cell,
        id=made.account,
        token=made.token,
        seal_seed=begun.seal_seed,
        sign_seed=begun.sign_seed,
        ring=begun.ring,
        authority=place.authority,
    )


def _kept(place: JoiningMachine, account: MachineAccount) -> MachineAccount:
    save_account(place.home, account)
    drop_pending_join(place.home)
    return account
