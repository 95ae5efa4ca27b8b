"""The bytes on the wire are those of protocol version 2 as it was released, and its readers take what they took."""

from __future__ import annotations

import json

import pytest

from sync.protocol.fields import Malformed
from tests.sync.protocol import golden
from tests.sync.protocol.examples import EXAMPLES, FRAMES

MESSAGES = golden.MESSAGES.read_text(encoding="utf-8").split("\n")[:-1]
KEPT = {name: text for name, _, text in (line.partition(": ") for line in MESSAGES)}


def kept(name: str) -> bytes:
    """Return the bytes of a message as they were."""
    return bytes.fromhex(KEPT[name]) if name in FRAMES else KEPT[name].encode()


def test_every_message_is_kept() -> None:
    assert KEPT.keys() == golden.bodies().keys()


@pytest.mark.parametrize("name", KEPT)
def test_a_message_is_written_as_it_was(name: str) -> None:
    assert golden.bodies()[name] == kept(name)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_message_reads_as_it_was_and_is_written_the_same_again(name: str) -> None:
    found = golden.read(name, kept(name))
    assert found == EXAMPLES[name]
    assert found.write() == kept(name)


def test_what_is_taken_in_each_place_of_each_message_is_what_was() -> None:
    assert list(golden.lines()) == golden.TAKEN.read_text(encoding="utf-8").split("\n")[:-1]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_in_other_words_reads_the_same(name: str) -> None:
    body = kept(name)
    content = json.loads(body)
    for same in (json.dumps(content), json.dumps(content, indent=2), json.dumps(content, sort_keys=True)):
        assert golden.read(name, same.encode()) == golden.read(name, body)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_no_json_is_no_message(name: str) -> None:
    body = kept(name)
    first = body.partition(b",")[0].removesuffix(b"}").removeprefix(b"{")
    twins = (body[:-1] + b"," + first + b"}", b"{" + first.partition(b":")[0] + b":1," + body[1:])
    numbers = (body[:-1] + b',"more":' + number + b"}" for number in (b"NaN", b"Infinity", b"1e999", b"01"))
    other = (b"\xef\xbb\xbf" + body, body + b"x", body[:-1], b"[" + body + b"]", body.decode().encode("utf-16"))
    for wrong in (*twins, *numbers, *other, body.replace(b'":', b'\xff":', 1), b"", b"{" * 9_999, b"[" * 9_999):
        with pytest.raises(Malformed):
            golden.read(name, wrong)


@pytest.mark.parametrize("name", [name for name in KEPT if KEPT[name].count("{") > 1])
def test_a_name_that_stands_twice_is_refused_at_any_depth(name: str) -> None:
    body = kept(name)
    inner = body.rindex(b"{")
    first = body[inner + 1 :].partition(b"}")[0].partition(b",")[0]
    if not first:
        return
    with pytest.raises(Malformed):
        golden.read(name, body[: inner + 1] + first + b"," + body[inner + 1 :])
