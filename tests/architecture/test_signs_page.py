"""The guide's page of signs has every sign of the states that the screens show."""

from __future__ import annotations

from pathlib import Path

from tui.home.meeting_rows import STATE_MARKS
from tui.lines.items import ITEM_SIGNS
from tui.live.roll_list import SIGNS

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "signs.md"


def test_every_sign_of_a_state_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for title, signs in (
        ("Agenda", ITEM_SIGNS.values()),
        ("Meetings", STATE_MARKS.values()),
        ("Roll-call", [sign for sign, _style in SIGNS.values()]),
    ):
        rows = page.partition(f"| {title} / ")[2].splitlines()
        end = next(at for at, row in enumerate(rows) if at and not row.startswith("| |"))
        told = "\n".join(rows[:end])
        assert [sign for sign in signs if f"`{sign}`" not in told] == [], title
