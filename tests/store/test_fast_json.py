"""The quick way of the journal's JSON says what the standard library says, or leaves it to it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.store import entry, fast_json
from models.store.entry import Entry, RowChange, canonical

ENTRY = Entry(
    *("device-a", 2, 7 << 16, "actor", "speech.stop", "meeting"),
    details={"member": "Vi Văn Mậu", "minutes": 3},
    changes=(RowChange("speech", "row", {"state": "speaking"}, {"state": "ended"}, {"state": "ab"}),),
    undoes=("device-a", 1),
    previous_hash="ab",
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), VALUES, max_size=4)


@given(details=FIELDS, old=FIELDS, new=FIELDS)
def test_every_entry_is_read_as_it_was_written(details: Any, old: Any, new: Any) -> None:
    one = replace(ENTRY, details=details, changes=(RowChange("task", "row", old, new, {}),))
    assert fast_json.from_canonical(canonical(one)) == one


TEXT = canonical(ENTRY).decode()
CHANGED = {
    "a space": TEXT.replace(":", ": ", 1),
    "another order of keys": TEXT.replace('"member":"Vi Văn Mậu","minutes":3', '"minutes":3,"member":"Vi Văn Mậu"'),
    "another order at the top": '{"actor":"actor",' + TEXT[1:].replace('"actor":"actor",', ""),
    "a key twice": TEXT.replace('"minutes":3', '"minutes":3,"minutes":3'),
    "a key too many": TEXT[:-1] + ',"zero":0}',
    "a key too few": TEXT.replace('"actor":"actor",', ""),
    "a letter told by its number": TEXT.replace("Mậu", "M\\u1eadu"),
    "a fraction in another form": TEXT.replace('"minutes":3', '"minutes":1e16'),
    "a number that is none": TEXT.replace('"seq":2', '"seq":true'),
    "a fraction for a number": TEXT.replace('"seq":2', '"seq":2.0'),
    "details that are a list": TEXT.replace('{"member":"Vi Văn Mậu","minutes":3}', "[]"),
    "a change without its links": TEXT.replace(',{"state":"ab"}]', "]"),
    "an undone entry and a half": TEXT.replace('["device-a",1]', '["device-a",1,2]'),
    "nothing undone, told by a list": TEXT.replace('["device-a",1]', "[]"),
    "half a letter": TEXT.replace("Mậu", "\\ud800"),
    "no object": "[]",
    "an end too soon": TEXT[:-1],
    "nested without end": TEXT.replace('"minutes":3', '"minutes":' + "[" * 100_000),
}


@pytest.mark.parametrize("name", CHANGED)
def test_any_other_text_is_refused_as_the_standard_library_refuses_it(name: str) -> None:
    text = CHANGED[name].encode()
    assert text != canonical(ENTRY)
    for reader in (entry.from_canonical, fast_json.from_canonical):
        with pytest.raises(ValueError, match=r".*"):
            reader(text)


@given(value=VALUES)
def test_what_is_kept_reads_back_the_same(value: Any) -> None:
    text = fast_json.dumped(value)
    assert fast_json.loaded(text) == value == json.loads(text)


def test_what_is_nested_deeply_is_kept_and_read_all_the_same() -> None:
    value: Any = 1
    for _ in range(400):
        value = [value]
    assert fast_json.loaded(fast_json.dumped(value)) == value
