"""The people of a meeting to pick for a role; whom the act would refuse is marked with its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from models.domain.errors import ChiboError, Refused
from models.domain.language import N_
from models.domain.reconciliation import check_tellers
from models.domain.roles import Role, check_role
from models.queries.meetings import GuestView
from models.queries.roll_call import RollCallRow
from tui.widgets.people import Person, person, visitor


def people_for(role: Role, rows: Iterable[RollCallRow], visitors: Iterable[GuestView] = ()) -> list[Person]:
    """Return members to pick for a role, judged by the rule of the acts; guests have no role."""
    members = [replace(person(row), unfit=_refusal(role, row)) for row in rows]
    return [*members, *(_as_guest(visitor(one)) for one in visitors)]


def tellers_for(
    rows: Iterable[RollCallRow], visitors: Iterable[GuestView], voted_about: Collection[str]
) -> list[Person]:
    """Return members to pick as tellers: in the room, and not voted about."""
    people = people_for(Role.TELLER, rows, visitors)
    return [replace(one, unfit=one.unfit or _refusal_about(one, voted_about)) for one in people]


def _as_guest(one: Person) -> Person:
    """Return a guest as one who cannot be picked."""
    return replace(one, unfit=Refused(N_("{name} is a guest; choose a member."), name=one.name))


def voters_of(rows: Iterable[RollCallRow], voters: Collection[str]) -> list[Person]:
    """Return members to pick, of whom only the voters of a round have a vote."""
    no_vote = N_("{member} has no vote in this round: not official, or not in the room when it was opened.")
    people = [person(row) for row in rows]
    return [one if one.id in voters else replace(one, unfit=Refused(no_vote, member=one.name)) for one in people]


def _refusal(role: Role, row: RollCallRow) -> ChiboError | None:
    try:
        check_role(role, row.full_name, row.statuses, in_room=row.in_room)
    except ChiboError as refusal:
        return refusal
    return None


def _refusal_about(one: Person, voted_about: Collection[str]) -> ChiboError | None:
    try:
        check_tellers([one.id], voted_about, at_least=0, names={one.id: one.name})
    except ChiboError as refusal:
        return refusal
    return None
