"""The styles of one screen reach no other: Textual keeps every style sheet that was ever loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TUI = Path(__file__).parents[2] / "tui"
SHEETS = sorted(set(TUI.rglob("*.tcss")) - {TUI / "wall" / "wall.tcss"})  # the wall is a program of its own


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_every_rule_begins_with_the_name_of_its_screen(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = [one.strip() for rule in re.findall(r"([^{}]+)\{", text) for one in rule.split(",")]
    assert selectors
    assert [one for one in selectors if not re.match(r"\w+Screen\b", one)] == []
