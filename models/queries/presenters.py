"""The presenters of an agenda, and the rule that one person should not present most of it."""

from __future__ import annotations

import sqlite3
from datetime import date

from models.domain.presenters import members_without_part, presenter_warning
from models.domain.warnings import RuleWarning
from models.profiles.schema import RuleProfile
from models.queries.agenda import AgendaView
from models.queries.people import MemberView, members


def presenter_share_warning(view: AgendaView, rules: RuleProfile) -> RuleWarning | None:
    """Return a warning when one person presents more of the agenda than the rules advise, else ``None``."""
    rule = rules.meetings.presenter_share_percent_max
    names = {item.placed.item.presenter_id or "": item.presenter for item in view.items}
    return presenter_warning(view.shares, names, percent_max=rule.value, citation=str(rule.citation))


def without_part(connection: sqlite3.Connection, view: AgendaView, on: date) -> tuple[MemberView, ...]:
    """Return the members of a day who present nothing in an agenda, by given name."""
    people = {person.id: person for person in members(connection, on)}
    return tuple(people[key] for key in members_without_part(view.values, people))
