"""The rules that are shown are the rules that are applied: a meeting's own, also when newer ones came since."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from models.acts.context import rules_of
from models.acts.registry import ActOutcome
from models.documents.catalogue import _record
from models.profiles.files import SHIPPED
from models.queries.live import live
from models.queries.rules import meeting_rules, rules_of_meeting
from models.queries.wall import wall
from models.store.opening import open_reader
from models.store.store import Store
from models.tables import Meeting
from tests.meeting_room import Clock
from tests.tui.driving import driving

ROOT = Path(__file__).parents[2]
NEWER = "rules-newer"


@pytest.fixture
def newer(meeting: str, home: Path) -> str:
    """Rules that came into force after the meeting was planned, by which who is elsewhere counts."""
    shipped = (SHIPPED / "rules-2025.toml").read_text(encoding="utf-8")
    own = shipped.replace('id = "rules-2025"', f'id = "{NEWER}"').replace("2025-08-30", "2026-11-01")
    head, _, rest = own.partition("[votes.elsewhere_in_n]")
    own = f"{head}[votes.elsewhere_in_n]{rest.replace('value = false', 'value = true', 1)}"
    (home / "profiles").mkdir()
    (home / "profiles" / f"{NEWER}.toml").write_text(own, encoding="utf-8")
    return meeting


def test_a_meeting_keeps_the_rules_it_was_planned_under(newer: str, store: Store, home: Path) -> None:
    with store.unit("test.read") as unit:
        row = unit.get(Meeting, newer)
        applied = rules_of(unit, row)
        assert applied.id == "rules-2026"
        assert rules_of_meeting(unit.connection, home, newer) is applied
        row.profile = ""
        assert meeting_rules(home, row).id == NEWER  # an older program wrote none: the newest of the day


def test_the_newest_of_the_day_holds_where_the_own_file_is_not_here(newer: str, store: Store, home: Path) -> None:
    with store.unit("test.read") as unit:
        row = unit.get(Meeting, newer)
        row.profile = "rules-of-another-machine"
        assert meeting_rules(home, row).id == NEWER


async def test_screens_wall_and_documents_count_as_the_acts_do(
    newer: str, do: Callable[..., ActOutcome], home: Path, clock: Clock
) -> None:
    do("agenda.agree", meeting=newer)
    reader = open_reader(home)
    counted = live(reader, newer, rules_of_meeting(reader, home, newer).votes).electorate.counted
    shown = wall(reader, clock.now.date(), home)
    assert shown is not None
    assert shown.counted == counted
    async with driving(home, clock) as driver:
        await driver.press("f3")
        assert f"N = {counted} " in driver.text
    assert _record((reader, home, clock.now), newer).electorate.counted == counted
    reader.close()


def test_only_what_has_no_meeting_asks_for_the_rules_of_a_day() -> None:
    """Who has a meeting asks :mod:`models.queries.rules`; the rules of a day are for planning and for whole years."""
    of_days = {"planning", "planning_form", "meetings", "reviews", "themes", "indicators", "report_year", "overview",
               "year_points", "rules", "loading", "sources", "__init__", "report_content", "targets"}  # fmt: skip
    for room in ("models", "tui", "sync"):
        for path in (ROOT / room).rglob("*.py"):
            names = {
                alias.name
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.ImportFrom)
                for alias in node.names
            }
            assert "load_profile" not in names or path.stem in of_days, path
