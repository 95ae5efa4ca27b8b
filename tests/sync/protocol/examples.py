"""One of each message, with every kind of value that it can hold."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sync.protocol.messages import accounts, entries, keys, superior
from sync.protocol.parcels import NO_TAG, Parcel, TaggedHead, to_frames
from sync.vocabulary import ReceivedReportState

WHEN = datetime(2026, 12, 3, 7, 5, 0, 1000, tzinfo=UTC)
LATER = WHEN + timedelta(days=1, milliseconds=998)
KEY, OTHER, MAC = bytes(range(32)), bytes(range(32, 64)), bytes([255]) * 32
SIGNATURE = bytes(range(64))
FIRST, SECOND = bytes(range(16)), bytes(range(16, 32))
CODE, TOKEN = "abcdefghijklmnopqrstuvwxyz234567", "Az09_-" * 7 + "A"
SAID = 'Thiếu số đảng viên vắng.\n\t“Một” "hai" \\ba/ <bốn> &\x00\x1f\x7f\u2028 𠮷'
"""A remark with what JSON must escape, what it need not, and what lies beyond 16 bits."""

MACHINE = accounts.AccountInfo(
    id="may-1", seal_key=KEY, sign_key=OTHER, mac=MAC, created_at=WHEN, last_seen=None, revoked_at=None
)
GONE = accounts.AccountInfo(
    id="A.b_c-9", seal_key=OTHER, sign_key=KEY, mac=KEY, created_at=WHEN, last_seen=WHEN, revoked_at=LATER
)
SIGNS = {
    "may-1": keys.BoxSign(version=1, by="may-1", signature=SIGNATURE),
    "recovery": keys.BoxSign(version=1_000, by="may-2", signature=SIGNATURE[::-1]),
}
PLACE = entries.Complaint(device="may-1", first=1, last=9, previous_tag=NO_TAG, head_tag=FIRST)
LATER_PLACE = entries.Complaint(device="may-2", first=10, last=2**53 - 1, previous_tag=FIRST, head_tag=SECOND)
STATUS = superior.ReportStatus(id="r-1", state=ReceivedReportState.SENT, remark="", received_at=WHEN, decided_at=None)
DECIDED = superior.ReportStatus(
    id="r-2", state=ReceivedReportState.RETURNED, remark=SAID, received_at=WHEN, decided_at=LATER
)

EXAMPLES: dict[str, Any] = {
    "enrol": accounts.EnrolRequest(code=CODE, seal_key=KEY, sign_key=OTHER, mac=MAC),
    "enrolled": accounts.Enrolled(account="may-1", token=TOKEN, cell="chi-bo-1"),
    "accounts": accounts.AccountList(accounts=(MACHINE, GONE)),
    "no accounts": accounts.AccountList(accounts=()),
    "invitation": accounts.CellInvitation(code=CODE, expires_at=LATER),
    "no keys": keys.KeyBoxes(mine=None, recovery=None),
    "keys of version 1": keys.KeyBoxes(mine=b"\xfb\xff", recovery=b""),
    "keys": keys.KeyBoxes(mine=b"box", recovery=b"a box", signed=SIGNS),
    "keys, none signed": keys.KeyBoxes(mine=None, recovery=b"b", signed={}),
    "put keys of version 1": keys.PutKeys(boxes={"may-1": b"box", "recovery": b"\xfb\xff"}),
    "put keys": keys.PutKeys(boxes={"may-1": b"box"}, signed=SIGNS),
    "heads": entries.HeadsAnswer(
        heads={"may-2": TaggedHead(seq=2**53 - 1, tag=SECOND), "may-1": TaggedHead(seq=1, tag=FIRST)}, state=FIRST.hex()
    ),
    "no heads": entries.HeadsAnswer(heads={}, state=SECOND.hex()),
    "query": entries.ParcelQuery(have={"may-2": 0, "may-1": 2**53 - 1}, limit=512),
    "complaint": PLACE,
    "wanted": entries.WantedList(
        parcels=(entries.WantedParcel.of(PLACE, mine=True), entries.WantedParcel.of(LATER_PLACE, mine=False))
    ),
    "removals": entries.RemovalList(
        removals=(
            entries.Removal(device="may-1", first=10, at=LATER, by=entries.BY_ADMINISTRATOR),
            entries.Removal(device="may-2", first=1, at=WHEN, by="A.b_c-9"),
        )
    ),
    "holdings": entries.HoldingList(
        machines=(
            entries.MachineHolding(account="may-1", last_seen=None, all_until=None, lacks=None),
            entries.MachineHolding(account="A.b_c-9", last_seen=LATER, all_until=WHEN, lacks=12),
        )
    ),
    "remove": entries.RemovalRequest(account="A.b_c-9", since=None),
    "remove since": entries.RemovalRequest(account="may-1", since=WHEN),
    "removed": entries.RemovedList(removed=(entries.RemovedRun(device="may-1", first=10, parcels=3),)),
    "report": STATUS,
    "reports": superior.ReportList(reports=(STATUS, DECIDED)),
    "answers": superior.PetitionAnswers(
        answers=(superior.PetitionAnswer(id="p-1", answer=SAID, by="Nguyễn Văn A", answered_at=WHEN),), more=True
    ),
    "verdicts": superior.Verdicts.read(
        json.dumps(
            {
                "points": [
                    {
                        "report": "r-1",
                        "points": 82,
                        "of": 100,
                        "remark": "",
                        "by": "",
                        "at": "2026-12-03T07:05:00.001Z",
                    },
                    {
                        "report": "r-2",
                        "points": 0,
                        "half": 1,
                        "of": 97,
                        "half_of": 1,
                        "remark": SAID,
                        "by": "Ủy",
                        "at": "2026-12-04T07:05:00.999Z",
                    },
                ],
                "praise": [
                    {"id": "k-1", "text": SAID, "by": "", "at": "2026-12-03T07:05:00.001Z", "withdrawn_at": None},
                    {
                        "id": "k-2",
                        "text": "",
                        "by": "Ủy",
                        "at": "2026-12-03T07:05:00.001Z",
                        "withdrawn_at": "2026-12-04T07:05:00.999Z",
                    },
                ],
                "until": "2026-12-04T07:05:00.999Z",
                "more": False,
            }
        ).encode()
    ),
    "membership": accounts.Membership(key=KEY),
    "no verdicts": superior.Verdicts(points=(), praise=(), until=None, more=False),
}
PARCELS = (
    Parcel("may-1", 1, 2, NO_TAG, FIRST, "khoa-1", b"box"),
    Parcel("may-1", 3, 3, FIRST, SECOND, "khoa-2", b"\x00" * 5),
)
FRAMES = {
    "frames of version 1": to_frames(PARCELS),
    "frames": to_frames(PARCELS, more=True, hashed=True),
    "no frames": to_frames(()),
}
