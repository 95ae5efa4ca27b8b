"""Where the rules stand, behind a key: the lines have room for the short names only."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.language import choose_language
from tests.meeting_room import Clock
from tests.tui.driving import driving


@pytest.mark.parametrize(
    ("language", "full", "sure", "rule"),
    [
        ("en", "Guidance 42-HD/BTCTW (28 October 2025)", "looked up on 2026-11-30", "length of a regular meeting"),
        ("vi", "Hướng dẫn 42-HD/BTCTW (28/10/2025)", "tra cứu ngày 30/11/2026", "thời lượng sinh hoạt thường kỳ"),
    ],
)
async def test_a_key_shows_the_documents_behind_the_rules(
    planned: Path, clock: Clock, language: str, full: str, sure: str, rule: str
) -> None:
    choose_language(language)
    async with driving(planned, clock, (120, 40)) as driver:
        await driver.press("f12")
        assert full in driver.text
        assert sure in driver.text
        assert rule in driver.text
        await driver.press("escape")
        assert full not in driver.text
