"""How the first screen looks, and what opens over any screen: help, palette, search, history, jump mode."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.acts.registry import perform
from models.domain.language import choose_language
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, SIZES, picture


@SIZES
@LANGUAGES
@pytest.mark.parametrize("keys", [(), ("n",), ("semicolon",)], ids=["meetings", "plan", "jump"])
async def test_the_first_screen(
    snapshot: SnapshotAssertion,
    planned: Path,
    clock: Clock,
    size: tuple[int, int],
    language: str,
    keys: tuple[str, ...],
) -> None:
    choose_language(language)
    assert await picture(planned, clock, size, *keys) == snapshot


@SIZES
@LANGUAGES
async def test_what_may_be_there_twice(
    snapshot: SnapshotAssertion, planned: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    other = Store.open(planned, clock)
    perform(other, "member.add", name="Lê Văn Thử", born=date(1970, 1, 1))
    perform(other, "member.add", name="Lê Văn Thư", born=date(1970, 1, 1))
    other.close()
    assert await picture(planned, clock, size, "M") == snapshot


@SIZES
@LANGUAGES
async def test_the_very_first_start(
    snapshot: SnapshotAssertion, store: object, home: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(home, clock, size) == snapshot


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
        ("f12",),
    ],
    ids=["help", "palette", "act", "search", "history", "sources"],
)
async def test_what_opens_over_the_meeting(
    snapshot: SnapshotAssertion,
    discussing: Path,
    clock: Clock,
    size: tuple[int, int],
    language: str,
    keys: tuple[str, ...],
) -> None:
    choose_language(language)
    pressed = [{"_": "space", ".": "full_stop"}.get(key, key) for key in keys]
    assert await picture(discussing, clock, size, *pressed) == snapshot
