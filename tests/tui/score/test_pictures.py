"""How the score sheet looks: both languages, two sizes, looked at by a person before they were accepted."""

from __future__ import annotations

from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from models.domain.language import choose_language
from tests.conftest import FakeClock
from tests.tui.pictures import LANGUAGES, SIZES, at, picture

THIRD_POINT = ("P", "down", "3")


@SIZES
@LANGUAGES
async def test_the_score_sheet(
    snapshot: SnapshotAssertion, held: Path, clock: FakeClock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(held, clock, size, *THIRD_POINT, go=at("score")) == snapshot


@SIZES
@LANGUAGES
async def test_a_remark_beside_the_points(
    snapshot: SnapshotAssertion, held: Path, clock: FakeClock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(held, clock, size, *THIRD_POINT, "r", go=at("score")) == snapshot
