"""A wrong data file of the cell's own ends nothing: it is named with its line, and the shipped one counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from models.acts.registry import ActOutcome
from models.domain.clock import VIETNAM
from models.domain.vocabulary import CellKind, MeetingKind, SheetKind
from models.profiles.files import SHIPPED
from models.profiles.in_force import (
    criteria_in_force,
    load_criteria,
    load_profile,
    load_template,
    load_themes,
    problems,
)
from models.store.store import Store

DAY = date(2026, 12, 3)
WRONG = {
    "no TOML": "id = ",
    "not UTF-8": b'title = "\xff\xfe"',
    "a key is missing": 'id = "x"\n',
    "deep": "a = " + "[" * 5000,
}


def write(home: Path, name: str, content: str | bytes) -> None:
    (home / "profiles").mkdir(exist_ok=True)
    data = content if isinstance(content, bytes) else content.encode()
    (home / "profiles" / f"{name}.toml").write_bytes(data)


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize(
    "name",
    ["rules-2025", "rules-own", "agenda-regular", "criteria-meeting-quality", "themes-catalogue", "criteria-own"],
)
def test_whatever_is_wrong_the_shipped_file_counts(tmp_path: Path, name: str, content: str | bytes) -> None:
    write(tmp_path, name, content)
    assert load_profile(tmp_path, DAY) == load_profile(None, DAY)
    assert load_profile(tmp_path, DAY, "rules-2025") == load_profile(None, DAY, "rules-2025")
    assert load_template(tmp_path, MeetingKind.REGULAR) == load_template(None, MeetingKind.REGULAR)
    assert load_criteria(tmp_path) == load_criteria(None)
    assert load_themes(tmp_path) == load_themes(None)
    for kind in SheetKind:
        wanted = criteria_in_force(None, kind, DAY, CellKind.AGENCY)
        assert criteria_in_force(tmp_path, kind, DAY, CellKind.AGENCY) == wanted
    (told,) = problems(tmp_path)
    assert f"{name}.toml" in told
    assert "is used" in told or "are used" in told


def test_a_problem_has_the_line(tmp_path: Path) -> None:
    text = (SHIPPED / "rules-2025.toml").read_text(encoding="utf-8")
    broken = text.replace("[meetings.common_day]\nvalue = 3", "[meetings.common_day]\nvalue = 31")
    write(tmp_path, "rules-2025", broken)
    line = broken[: broken.index("value = 31")].count("\n") + 1
    (told,) = problems(tmp_path)
    assert f"meetings.common_day.value must be a whole number from 1 to 28 (line {line}): it does not count" in told


def test_a_file_that_is_not_in_force_ends_nothing(cell: Store, do: Callable[..., ActOutcome]) -> None:
    write(cell.home, "rules-1990", "id = ")
    write(cell.home, "agenda-congress", "id = ")
    assert do("meeting.plan", at=datetime(2026, 12, 20, 14, tzinfo=VIETNAM), kind=MeetingKind.REGULAR).changed


def test_an_act_is_warned_which_rules_it_applies(
    cell: Store, meeting: str, do: Callable[..., ActOutcome], member: Callable[[str], str]
) -> None:
    write(cell.home, "rules-2025", "id = ")
    outcome = do("meeting.notify", meeting=meeting)
    told = [str(one) for one in outcome.warnings if "rules-2025.toml" in str(one)]
    assert len(told) == 1
    assert "The rules applied are those of “rules-2026”." in told[0]
