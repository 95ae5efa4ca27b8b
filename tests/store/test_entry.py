"""An entry by itself: the bytes that are hashed, the changes that become one, the time that never goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.store.entry import (
    COUNTER_BITS,
    Entry,
    RowChange,
    canonical,
    consolidate,
    entry_hash,
    next_time,
    to_milliseconds,
)

ENTRY = Entry(
    *("device-a", 2, 7 << 16, "actor", "speech.stop", "meeting"),
    details={"member": "Vi Văn Mậu", "minutes": 3},
    changes=(RowChange("speech", "row", {"state": "speaking"}, {"state": "ended"}, {"state": "device-a/1"}),),
    undoes=("device-a", 1),
    schema_version=1,
    previous_hash="ab",
)

FIELDS = st.fixed_dictionaries({"name": st.sampled_from("xyz"), "deleted": st.integers(0, 1)})


def test_the_bytes_that_are_hashed_are_sorted_json_in_utf_8() -> None:
    assert canonical(ENTRY).decode() == (
        '{"act":"speech.stop","actor":"actor","changes":[["speech","row",{"state":"speaking"},{"state":"ended"},'
        '{"state":"device-a/1"}]],"details":{"member":"Vi Văn Mậu","minutes":3},"device":"device-a",'
        '"meeting":"meeting","previous":"ab","schema":1,"seq":2,"time":458752,"undoes":["device-a",1]}'
    )


def test_the_hash_of_an_entry_never_changes_with_the_program() -> None:
    assert entry_hash(ENTRY) == "e6d56dc263eee7acf9fbd565369233d80ec2f6e83bff8d2ca8d6d57ffe80bdbf"


@pytest.mark.parametrize(
    "other",
    [
        {"device": "device-b"},
        {"seq": 3},
        {"time": 1},
        {"actor": ""},
        {"act": "speech.start"},
        {"meeting_id": None},
        {"details": {}},
        {"undoes": None},
        {"schema_version": 2},
        {"previous_hash": ""},
        {"changes": ()},
    ],
    ids=lambda other: next(iter(other)),
)
def test_every_value_of_an_entry_is_under_its_hash(other: dict[str, object]) -> None:
    assert entry_hash(replace(ENTRY, **other)) != entry_hash(ENTRY)


def test_details_hash_alike_in_whatever_order_they_were_said() -> None:
    turned = replace(ENTRY, details=dict(reversed(ENTRY.details.items())))
    assert entry_hash(turned) == entry_hash(ENTRY)


@given(st.none() | FIELDS, st.lists(st.none() | FIELDS, max_size=6))
def test_the_changes_of_one_row_become_the_one_from_its_first_state_to_its_last(
    first: dict[str, object] | None, states: list[dict[str, object] | None]
) -> None:
    changes = [
        change for old, new in zip([first, *states], states, strict=False) if (change := _between(old, new)) is not None
    ]
    last = states[-1] if states else first
    expected = _between(first, last)
    assert consolidate(changes) == ([] if expected is None else [expected])


def test_changes_of_other_rows_stay_in_the_order_in_which_they_came() -> None:
    changes = [RowChange("member", key, {"name": "x"}, {"name": "y"}) for key in "cab"]
    again = RowChange("member", "c", {"name": "y"}, {"name": "z"})
    assert [change.row for change in consolidate([*changes, again])] == ["c", "a", "b"]


@given(st.integers(0, 2**60), st.integers(-(2**40), 2**40))
def test_time_goes_forward_whatever_the_clock_says(last: int, milliseconds: int) -> None:
    time = next_time(last, milliseconds)
    assert time > last
    assert time >> COUNTER_BITS >= milliseconds


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(3000, 1, 1)), st.integers(-11, 13))
def test_milliseconds_are_exact(moment: datetime, hours: int) -> None:
    whole = moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
    elsewhere = whole.astimezone(timezone(timedelta(hours=hours)))
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=to_milliseconds(elsewhere)) == whole


def _between(old: dict[str, object] | None, new: dict[str, object] | None) -> RowChange | None:
    """Return the change that leads from one state of a row to another."""
    if old == new:
        return None
    if old is None or new is None:
        return RowChange("member", "a", old, new)
    differing = [name for name in new if old[name] != new[name]]
    return RowChange("member", "a", {k: old[k] for k in differing}, {k: new[k] for k in differing})
