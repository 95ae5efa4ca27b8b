"""Every rule of the shipped profiles has a name that people read; the English keys are the data files' own."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.language import choose_language
from models.profiles.in_force import load_profile
from models.profiles.rule_names import rule_name


@pytest.mark.parametrize("day", [date(2025, 8, 1), date(2026, 12, 3)])
def test_every_rule_has_a_name(day: date) -> None:
    choose_language("vi")
    keys = [key for key, _rule in load_profile(None, day).rules()]
    assert len(keys) > 40
    assert [key for key in keys if rule_name(key) == key or "_" in rule_name(key)] == []


def test_a_rule_for_one_kind_of_motion_says_which() -> None:
    choose_language("vi")
    assert rule_name("votes.thresholds.election") == "tỷ lệ cần đạt (bầu cử)"
    assert rule_name("votes.of_a_newer_program") == "votes.of_a_newer_program"
