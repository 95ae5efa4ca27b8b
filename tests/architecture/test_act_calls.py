"""The type checker knows each act as it is, and a key that does an act by its name names one."""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "tools"))

import act_calls

from models.acts.registry import acts
from tui.shell.key_tables import all_tables

BY_KEY = re.compile(r"screen\.act\('([\w.]+)'\)")


def test_the_types_of_the_acts_are_those_of_the_register() -> None:
    assert act_calls.STUB.read_text(encoding="utf-8") == act_calls.stub(), "run make calls"


def test_a_key_names_an_act_that_needs_nothing() -> None:
    named = {name for table in all_tables().values() for key in table for name in BY_KEY.findall(key.action)}
    assert {"undo", "redo"} <= named
    assert [name for name in named if any(one.required for one in acts()[name].parameters)] == []
