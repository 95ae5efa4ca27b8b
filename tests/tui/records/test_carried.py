"""How what last month left looks, when it is read out in the meeting."""

from __future__ import annotations

from pathlib import Path

from models.domain.language import choose_language
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, SIZES, Compare, looks_as_before


@SIZES
@LANGUAGES
def test_what_last_month_left(
    snap_compare: Compare, furnished: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, furnished, clock, size, "f3", "y")
