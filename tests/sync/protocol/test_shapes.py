"""What goes over the wire reads back as what was written, and nothing else reads at all."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import fields, messages, parcels
from sync.protocol.fields import Malformed
from sync.protocol.parcels import Head, Parcel
from sync.vocabulary import ReportState

ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,35}", fullmatch=True)
keys = st.binary(min_size=32, max_size=32)
boxes = st.binary(max_size=200)
seqs = st.integers(1, fields.MAXIMUM_SEQ)
tags = st.binary(min_size=16, max_size=16)
times = st.integers(0, 4 * 10**12).map(lambda ms: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))
codes = st.from_regex(r"[a-z2-7]{32}", fullmatch=True)
accounts = st.builds(messages.AccountInfo, ids, keys, keys, keys, times, st.none() | times, st.none() | times)
statuses = st.builds(
    messages.ReportStatus, ids, st.sampled_from(ReportState), st.text(max_size=50), times, st.none() | times
)
signs = st.builds(messages.BoxSign, st.integers(1, 64), ids, st.binary(min_size=64, max_size=64))
complaints = st.builds(messages.Complaint, ids, seqs, seqs, tags, tags)
MESSAGES = {
    "enrol": st.builds(messages.EnrolRequest, codes, keys, keys, keys),
    "enrolled": st.builds(messages.Enrolled, ids, st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True), ids),
    "accounts": st.builds(messages.AccountList, st.lists(accounts, max_size=3).map(tuple)),
    "invitation": st.builds(messages.Invitation, codes, times),
    "keys": st.builds(messages.KeyBoxes, st.none() | boxes, st.none() | boxes),
    "put keys": st.builds(messages.PutKeys, st.dictionaries(ids, boxes, max_size=3)),
    "heads": st.builds(
        messages.HeadsAnswer,
        st.dictionaries(ids, st.builds(Head, seqs, tags), max_size=3),
        st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
    ),
    "signed keys": st.builds(
        messages.KeyBoxes, st.none() | boxes, st.none() | boxes, st.dictionaries(ids, signs, max_size=2)
    ),
    "put signed keys": st.builds(
        messages.PutKeys, st.dictionaries(ids, boxes, max_size=3), st.dictionaries(ids, signs, max_size=2)
    ),
    "complaint": complaints,
    "wanted": st.builds(
        messages.WantedList, st.lists(st.builds(messages.Wanted, complaints, st.booleans()), max_size=3).map(tuple)
    ),
    "removed": st.builds(
        messages.RemovedList, st.lists(st.builds(messages.RemovedRun, ids, seqs, seqs), max_size=3).map(tuple)
    ),
    "query": st.builds(messages.Query, st.dictionaries(ids, seqs | st.just(0), max_size=3), st.integers(1, 10_000)),
    "report": statuses,
    "reports": st.builds(messages.ReportList, st.lists(statuses, max_size=3).map(tuple)),
}


KINDS: dict[str, Any] = {
    "enrol": messages.EnrolRequest,
    "enrolled": messages.Enrolled,
    "accounts": messages.AccountList,
    "invitation": messages.Invitation,
    "keys": messages.KeyBoxes,
    "put keys": messages.PutKeys,
    "heads": messages.HeadsAnswer,
    "signed keys": messages.KeyBoxes,
    "put signed keys": messages.PutKeys,
    "complaint": messages.Complaint,
    "wanted": messages.WantedList,
    "removed": messages.RemovedList,
    "query": messages.Query,
    "report": messages.ReportStatus,
    "reports": messages.ReportList,
}


@pytest.mark.parametrize("name", MESSAGES)
@given(data=st.data())
def test_a_message_reads_back_as_it_was_written(name: str, data: st.DataObject) -> None:
    message: Any = data.draw(MESSAGES[name])
    assert type(message).read(message.write()) == message


@pytest.mark.parametrize("name", MESSAGES)
@given(data=st.data())
def test_a_message_with_a_member_less_or_more_is_refused(name: str, data: st.DataObject) -> None:
    message: Any = data.draw(MESSAGES[name])
    content = json.loads(message.write())
    left_out = data.draw(st.sampled_from(sorted(content.keys() - {"signed"})))  # of version 2 alone
    for wrong in (content | {"more": 1}, {key: content[key] for key in content if key != left_out}):
        with pytest.raises(Malformed):
            type(message).read(json.dumps(wrong).encode())


@pytest.mark.parametrize("name", MESSAGES)
@given(body=st.binary(max_size=60) | st.sampled_from([b"{}", b"[]", b"null", b"1", b'{"a":1,"a":1}', b"[" * 9_999]))
def test_anything_else_is_malformed_and_never_another_error(name: str, body: bytes) -> None:
    with pytest.raises(Malformed):
        KINDS[name].read(body)


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
        messages.Query.read('{"have": {"a": "lời phê bình"}, "limit": 1}'.encode())
    assert "phê" not in str(raised.value)
