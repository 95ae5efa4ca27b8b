"""How the minutes look: both languages, two sizes, looked at by a person before they were accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.language import choose_language
from tests.conftest import FakeClock
from tests.tui.pictures import LANGUAGES, SIZES, Compare, at, looks_as_before

SENTENCE = ["space", "D", "u", "n", "g", "space", "g", "i", "o", "full_stop"]


@SIZES
@LANGUAGES
@pytest.mark.parametrize(
    "keys",
    [
        (),
        ("e", *SENTENCE),
        ("e", *SENTENCE, "f10", "d"),
        ("c",),
        ("a",),
        ("a", "y", "c", "enter"),
        ("a", "y", "c", "enter", "n"),
    ],
    ids=["draft", "typing", "comparison", "checks", "approval", "sealed", "addendum"],
)
def test_the_minutes(
    snap_compare: Compare, closed: Path, clock: FakeClock, size: tuple[int, int], language: str, keys: tuple[str, ...]
) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, closed, clock, size, *keys, go=at("minutes"))
