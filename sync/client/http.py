"""The central server over HTTP (docs/sync.md, "HTTP, version 1"): all calls, with errors as one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import monotonic
from types import MappingProxyType

from models.domain.language import N_
from sync.client.connection import JSON, ServerConnection
from sync.client.downloads import MAXIMUM_ATTEMPTS, Downloads
from sync.client.faults import CallRefused, ConnectionBroken, Unreachable
from sync.client.transport import NO_SENSE
from sync.exchange.interfaces import (
    BatchSize,
    ForeignDevices,
    HeadMoved,
    NoRoomForDevices,
    PutInterrupted,
    TooLarge,
)
from sync.protocol.fields import Malformed
from sync.protocol.membership import RequestSigner
from sync.protocol.messages.accounts import AccountList, CellInvitation, Enrolled, EnrolRequest, Membership
from sync.protocol.messages.entries import (
    Complaint,
    HeadsAfter,
    HeadsAnswer,
    ParcelQuery,
    Removal,
    RemovedList,
    RemovedRun,
    WantedList,
    WantedParcel,
)
from sync.protocol.messages.keys import BoxSign, KeyBoxes, PutKeys
from sync.protocol.parcels import MEDIA_TYPE, Parcel, TaggedHead, to_frames
from sync.protocol.version import OWN_DEVICE

MIB = 1024 * 1024
MAXIMUM_PUT = 4 * MIB
"""Bytes of the largest box that the server accepts."""
FULL_SECONDS = 600.0
"""How long devices for which the server has no room are not sent again."""
_TOO_MUCH = frozenset({"too-slow"})
_ARRIVED_CHANGED = frozenset({"damaged", "malformed"})

_CHANGED = N_(
    "What goes to or from the server {server} arrives changed, again and again. Everything is kept here; try another"
    " network, and tell who runs the server."
)


class ServerClient(ServerConnection):
    """One machine's calls to the central server, which is also a carrier of parcels. Close it after use.

    - ``attended``: the state ``besides`` the heads that was processed last,
    - ``damaged``: parcels that it requests again; ``removals``: parts of journals that it no longer accepts,
    - ``keys_put_again``: whether its key boxes were outdated,
    - ``is_our_cells``: whether its records were found to belong to this store's cell.
    """

    def __init__(self, address: str, token: str = "", authority: str = "", member: RequestSigner | None = None) -> None:
        super().__init__(address, token, authority, member)
        self.attended: str | None = None
        self.damaged: tuple[WantedParcel, ...] = ()
        self.removals: tuple[Removal, ...] = ()
        self.keys_put_again = self.is_our_cells = False
        self.has_new_recovery = self.has_foreign_recovery = self.is_recovery_untold = False
        """Whether the recovery code is another; whether one came that the records do not tell of, or not yet."""
        self.keys_asked: set[str] = set()
        """Ids of keys that this machine lacks, for which it has put its own ring, so that others see that it does."""
        self.batch_size = BatchSize()
        """How much the line carries at once."""
        self.downloads = Downloads()
        self.own_device = ""
        """The device under which this machine writes."""
        self._full: tuple[NoRoomForDevices, float] | None = None

    def heads(self) -> Mapping[str, TaggedHead]:
        """Return the server's heads."""
        return self.state().heads

    def state(self) -> HeadsAnswer:
        """Return the server's heads, and the name of that state."""
        return self.ask("GET", "/v1/heads", HeadsAnswer.read)

    def put(self, parcels: Sequence[Parcel]) -> Mapping[str, TaggedHead]:
        """Store parcels at the server, all or none.

        Raises :class:`HeadMoved` for one that does not continue the server's copy, :class:`TooLarge` for one that is
        too large, :class:`ForeignDevices` if some are of devices that it accepts from other machines only, or no
        longer, :class:`NoRoomForDevices` if there are too many devices.
        """
        self._check_room(parcels)
        if any(len(parcel.box) > MAXIMUM_PUT for parcel in parcels):
            raise TooLarge
        try:
            body = self._put_frames("POST", parcels, {OWN_DEVICE: self.own_device} if self.own_device else {})
        except CallRefused as declined:
            if declined.slug == "too-large":
                raise TooLarge from None
            if declined.slug == "not-continued":
                raise HeadMoved from None
            if declined.slug == "not-yours":
                raise ForeignDevices(declined.devices) from None
            if declined.slug == "no-room":
                new = declined.devices or (parcel.device for parcel in parcels if parcel.first == 1)
                full = NoRoomForDevices(new, declined.template, **declined.values)
                self._full = (full, monotonic() + FULL_SECONDS)
                raise full from None
            raise
        return self.read(HeadsAfter.read, body).heads

    def _check_room(self, parcels: Sequence[Parcel]) -> None:
        """Raise :class:`NoRoomForDevices` for devices that were refused a moment ago."""
        full, until = self._full or (None, 0.0)
        known = full.devices & {parcel.device for parcel in parcels} if full is not None else frozenset()
        if full is not None and known and monotonic() < until:
            raise NoRoomForDevices(known, full.template, **full.values)

    def put_again(self, parcels: Sequence[Parcel]) -> None:
        """Replace damaged parcels at the server."""
        try:
            self._put_frames("PUT", parcels)
        except PutInterrupted as unfinished:
            raise unfinished.fault from None

    def wanted(self) -> tuple[WantedParcel, ...]:
        """Return the parcels that are damaged at the server; empty for a server of version 1."""
        if self.protocol < 2:
            return ()
        return self.ask("GET", "/v1/parcels/complaints", WantedList.read).parcels

    def remove_damaged(self) -> tuple[RemovedRun, ...]:
        """Remove the damaged parcels of other machines at the server."""
        return self.ask("DELETE", "/v1/parcels/complaints", RemovedList.read).removed

    def get(self, have: Mapping[str, int], limit: int) -> tuple[Sequence[Parcel], bool]:
        """Return parcels with entries after these, and whether there are more."""

        def ask(most: int, after: int) -> bytes:
            path = "/v1/parcels/query" + (f"?after={after}" if after else "")
            return self.call("POST", path, ParcelQuery(have=dict(have), limit=most).write())

        try:
            found = self.downloads.fetch(ask, limit, dict(have), resumes=self.protocol > 1)
        except Malformed:
            raise Unreachable(NO_SENSE, server=self.address) from None
        if found is None:
            raise Unreachable(_CHANGED, server=self.address)
        return found

    def reject(self, parcel: Parcel) -> None:
        """Report a damaged parcel: the server asks its writer to put it again."""
        if self.protocol > 1:
            self.call("POST", "/v1/parcels/complaints", Complaint.of(parcel).write())

    def pass_over(self, _parcel: Parcel) -> None:
        """Ignore a parcel under an unknown key: only the key may be missing here."""

    def enrol(self, request: EnrolRequest) -> Enrolled:
        """Enrol this machine by a code."""
        return self.ask("POST", "/v1/accounts", Enrolled.read, request.write())

    def accounts(self) -> AccountList:
        """Return the machines of the cell."""
        return self.ask("GET", "/v1/accounts", AccountList.read)

    def revoke(self, account: str, *, with_invited: bool = False) -> None:
        """Revoke a machine's token; with it those of the machines that it lately invited, and these invited."""
        self.call("DELETE", f"/v1/accounts/{account}{'/invited' if with_invited else ''}")

    def invite(self) -> CellInvitation:
        """Return a code for one more machine of the cell."""
        return self.ask("POST", "/v1/invitations", CellInvitation.read)

    def keys(self) -> tuple[KeyBoxes, str]:
        """Return the key boxes, and their ETag, empty if there are none."""
        answer = self.send("GET", "/v1/keys", None, {})
        return self.read(KeyBoxes.read, answer.body), answer.headers.get("ETag", "")

    def put_keys(self, boxes: dict[str, bytes], mark: str, signs: dict[str, BoxSign] | None = None) -> None:
        """Replace the key boxes of a version. Raises :class:`CallRefused` when another machine was faster."""
        condition = {"If-Match": mark} if mark else {"If-None-Match": "*"}
        body = PutKeys(boxes=boxes, signed=signs if self.protocol > 1 else None).write()
        self.send("PUT", "/v1/keys", body, {"Content-Type": JSON, **condition})

    def register(self) -> None:
        """Register the key by which the cell's machines prove membership; repeating it changes nothing."""
        if self.member is not None:
            self.call("PUT", "/v1/membership", Membership(key=self.member.public_key).write())

    def _put_frames(
        self, method: str, parcels: Sequence[Parcel], extra: Mapping[str, str] = MappingProxyType({})
    ) -> bytes:
        """Send parcels; repeat if they arrive damaged."""
        for _ in range(MAXIMUM_ATTEMPTS):
            try:
                frames = to_frames(parcels, hashed=self.protocol > 1)
                return self.send(method, "/v1/parcels", frames, {"Content-Type": MEDIA_TYPE, **extra}).body
            except CallRefused as declined:
                if declined.slug in _TOO_MUCH:
                    raise PutInterrupted(declined) from None
                if declined.slug not in _ARRIVED_CHANGED:
                    raise
            except ConnectionBroken as broken:
                raise PutInterrupted(broken) from None
        raise PutInterrupted(Unreachable(_CHANGED, server=self.address))
