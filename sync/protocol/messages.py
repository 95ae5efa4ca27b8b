"""The JSON bodies of the calls, as frozen values: each can be read strictly from bytes, and written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.domain.clock import to_text
from models.domain.points import Points, heard, told, told_of
from sync.protocol import fields
from sync.protocol.fields import Malformed, from_octets, to_json
from sync.protocol.parcels import Head, Parcel, heads_json, read_heads, tag
from sync.vocabulary import ReportState

PUBLIC_KEY = 32
MAC = 32
RECOVERY = "recovery"
MAXIMUM_RECIPIENTS = 101
MAXIMUM_DEVICES = 10_000
MAXIMUM_VERSION = 1_000
MAXIMUM_KEY_BOX = 16 * 1024
MAXIMUM_ANSWERS = 500
"""Answers to petitions in one message."""
MAXIMUM_PETITION_ANSWER = 4_000
MAXIMUM_NAME = 200
MAXIMUM_WANTED = 1_000
"""Damaged parcels told of at once; the others are told once these are mended."""
MAXIMUM_REMARK = 2_000
MAXIMUM_POINTS = 1_000_000

_CODE = fields.text(r"[a-z2-7]{32}")
_TOKEN = fields.text(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """``POST /v1/accounts``: a code, and what the machine says of itself; ``mac`` binds the keys to the cell."""

    code: str
    seal_key: bytes
    sign_key: bytes
    mac: bytes

    @classmethod
    def read(cls, body: bytes) -> EnrolRequest:
        """Read it. Raises :class:`Malformed`."""
        key, mac = fields.octets(PUBLIC_KEY), fields.octets(MAC)
        return cls(**fields.read_object(body, code=_CODE, seal_key=key, sign_key=key, mac=mac))

    def write(self) -> bytes:
        """Return its JSON."""
        keys = {name: from_octets(getattr(self, name)) for name in ("seal_key", "sign_key", "mac")}
        return to_json({"code": self.code, **keys})


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The answer: the account, its token, which is told this once, and the cell."""

    account: str
    token: str
    cell: str

    @classmethod
    def read(cls, body: bytes) -> Enrolled:
        """Read it. Raises :class:`Malformed`."""
        return cls(**fields.read_object(body, account=fields.identifier, token=_TOKEN, cell=fields.identifier))

    def write(self) -> bytes:
        """Return its JSON."""
        return to_json({"account": self.account, "token": self.token, "cell": self.cell})


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """A machine of the cell, as the others see it."""

    id: str
    seal_key: bytes
    sign_key: bytes
    mac: bytes
    created_at: datetime
    last_seen: datetime | None
    revoked_at: datetime | None

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "id": self.id,
            "seal_key": from_octets(self.seal_key),
            "sign_key": from_octets(self.sign_key),
            "mac": from_octets(self.mac),
            "created_at": to_text(self.created_at),
            "last_seen": to_text(self.last_seen) if self.last_seen else None,
            "revoked_at": to_text(self.revoked_at) if self.revoked_at else None,
        }


@dataclass(frozen=True, slots=True)
class AccountList:
    """``GET /v1/accounts``: the machines of the cell, revoked ones too."""

    accounts: tuple[AccountInfo, ...]

    @classmethod
    def read(cls, body: bytes) -> AccountList:
        """Read it. Raises :class:`Malformed`."""
        key, mac = fields.octets(PUBLIC_KEY), fields.octets(MAC)
        time, time_or_none = fields.moment, fields.optional(fields.moment)

        def account(value: Any) -> AccountInfo:
            found = fields.members(
                value,
                id=fields.identifier,
                seal_key=key,
                sign_key=key,
                mac=mac,
                created_at=time,
                last_seen=time_or_none,
                revoked_at=time_or_none,
            )
            return AccountInfo(**found)

        return cls(**fields.read_object(body, accounts=fields.listed(account, 10_000)))

    def write(self) -> bytes:
        """Return its JSON."""
        return to_json({"accounts": [one.as_json() for one in self.accounts]})


@dataclass(frozen=True, slots=True)
class Invitation:
    """``POST /v1/invitations``: a code for another machine of the cell."""

    code: str
    expires_at: datetime

    @classmethod
    def read(cls, body: bytes) -> Invitation:
        """Read it. Raises :class:`Malformed`."""
        return cls(**fields.read_object(body, code=_CODE, expires_at=fields.moment))

    def write(self) -> bytes:
        """Return its JSON."""
        return to_json({"code": self.code, "expires_at": to_text(self.expires_at)})


@dataclass(frozen=True, slots=True)
class BoxSign:
    """Which version of the ring is in a key box (how many keys it holds), and the signature of the machine ``by``."""

    version: int
    by: str
    signature: bytes

    @classmethod
    def from_json(cls, value: Any) -> BoxSign:
        """Read it. Raises :class:`Malformed`."""
        number, signature = fields.whole(1, MAXIMUM_VERSION), fields.octets(64)
        return cls(**fields.members(value, version=number, by=fields.identifier, signature=signature))

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {"version": self.version, "by": self.by, "signature": from_octets(self.signature)}


def box_text(cell: str, recipient: str, version: int, box: bytes) -> bytes:
    """Return what a machine signs of a key box."""
    return f"chibo key box 2\n{cell}\n{recipient}\n{version}\n{hashlib.sha256(box).hexdigest()}".encode()


@dataclass(frozen=True, slots=True)
class KeyBoxes:
    """``GET /v1/keys``: the boxes for the account that asks and for the recovery code, as far as there are.

    ``signed`` are the signs of all boxes of the cell, by recipient; of version 1, ``None``.
    """

    mine: bytes | None
    recovery: bytes | None
    signed: Mapping[str, BoxSign] | None = None

    @classmethod
    def read(cls, body: bytes) -> KeyBoxes:
        """Read it. Raises :class:`Malformed`."""
        box = fields.optional(fields.octets(most=MAXIMUM_KEY_BOX))
        return cls(**_with_signs(body, mine=box, recovery=box))

    def write(self) -> bytes:
        """Return its JSON."""
        boxes = {"mine": self.mine, "recovery": self.recovery}
        told = {name: None if box is None else from_octets(box) for name, box in boxes.items()}
        return to_json(told | _signs_json(self.signed))


@dataclass(frozen=True, slots=True)
class PutKeys:
    """``PUT /v1/keys``: boxes by account; the one for the recovery code under ``recovery``; of version 2, signed."""

    boxes: Mapping[str, bytes]
    signed: Mapping[str, BoxSign] | None = None

    @classmethod
    def read(cls, body: bytes) -> PutKeys:
        """Read it. Raises :class:`Malformed`."""
        boxes = fields.mapped(fields.octets(most=MAXIMUM_KEY_BOX), MAXIMUM_RECIPIENTS)
        return cls(**_with_signs(body, boxes=boxes))

    def write(self) -> bytes:
        """Return its JSON."""
        told = {"boxes": {name: from_octets(box) for name, box in self.boxes.items()}}
        return to_json(told | _signs_json(self.signed))


def _with_signs(body: bytes, **readers: fields.Reader[Any]) -> dict[str, Any]:
    """Read an object that also has ``signed`` where it is of version 2."""
    found = fields.read_any_object(body)
    signs = found.pop("signed") if "signed" in found else None
    read = fields.mapped(BoxSign.from_json, MAXIMUM_RECIPIENTS)
    return fields.members(found, **readers) | {"signed": None if signs is None else read(signs)}


def _signs_json(signs: Mapping[str, BoxSign] | None) -> dict[str, Any]:
    return {} if signs is None else {"signed": {name: one.as_json() for name, one in signs.items()}}


@dataclass(frozen=True, slots=True)
class HeadsAnswer:
    """``GET /v1/heads``: the heads, and the state's name, to wait for another by."""

    heads: Mapping[str, Head]
    state: str

    @classmethod
    def read(cls, body: bytes) -> HeadsAnswer:
        """Read it. Raises :class:`Malformed`."""
        return cls(**fields.read_object(body, heads=read_heads, state=fields.text(r"[0-9a-f]{32}")))

    def write(self) -> bytes:
        """Return its JSON."""
        return to_json({"heads": heads_json(self.heads), "state": self.state})


@dataclass(frozen=True, slots=True)
class Query:
    """``POST /v1/parcels/query``: up to which entry one has each device's journal, and how many parcels one takes."""

    have: Mapping[str, int]
    limit: int

    @classmethod
    def read(cls, body: bytes) -> Query:
        """Read it. Raises :class:`Malformed`."""
        have = fields.mapped(fields.whole(), MAXIMUM_DEVICES)
        return cls(**fields.read_object(body, have=have, limit=fields.whole(1, 10_000)))

    def write(self) -> bytes:
        """Return its JSON."""
        return to_json({"have": dict(self.have), "limit": self.limit})


@dataclass(frozen=True, slots=True)
class Complaint:
    """``POST /v1/parcels/complaints``: a parcel as it came that cannot be opened, named by its place and tags."""

    device: str
    first: int
    last: int
    previous_tag: bytes
    head_tag: bytes

    @classmethod
    def of(cls, parcel: Parcel) -> Complaint:
        """Return the complaint about a parcel."""
        return cls(parcel.device, parcel.first, parcel.last, parcel.previous_tag, parcel.head_tag)

    @classmethod
    def read(cls, body: bytes) -> Complaint:
        """Read it. Raises :class:`Malformed`."""
        return cls(**fields.read_object(body, **_COMPLAINT))

    def write(self) -> bytes:
        """Return its JSON."""
        return to_json(self.as_json())

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        numbers = {"device": self.device, "first": self.first, "last": self.last}
        return numbers | {"previous_tag": self.previous_tag.hex(), "head_tag": self.head_tag.hex()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A parcel that the server wants again; ``mine`` where the machine that asks may put it in its place."""

    place: Complaint
    mine: bool


@dataclass(frozen=True, slots=True)
class WantedList:
    """``GET /v1/parcels/complaints``: what rotted at the server, or could not be opened by who fetched it."""

    parcels: tuple[Wanted, ...]

    @classmethod
    def read(cls, body: bytes) -> WantedList:
        """Read it. Raises :class:`Malformed`."""

        def wanted(value: Any) -> Wanted:
            found = fields.members(value, mine=fields.flag, **_COMPLAINT)
            mine = found.pop("mine")
            return Wanted(Complaint(**found), mine)

        return cls(**fields.read_object(body, parcels=fields.listed(wanted, MAXIMUM_WANTED)))

    def write(self) -> bytes:
        """Return its JSON."""
        return to_json({"parcels": [one.place.as_json() | {"mine": one.mine} for one in self.parcels]})


@dataclass(frozen=True, slots=True)
class RemovedRun:
    """What was removed of a device's journal at the server: from an entry on, in so many parcels."""

    device: str
    first: int
    parcels: int


@dataclass(frozen=True, slots=True)
class RemovedList:
    """``DELETE /v1/parcels/complaints``: what was removed."""

    removed: tuple[RemovedRun, ...]

    @classmethod
    def read(cls, body: bytes) -> RemovedList:
        """Read it. Raises :class:`Malformed`."""

        def run(value: Any) -> RemovedRun:
            number = fields.whole(1)
            return RemovedRun(**fields.members(value, device=fields.identifier, first=number, parcels=number))

        return cls(**fields.read_object(body, removed=fields.listed(run, MAXIMUM_DEVICES)))

    def write(self) -> bytes:
        """Return its JSON."""
        told = [{"device": one.device, "first": one.first, "parcels": one.parcels} for one in self.removed]
        return to_json({"removed": told})


@dataclass(frozen=True, slots=True)
class ReportStatus:
    """What became of a report; ``remark`` is the superior's."""

    id: str
    state: ReportState
    remark: str
    received_at: datetime
    decided_at: datetime | None

    @classmethod
    def read(cls, body: bytes) -> ReportStatus:
        """Read it. Raises :class:`Malformed`."""
        return cls(**fields.read_object(body, **_REPORT))

    def write(self) -> bytes:
        """Return its JSON."""
        return to_json(self.as_json())

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "id": self.id,
            "state": self.state.value,
            "remark": self.remark,
            "received_at": to_text(self.received_at),
            "decided_at": to_text(self.decided_at) if self.decided_at else None,
        }


@dataclass(frozen=True, slots=True)
class ReportList:
    """``GET /v1/reports``: the cell's reports in the order they came."""

    reports: tuple[ReportStatus, ...]

    @classmethod
    def read(cls, body: bytes) -> ReportList:
        """Read it. Raises :class:`Malformed`."""

        def report(value: Any) -> ReportStatus:
            return ReportStatus(**fields.members(value, **_REPORT))

        return cls(**fields.read_object(body, reports=fields.listed(report, 10_000)))

    def write(self) -> bytes:
        """Return its JSON."""
        return to_json({"reports": [one.as_json() for one in self.reports]})


@dataclass(frozen=True, slots=True)
class PetitionAnswer:
    """The superior's answer to a petition; ``by`` is who gave it."""

    id: str
    answer: str
    by: str
    answered_at: datetime

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {"id": self.id, "answer": self.answer, "by": self.by, "answered_at": to_text(self.answered_at)}


@dataclass(frozen=True, slots=True)
class PetitionAnswers:
    """``GET /v1/petitions/answers``: answers to the cell's petitions, oldest first, and whether there are more."""

    answers: tuple[PetitionAnswer, ...]
    more: bool

    @classmethod
    def read(cls, body: bytes) -> PetitionAnswers:
        """Read it. Raises :class:`Malformed`."""

        def answer(value: Any) -> PetitionAnswer:
            found = fields.members(
                value,
                id=fields.identifier,
                answer=fields.free_text(MAXIMUM_PETITION_ANSWER),
                by=fields.free_text(MAXIMUM_NAME),
                answered_at=fields.moment,
            )
            return PetitionAnswer(**found)

        return cls(**fields.read_object(body, answers=fields.listed(answer, MAXIMUM_ANSWERS), more=fields.flag))

    def write(self) -> bytes:
        """Return its JSON."""
        return to_json({"answers": [one.as_json() for one in self.answers], "more": self.more})


@dataclass(frozen=True, slots=True)
class GivenPoints:
    """The official points that the superior gave the meeting of a report; ``by`` is who gave them."""

    report: str
    points: Points
    of: Points
    remark: str
    by: str
    at: datetime

    @classmethod
    def of_json(cls, value: Any) -> GivenPoints:
        """Read it; a half stands there only where there is one. Raises :class:`Malformed`."""
        halves = {name: _HALF for name in ("half", "half_of") if isinstance(value, dict) and name in value}
        found = fields.members(value, **_POINTS, **halves)
        points, of = heard(found)
        return cls(found["report"], points, of, found["remark"], found["by"], found["at"])

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        said = {"report": self.report, **told(self.points), **told_of(self.of), "remark": self.remark}
        return said | {"by": self.by, "at": to_text(self.at)}


@dataclass(frozen=True, slots=True)
class GivenPraise:
    """What the superior praised the cell for, and whether it was withdrawn since."""

    id: str
    text: str
    by: str
    at: datetime
    withdrawn_at: datetime | None

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        withdrawn = to_text(self.withdrawn_at) if self.withdrawn_at else None
        told = {"id": self.id, "text": self.text, "by": self.by}
        return told | {"at": to_text(self.at), "withdrawn_at": withdrawn}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """``GET /v1/verdicts``: what the superior wrote of the cell, each list oldest first, and whether there is more.

    ``until`` is the time up to which all is told: what to ask from the next time; ``None`` where there is nothing.
    """

    points: tuple[GivenPoints, ...]
    praise: tuple[GivenPraise, ...]
    until: datetime | None
    more: bool

    @classmethod
    def read(cls, body: bytes) -> Verdicts:
        """Read it. Raises :class:`Malformed`."""

        def praise(value: Any) -> GivenPraise:
            return GivenPraise(**fields.members(value, **_PRAISE))

        lists = {
            "points": fields.listed(GivenPoints.of_json, MAXIMUM_ANSWERS),
            "praise": fields.listed(praise, MAXIMUM_ANSWERS),
        }
        found = fields.read_object(body, **lists, until=fields.optional(fields.moment), more=fields.flag)
        return cls(**found)

    def write(self) -> bytes:
        """Return its JSON."""
        points, praise = [one.as_json() for one in self.points], [one.as_json() for one in self.praise]
        until = to_text(self.until) if self.until else None
        return to_json({"points": points, "praise": praise, "until": until, "more": self.more})


_HALF = fields.whole(1, 1)
_POINTS: dict[str, fields.Reader[Any]] = {
    "report": fields.identifier,
    "points": fields.whole(0, MAXIMUM_POINTS),
    "of": fields.whole(1, MAXIMUM_POINTS),
    "remark": fields.free_text(MAXIMUM_REMARK),
    "by": fields.free_text(MAXIMUM_NAME),
    "at": fields.moment,
}
_PRAISE: dict[str, fields.Reader[Any]] = {
    "id": fields.identifier,
    "text": fields.free_text(MAXIMUM_REMARK),
    "by": fields.free_text(MAXIMUM_NAME),
    "at": fields.moment,
    "withdrawn_at": fields.optional(fields.moment),
}

_COMPLAINT: dict[str, fields.Reader[Any]] = {
    "device": fields.identifier,
    "first": fields.whole(1),
    "last": fields.whole(1),
    "previous_tag": tag,
    "head_tag": tag,
}

_REPORT: dict[str, fields.Reader[Any]] = {
    "id": fields.identifier,
    "state": fields.word(ReportState),
    "remark": fields.free_text(2_000),
    "received_at": fields.moment,
    "decided_at": fields.optional(fields.moment),
}

__all__ = [
    "AccountInfo",
    "AccountList",
    "BoxSign",
    "Complaint",
    "EnrolRequest",
    "Enrolled",
    "GivenPoints",
    "GivenPraise",
    "HeadsAnswer",
    "Invitation",
    "KeyBoxes",
    "Malformed",
    "PetitionAnswer",
    "PetitionAnswers",
    "PutKeys",
    "Query",
    "RemovedList",
    "RemovedRun",
    "ReportList",
    "ReportStatus",
    "Verdicts",
    "Wanted",
    "WantedList",
]  # fmt: skip
