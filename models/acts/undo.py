"""Undo and redo: an act is reversed by its inverse as a new entry, unless later changes depend on it."""

from __future__ import annotations

from models.acts.kinds import EntryName
from models.acts.registry import act, acts, audit_line
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.state_sets import SEALED
from models.queries.invariants import broken_rules
from models.queries.machines import journal_machines
from models.store import undo as undoing
from models.store.entry import OUTSIDE, Entry
from models.store.entry_checks import part_of
from models.store.undo_order import is_in_force, next_to_redo, next_to_undo
from models.store.unit import Unit
from models.tables import Meeting


@act("undo", label=N_("undid: {undone}"))
def undo(unit: Unit, number: EntryName | None = None) -> None:
    """Take back your last act, or the one of that number in the journal (12; among several machines 7f3a:12)."""
    machines = journal_machines(unit.connection)
    last = next_to_undo(unit.connection, unit.device)
    key = last if number is None else machines.find(unit.connection, str(number))
    if key is None:
        raise Refused(N_("There is nothing to undo."))
    if not is_in_force(unit.connection, key):
        raise Refused(
            N_("Act number {number} has been taken back already, or there is none."), number=machines.entry_name(*key)
        )
    _take_back(unit, key)


@act("redo", label=N_("did again: {undone}"))
def redo(unit: Unit) -> None:
    """Do again what was undone last."""
    key = next_to_redo(unit.connection, unit.device)
    if key is None:
        raise Refused(N_("There is nothing to redo."))
    _take_back(unit, key)


def _take_back(unit: Unit, key: tuple[str, int]) -> None:
    entry = undoing.load_entry(unit.connection, key)
    if entry is None:
        name = journal_machines(unit.connection).entry_name(*key)
        raise Refused(N_("Act number {number} is not in the journal."), number=name)
    _check_revocable(unit, entry)
    unit.undoes = key
    unit.meeting_id = entry.meeting_id
    if entry.meeting_id and entry.meeting_id != unit.shown_meeting:
        unit.default_meeting = entry.meeting_id  # the meeting was chosen by the act to undo, so the message names it
    unit.details["undone"] = entry.details.get("undone", {"act": entry.act, "details": entry.details})
    before = _broken(unit)
    undoing.apply_inverse(unit.connection, entry)
    unit.session.expire_all()
    broken = [one for one in _broken(unit) if one not in before]  # only what this undo breaks counts
    if broken:
        raise Refused(N_("“{act}” cannot be taken back now: {reason}"), act=_line(entry), reason=broken[0])


def _broken(unit: Unit) -> list[str]:
    """Return the violated rules of the entry's meeting, and duplicate numbers of the whole cell."""
    meeting = broken_rules(unit.connection, unit.meeting_id) if unit.meeting_id else ()
    return [str(one) for one in (*meeting, *broken_rules(unit.connection, None))]


def _check_revocable(unit: Unit, entry: Entry) -> None:
    origin = _origin(unit, entry)
    if any(part_of(one)[1] > 1 for one in (entry, origin)):
        raise Refused(
            N_("“{act}” cannot be taken back: it is written in several parts. Set right what is wrong by single acts."),
            act=_line(entry),
        )
    known = acts().get(origin.act)
    if known is None:
        raise Refused(
            N_("“{act}” cannot be taken back: this chibo does not know it. Update chibo first."), act=_line(entry)
        )
    if why_not := known.why_not_undone(unit, origin):
        reason = Refused(why_not)
        raise Refused(N_("“{act}” cannot be taken back: {reason}"), act=_line(entry), reason=reason)
    # none if the plan of the meeting was undone
    meeting = unit.find(Meeting, entry.meeting_id) if entry.meeting_id else None
    if meeting and meeting.state in SEALED:
        raise Refused(N_("The minutes of this meeting are approved and change no more; write an addendum."))
    if stands := undoing.obstacle(unit.connection, entry):
        raise _stands_against(entry, stands)


def _origin(unit: Unit, entry: Entry) -> Entry:
    """Return the act behind an undo or redo, which decides whether it can be reversed."""
    seen = {(entry.device, entry.seq)}
    while entry.undoes and entry.undoes not in seen and (undone := undoing.load_entry(unit.connection, entry.undoes)):
        seen.add(entry.undoes)
        entry = undone
    return entry


def _stands_against(entry: Entry, stands: undoing.Obstacle) -> Refused:
    if stands.act == OUTSIDE:
        return Refused(
            N_("“{act}” cannot be taken back: the same was changed outside chibo. Set it right with another act."),
            act=_line(entry),
        )
    return Refused(
        N_("“{act}” cannot be taken back: “{later}” builds on it. Undo that first."),
        act=_line(entry),
        later=audit_line(stands.act, stands.details),
    )


def _line(entry: Entry) -> str:
    return audit_line(entry.act, entry.details)
