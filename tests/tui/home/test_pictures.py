"""How the first screen looks, and what opens over any screen: help, palette, search, history, jump mode."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.domain.language import choose_language
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, SIZES, Compare, looks_as_before


@SIZES
@LANGUAGES
@pytest.mark.parametrize("keys", [(), ("n",), ("semicolon",)], ids=["meetings", "plan", "jump"])
def test_the_first_screen(
    snap_compare: Compare, planned: Path, clock: Clock, size: tuple[int, int], language: str, keys: tuple[str, ...]
) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, planned, clock, size, *keys)


@SIZES
@LANGUAGES
def test_what_may_be_there_twice(
    snap_compare: Compare, planned: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    other = Store.open(planned, clock)
    perform(other, "member.add", name="Lê Văn Thử", born=date(1970, 1, 1))
    perform(other, "member.add", name="Lê Văn Thư", born=date(1970, 1, 1))
    other.close()
    assert looks_as_before(snap_compare, planned, clock, size, "M")


@SIZES
@LANGUAGES
def test_the_very_first_start(
    snap_compare: Compare, store: object, home: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, home, clock, size)


@SIZES
@LANGUAGES
@pytest.mark.parametrize(
    "keys",
    [
        ("question_mark",),
        ("colon",),
        ("colon", *"petition.record", "enter"),
        ("f7", *"ma ngoc".replace(" ", "_")),
        ("f6", "y"),
    ],
    ids=["help", "palette", "act", "search", "history"],
)
def test_what_opens_over_the_meeting(
    snap_compare: Compare, discussing: Path, clock: Clock, size: tuple[int, int], language: str, keys: tuple[str, ...]
) -> None:
    choose_language(language)
    pressed = [{"_": "space", ".": "full_stop"}.get(key, key) for key in keys]
    assert looks_as_before(snap_compare, discussing, clock, size, *pressed)
