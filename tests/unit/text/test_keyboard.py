"""What the terminal sends, as keys: Esc before a letter, sequences that nobody knows, pastes with sequences in them."""

from __future__ import annotations

import pytest
from textual import events

from tui.compat import key_parser
from tui.compat.key_parser import WholeKeyParser


def read(*parts: str) -> list[str]:
    """Return the keys and pastes that some reads make."""
    parser = WholeKeyParser()
    found = [event for part in parts for event in parser.feed(part)]
    return [
        event.key if isinstance(event, events.Key) else f"paste {event.text}"
        for event in found
        if isinstance(event, events.Key | events.Paste)
    ]


@pytest.mark.parametrize("letter", [*"dbfouOxXđ1809]/-?:+", "ế"])
def test_esc_and_a_letter_in_one_read_are_two_keys(letter: str):
    assert read(f"\x1b{letter}x")[0] == "escape"
    assert read(f"\x1b{letter}x") == ["escape", *read(letter), "x"]


def test_esc_and_a_word_are_esc_and_its_letters():
    word = "Oanh nói thêm một lần nữa về đường điện chiếu sáng nông thôn"
    assert read("\x1b" + word) == ["escape", *read(word)]


def test_esc_alone_waits_for_what_may_come_behind_it(monkeypatch: pytest.MonkeyPatch):
    now = [10.0]
    monkeypatch.setattr(key_parser, "get_time", lambda: now[0])
    parser = WholeKeyParser()
    assert [*parser.feed("\x1b"), *parser.tick()] == []
    now[0] += 0.2
    (found,) = parser.tick()
    assert isinstance(found, events.Key)
    assert found.key == "escape"


def test_a_sequence_that_a_slow_line_tears_is_one_key_still(monkeypatch: pytest.MonkeyPatch):
    now = [10.0]
    monkeypatch.setattr(key_parser, "get_time", lambda: now[0])
    parser = WholeKeyParser()
    keys: list[object] = []
    for part in ("\x1b[1", ";5", "C"):
        keys += [*parser.feed(part), *parser.tick()]
        now[0] += 0.3
    assert [key.key for key in keys if isinstance(key, events.Key)] == ["ctrl+right"]


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1b[A", "up"),
        ("\x1bOA", "up"),
        ("\x1bOP", "f1"),
        ("\x1b[15~", "f5"),
        ("\x1b[[A", "f1"),
        ("\x1b[3$", "shift+delete"),
        ("\x1b[1;5C", "ctrl+right"),
        ("\x1b[Z", "shift+tab"),
        ("\x1b\x7f", "ctrl+w"),
    ],
)
def test_keys_are_keys_as_before(sent: str, key: str):
    assert read(sent) == [key]
    assert read(*sent) == [key], "in as many reads as letters"
    assert read(sent + "d") == [key, "d"]


@pytest.mark.parametrize("sent", ["\x1b[?62;4c", "\x1b[M !!", "\x1b[99;99;99z"])
def test_a_sequence_that_nobody_knows_is_no_text(sent: str):
    assert read(f"a{sent}b") == ["a", "b"]


def test_a_paste_is_a_paste_whatever_is_in_it():
    assert read("\x1b[200~a\x1b[31mb\x1bd\r\nc\x1b[201~d") == ["paste a\x1b[31mb\x1bd\r\nc", "d"]
    assert read(*"\x1b[200~một\x1b[201~x") == ["paste một", "x"]
