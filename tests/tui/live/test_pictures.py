"""How the screens look: pictures at two sizes in both languages, looked at by a person before they were accepted.

After a change that is meant: ``pytest tests/tui/live/test_pictures.py --snapshot-update``, and look at each.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.language import choose_language
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, Compare, looks_as_before

SIZES = pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)], ids=["80x24", "100x30", "120x40"])


@SIZES
@LANGUAGES
def test_the_list_of_meetings(
    snap_compare: Compare, planned: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, planned, clock, size)


@SIZES
@LANGUAGES
def test_a_meeting_before_it_opens(
    snap_compare: Compare, planned: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, planned, clock, size, "enter")


@SIZES
@LANGUAGES
def test_the_discussion(
    snap_compare: Compare, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    clock.advance(minutes=4, seconds=5)
    assert looks_as_before(snap_compare, discussing, clock, size, "k")


@LANGUAGES
def test_the_floor_on_a_narrow_screen(snap_compare: Compare, discussing: Path, clock: Clock, language: str) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, discussing, clock, (80, 24), "tab")


@SIZES
@LANGUAGES
def test_the_roll_call(
    snap_compare: Compare, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, discussing, clock, size, "r")


@SIZES
@LANGUAGES
def test_an_item_that_runs_over(
    snap_compare: Compare, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    clock.advance(minutes=25, seconds=5)
    assert looks_as_before(snap_compare, discussing, clock, size)


@SIZES
@LANGUAGES
def test_the_help(snap_compare: Compare, discussing: Path, clock: Clock, size: tuple[int, int], language: str) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, discussing, clock, size, "question_mark")


@LANGUAGES
def test_the_first_start(snap_compare: Compare, store: object, home: Path, clock: Clock, language: str) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, home, clock, (80, 24))
