"""How the screens look: pictures at two sizes in both languages, looked at by a person before they were accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.domain.language import choose_language
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, picture

SIZES = pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)], ids=["80x24", "100x30", "120x40"])


@SIZES
@LANGUAGES
async def test_the_list_of_meetings(
    snapshot: SnapshotAssertion, planned: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(planned, clock, size) == snapshot


@SIZES
@LANGUAGES
async def test_a_meeting_before_it_opens(
    snapshot: SnapshotAssertion, planned: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(planned, clock, size, "enter") == snapshot


@SIZES
@LANGUAGES
async def test_the_discussion(
    snapshot: SnapshotAssertion, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    clock.advance(minutes=4, seconds=5)
    assert await picture(discussing, clock, size, "k") == snapshot


@LANGUAGES
async def test_the_floor_on_a_narrow_screen(
    snapshot: SnapshotAssertion, discussing: Path, clock: Clock, language: str
) -> None:
    choose_language(language)
    assert await picture(discussing, clock, (80, 24), "tab") == snapshot


@SIZES
@LANGUAGES
async def test_the_roll_call(
    snapshot: SnapshotAssertion, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(discussing, clock, size, "r") == snapshot


@SIZES
@LANGUAGES
async def test_an_item_that_runs_over(
    snapshot: SnapshotAssertion, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    clock.advance(minutes=25, seconds=5)
    assert await picture(discussing, clock, size) == snapshot


@SIZES
@LANGUAGES
async def test_the_help(
    snapshot: SnapshotAssertion, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(discussing, clock, size, "question_mark") == snapshot


@LANGUAGES
async def test_the_first_start(
    snapshot: SnapshotAssertion, store: object, home: Path, clock: Clock, language: str
) -> None:
    choose_language(language)
    assert await picture(home, clock, (80, 24)) == snapshot
