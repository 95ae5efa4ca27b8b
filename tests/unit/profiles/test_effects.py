"""Every key of a rule profile has an effect: with its value changed in the cell's own file, something comes out other.

The keys are those of the schema. One without a row in ``EFFECTS`` fails: give it an effect and a row, or take it out of
the schema and retire it in models/profiles/read_rules.py.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_origin, get_type_hints

import pytest

from models.domain.language import Text
from models.domain.vocabulary import MotionKind
from models.profiles.files import SHIPPED
from models.profiles.schema import Rule, RuleProfile
from models.store.store import Store
from tests.meeting_room import Clock
from tests.unit.profiles.changed_cell import Cell
from tests.unit.profiles.effects import EFFECTS

pytestmark = pytest.mark.sweep

CellWith = Callable[..., Cell]


def _keys(of: type, at: str = "") -> Iterator[str]:
    """Yield the keys under a part of the profile as its file writes them; what is kept by kind of motion, by kind."""
    hints = get_type_hints(of)
    for name in (field.name for field in fields(of)):
        if is_dataclass(hints[name]) and isinstance(hints[name], type) and hints[name] is not Text:
            yield from _keys(hints[name], f"{at}{name}.")
        elif get_origin(hints[name]) is Mapping:
            yield from (f"{at}{name}.{kind}" for kind in MotionKind)
        elif get_origin(hints[name]) is Rule:
            yield f"{at}{name}"


KEYS = tuple(_keys(RuleProfile))


@pytest.fixture
def cell_with(tmp_path: Path, meeting_file: tuple[Path, str], clock: Clock) -> Iterator[CellWith]:
    """Make a cell whose own file has one rule changed, or none; each at the same time."""
    made: list[Cell] = []
    started = clock.now

    def make(key: str | None, value: str = "") -> Cell:
        clock.now = started
        home = tmp_path / f"home-{len(made)}"
        shutil.copytree(meeting_file[0], home)
        if key:
            text = (SHIPPED / "rules-2026.toml").read_text(encoding="utf-8")
            changed, count = re.subn(rf"(?m)^(\[{re.escape(key)}\]\nvalue = ).*$", rf"\g<1>{value}", text)
            assert (count, changed != text) == (1, True)
            (home / "profiles").mkdir()
            (home / "profiles" / "rules-2026.toml").write_text(changed, encoding="utf-8")
        made.append(Cell(Store.open(home, clock), clock, meeting_file[1]))
        return made[-1]

    yield make
    for one in made:
        one.reader.close()
        one.store.close()


def test_the_keys_are_those_that_the_shipped_file_has() -> None:
    text = (SHIPPED / "rules-2026.toml").read_text(encoding="utf-8")
    assert sorted(KEYS) == sorted(re.findall(r"(?m)^\[([^\]]+)\]$", text))


@pytest.mark.parametrize("key", KEYS)
def test_a_key_of_the_rules_that_is_changed_changes_what_comes_out(key: str, cell_with: CellWith) -> None:
    assert key in EFFECTS, "give it an effect and a row, or take it out of the schema and retire it in read_rules.py"
    value, shows, before, after = EFFECTS[key]
    assert before != after
    assert (shows(cell_with(None)), shows(cell_with(key, value))) == (before, after)


def test_no_row_is_left_of_a_key_that_is_gone() -> None:
    assert EFFECTS.keys() == set(KEYS)
