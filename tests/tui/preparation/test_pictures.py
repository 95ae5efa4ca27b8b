"""How the preparation looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.language import choose_language
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, SIZES, Compare, looks_as_before


@SIZES
@LANGUAGES
@pytest.mark.parametrize(
    "keys",
    [(), ("tab",), ("enter",), ("p",), ("a",), ("f",)],
    ids=["board", "missing", "edit", "presenter", "add", "attach"],
)
def test_the_preparation(
    snap_compare: Compare,
    planned: Path,
    clock: Clock,
    size: tuple[int, int],
    language: str,
    keys: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anh"))
    choose_language(language)
    clock.advance(days=-6)
    assert looks_as_before(snap_compare, planned, clock, size, "f2", *keys)
