"""Every key of a rule profile has an effect: its value is read by the program, not by the profile's own reader only."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

import models
import tui
from models.profiles.schema import (
    AttendanceRules,
    MeetingRules,
    ReviewRules,
    SpeakingRules,
    VoteRules,
)

PARTS = (MeetingRules, AttendanceRules, VoteRules, ReviewRules, SpeakingRules)
KEYS = sorted({field.name for part in PARTS for field in fields(part)})
OWN = {"schema.py", "read_rules.py"}
COUNTING = {"probationary_vote", "absent_in_n", "elsewhere_in_n", "absent_exempt_in_n"}
"""What :attr:`VoteRules.counting` gives to the electorate; tests/unit/voting/test_electorate.py changes each."""
QUORUM = {"regular_quorum"}
"""What :meth:`VoteRules.quorum` gives."""


def _read() -> set[str]:
    """Return every attribute whose ``.value``, or itself, is read outside the profile's own modules."""
    found = set[str]()
    for room in (models, tui):
        for path in Path(str(room.__file__)).parent.rglob("*.py"):
            if path.parent.name == "profiles" and path.name in OWN:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return found


READ = _read() | COUNTING | QUORUM


@pytest.mark.parametrize("key", KEYS)
def test_a_key_of_the_rules_is_read_where_it_matters(key: str) -> None:
    assert key in READ, "give it an effect, or take it out of the schema and retire it in models/profiles/read_rules.py"
