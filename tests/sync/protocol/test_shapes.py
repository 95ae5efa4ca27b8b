"""What goes over the wire reads back as what was written, and nothing else reads at all."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain import limits
from sync.protocol import fields, parcels
from sync.protocol.fields import Malformed
from sync.protocol.message import Message
from sync.protocol.messages import accounts, entries, superior
from sync.protocol.messages import keys as ring
from sync.protocol.parcels import Parcel, TaggedHead
from sync.vocabulary import ReceivedReportState
from tests.sync.protocol.examples import EXAMPLES

ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,35}", fullmatch=True)
keys = st.binary(min_size=32, max_size=32)
boxes = st.binary(max_size=200)
seqs = st.integers(1, limits.SEQ)
tags = st.binary(min_size=16, max_size=16)
times = st.integers(0, 4 * 10**12).map(lambda ms: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))
codes = st.from_regex(r"[a-z2-7]{32}", fullmatch=True)
machines = st.builds(
    accounts.AccountInfo,
    id=ids,
    seal_key=keys,
    sign_key=keys,
    mac=keys,
    created_at=times,
    last_seen=st.none() | times,
    revoked_at=st.none() | times,
)
statuses = st.builds(
    superior.ReportStatus,
    id=ids,
    state=st.sampled_from(ReceivedReportState),
    remark=st.text(max_size=50),
    received_at=times,
    decided_at=st.none() | times,
)
signs = st.builds(ring.BoxSign, version=st.integers(1, 64), by=ids, signature=st.binary(min_size=64, max_size=64))
place = {"device": ids, "first": seqs, "last": seqs, "previous_tag": tags, "head_tag": tags}
heads = st.dictionaries(ids, st.builds(TaggedHead, seqs, tags), max_size=3)


FOR_EACH = 25
"""Examples of a message where there are as many for each other one."""


def few(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Build up to three of something."""
    return st.lists(one, max_size=3).map(tuple)


MESSAGES: dict[str, st.SearchStrategy[Any]] = {
    "enrol": st.builds(accounts.EnrolRequest, code=codes, seal_key=keys, sign_key=keys, mac=keys),
    "enrolled": st.builds(
        accounts.Enrolled, account=ids, token=st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True), cell=ids
    ),
    "accounts": st.builds(accounts.AccountList, accounts=few(machines)),
    "invitation": st.builds(accounts.CellInvitation, code=codes, expires_at=times),
    "keys": st.builds(ring.KeyBoxes, mine=st.none() | boxes, recovery=st.none() | boxes),
    "put keys": st.builds(ring.PutKeys, boxes=st.dictionaries(ids, boxes, max_size=3)),
    "heads": st.builds(entries.HeadsAnswer, heads=heads, state=st.from_regex(r"[0-9a-f]{32}", fullmatch=True)),
    "heads after": st.builds(entries.HeadsAfter, heads=heads),
    "signed keys": st.builds(
        ring.KeyBoxes,
        mine=st.none() | boxes,
        recovery=st.none() | boxes,
        signed=st.dictionaries(ids, signs, max_size=2),
    ),
    "put signed keys": st.builds(
        ring.PutKeys, boxes=st.dictionaries(ids, boxes, max_size=3), signed=st.dictionaries(ids, signs, max_size=2)
    ),
    "complaint": st.builds(entries.Complaint, **place),
    "wanted": st.builds(entries.WantedList, parcels=few(st.builds(entries.WantedParcel, **place, mine=st.booleans()))),
    "removed": st.builds(
        entries.RemovedList, removed=few(st.builds(entries.RemovedRun, device=ids, first=seqs, parcels=seqs))
    ),
    "query": st.builds(
        entries.ParcelQuery, have=st.dictionaries(ids, seqs | st.just(0), max_size=3), limit=st.integers(1, 10_000)
    ),
    "report": statuses,
    "reports": st.builds(superior.ReportList, reports=few(statuses)),
}


@pytest.mark.parametrize("name", MESSAGES)
@settings(max_examples=FOR_EACH)
@given(data=st.data())
def test_a_message_reads_back_as_it_was_written(name: str, data: st.DataObject) -> None:
    message: Any = data.draw(MESSAGES[name])
    assert type(message).read(message.write()) == message


@pytest.mark.parametrize("name", MESSAGES)
@settings(max_examples=FOR_EACH)
@given(data=st.data())
def test_a_message_with_a_member_less_or_more_is_refused(name: str, data: st.DataObject) -> None:
    message: Any = data.draw(MESSAGES[name])
    content = json.loads(message.write())
    members = content.keys() - {"signed"}  # of version 2 alone
    for wrong in (content | {"more": 1}, *({key: content[key] for key in content if key != left} for left in members)):
        with pytest.raises(Malformed):
            type(message).read(json.dumps(wrong).encode())


@pytest.mark.parametrize("kind", {type(one) for one in EXAMPLES.values()}, ids=lambda kind: kind.__name__)
@settings(max_examples=FOR_EACH)
@given(body=st.binary(max_size=60) | st.sampled_from([b"{}", b"[]", b"null", b"1", b'{"a":1,"a":1}', b"[" * 9_999]))
def test_anything_else_is_malformed_and_never_another_error(kind: type[Message], body: bytes) -> None:
    with pytest.raises(Malformed):
        kind.read(body)


@st.composite
def parcel(draw: st.DrawFn) -> Parcel:
    first = draw(st.integers(1, 1000))
    previous = parcels.NO_TAG if first == 1 else draw(tags.filter(any))
    last = first + draw(st.integers(0, 50))
    return Parcel(draw(ids), first, last, previous, draw(tags), draw(ids), draw(st.binary(min_size=1, max_size=300)))


@given(sent=st.lists(parcel(), max_size=4).map(tuple), more=st.booleans())
def test_parcels_read_back_as_they_were_framed(sent: tuple[Parcel, ...], more: bool) -> None:
    assert parcels.from_frames(parcels.to_frames(sent, more=more), most=4, box=300) == (sent, more)


@given(sent=st.lists(parcel(), max_size=3), data=st.data())
def test_frames_that_were_cut_or_lengthened_do_not_read(sent: list[Parcel], data: st.DataObject) -> None:
    body = parcels.to_frames(sent)
    cut = body[: data.draw(st.integers(0, len(body) - 1))]
    for wrong in (cut, body + data.draw(st.binary(min_size=1, max_size=9))):
        with pytest.raises(Malformed):
            parcels.from_frames(wrong, most=4, box=300)


@given(body=st.binary(max_size=300))
def test_bytes_by_chance_are_malformed_and_never_another_error(body: bytes) -> None:
    if body not in {parcels.to_frames([]), parcels.to_frames([], more=True)}:
        with pytest.raises(Malformed):
            parcels.from_frames(body, most=4, box=300)


def test_a_length_of_four_gigabytes_takes_no_memory() -> None:
    with pytest.raises(Malformed):
        parcels.from_frames(b"\xff\xff\xff\xff" + os.urandom(20), most=4, box=300)


@pytest.mark.parametrize("value", ["AA==\n", "AA=", "AB==", "A A==", "-_==", "", 1, None])
def test_base64_has_one_form(value: object) -> None:
    with pytest.raises(Malformed):
        fields.octets(1)(value)


@pytest.mark.parametrize("value", ["2026-12-03", "2026-12-03T07:00:00Z", "2026-12-03T07:00:00.000+07:00", "", 1, None])
def test_a_time_has_one_form(value: object) -> None:
    with pytest.raises(Malformed):
        fields.moment(value)


def test_a_fault_never_repeats_what_stood_there() -> None:
    with pytest.raises(Malformed) as raised:
        entries.ParcelQuery.read('{"have": {"a": "lời phê bình"}, "limit": 1}'.encode())
    assert "phê" not in str(raised.value)
