"""The members that importing a roster leaves in the store."""

from __future__ import annotations

from models.roster import ExistingMember, Roster


def stored(roster: Roster) -> list[ExistingMember]:
    """The members that importing a roster leaves in the store."""
    return [
        ExistingMember(
            f"id-{row.line}", row.full_name, row.birth_date, row.joined_on, row.official_on,
            row.office, row.standing, row.conditions, row.remark,
        )
        for row in roster.rows if not row.is_error
    ]  # fmt: skip
