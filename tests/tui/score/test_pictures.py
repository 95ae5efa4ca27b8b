"""How the score sheet looks: both languages, two sizes, looked at by a person before they were accepted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.domain.language import choose_language
from tests.conftest import FakeClock
from tests.tui.pictures import LANGUAGES, SIZES, at, looks_as_before


@SIZES
@LANGUAGES
def test_the_score_sheet(
    snap_compare: Callable[..., bool], held: Path, clock: FakeClock, size: tuple[int, int], language: str
) -> None:
    assert _looks_as_before(snap_compare, held, clock, size, language)


@SIZES
@LANGUAGES
def test_a_remark_beside_the_points(
    snap_compare: Callable[..., bool], held: Path, clock: FakeClock, size: tuple[int, int], language: str
) -> None:
    assert _looks_as_before(snap_compare, held, clock, size, language, "r")


def _looks_as_before(
    compare: Callable[..., bool], held: Path, clock: FakeClock, size: tuple[int, int], language: str, *keys: str
) -> bool:
    choose_language(language)
    return looks_as_before(compare, held, clock, size, "P", "down", "3", *keys, go=at("score"))
