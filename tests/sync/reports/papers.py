"""Documents for tests: a small report, signed, and keys."""

from __future__ import annotations

import json
from typing import Any

from models.domain.seal import line_seals, seal_of
from models.store.ids import natural_id
from sync.protocol.envelope import EnvelopeKind, canonical
from sync.reports.envelope import public_key, sign

SEED = bytes(range(32))
OTHER_SEED = bytes(range(32, 64))
KEY = public_key(SEED)
KEY_ID = "01a1fc82-c7f1-7849-84b8-a7752f05fa89"
TEXT = "BIÊN BẢN\n\n1. Khai mạc lúc 14 giờ 05.\n2. Thảo luận.\nBế mạc."


def content(text: str = TEXT, **more: Any) -> dict[str, Any]:
    """Return the content of a small report."""
    return {
        "cell": {"id": "chi-bo-1", "name": "Chi bộ Một", "superior": "Đảng bộ xã"},
        "meeting": {"id": "m-1", "kind": "regular", "duration": 85},
        "attendance": {"present": 9, "excused": 1},
        "answer": None,
        "minutes": {"text": text, "seal": seal_of(text), "approved_at": "2026-12-03T09:40:00.000Z"},
        "paragraphs": line_seals(text),
        **more,
    }


def paper(kind: EnvelopeKind = EnvelopeKind.REPORT, seed: bytes = SEED, **more: Any) -> bytes:
    """Return a signed document; ``more`` are sections of its content."""
    return sign(content() | more, kind, KEY_ID, seed)


PAPER = paper()
REPORT = natural_id("report", "m-1")
"""The id of the report of its meeting."""
NO_REPORTS = {
    "minutes": paper(EnvelopeKind.MINUTES),
    "no cell": sign({"meeting": {"id": "m"}}, EnvelopeKind.REPORT, KEY_ID, SEED),
    "a cell that is a list": paper(cell=[]),
    "an id that is none": paper(meeting={"id": "../m"}),
    "not as it was signed": canonical(json.loads(PAPER) | {"content": content() | {"cell": {"id": "x"}}}),
    "somebody's signature": canonical(json.loads(PAPER) | {"key_id": "other"}),
    "saved anew": PAPER + b"\n",
}
"""What the server takes for no report, by why not."""
