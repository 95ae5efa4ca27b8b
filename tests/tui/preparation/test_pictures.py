"""How the preparation looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.domain.language import choose_language
from tests.meeting_room import Clock
from tests.tui.pictures import LANGUAGES, SIZES, album

PAGES = {
    "board": ("f2",),
    "edit": ("enter",),
    "presenter": ("escape", "p"),
    "add": ("escape", "a"),
    "attach": ("escape", "f"),
    "missing": ("escape", "tab"),
}


@SIZES
@LANGUAGES
async def test_the_preparation(
    snapshot: SnapshotAssertion,
    planned: Path,
    clock: Clock,
    size: tuple[int, int],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anh"))
    choose_language(language)
    clock.advance(days=-6)
    for name, page in (await album(planned, clock, size, PAGES)).items():
        assert page == snapshot(name=name)
