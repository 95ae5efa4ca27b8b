"""How the first screen looks, and what opens over any screen: help, palette, search, history, jump mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.language import choose_language
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
