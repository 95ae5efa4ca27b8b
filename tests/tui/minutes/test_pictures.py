"""How the minutes look: both languages, two sizes, looked at by a person before they were accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.domain.language import choose_language
from tests.conftest import FakeClock
from tests.tui.pictures import LANGUAGES, SIZES, at, picture

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
async def test_the_minutes(
    snapshot: SnapshotAssertion,
    closed: Path,
    clock: FakeClock,
    size: tuple[int, int],
    language: str,
    keys: tuple[str, ...],
) -> None:
    choose_language(language)
    assert await picture(closed, clock, size, *keys, go=at("minutes")) == snapshot
