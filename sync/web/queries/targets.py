"""The targets of the rules in force, shown beside the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.domain.clock import VIETNAM
from models.profiles.loading import load_profile


@dataclass(frozen=True, slots=True)
class Targets:
    """Target percentages and points."""

    attendance: int
    four_good_points: int


def targets(now: datetime) -> Targets:
    """Return the targets of the rules in force (docs/domain.md, rules 5 and 14)."""
    rules = load_profile(None, now.astimezone(VIETNAM).date())
    return Targets(rules.attendance.target_percent.value, rules.review.four_good_points.value)
