"""How what last month left looks, when it is read out in the meeting."""

from __future__ import annotations

from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from models.domain.language import choose_language
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, SIZES, picture


@SIZES
@LANGUAGES
async def test_what_last_month_left(
    snapshot: SnapshotAssertion, furnished: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(furnished, clock, size, "f3", "y") == snapshot
