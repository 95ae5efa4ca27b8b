"""Keeps the subject of an open vote, and issued letters, unchanged: checked for every act, undo and redo, after it has
changed its rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.vocabulary import LetterState
from models.domain.ways_out import WayOut
from models.store.entry import RowChange
from models.store.journal import pending_changes
from models.store.unit import Unit

_FIELDS = {
    "motion": frozenset({"title", "text", "kind", "threshold", "seats", "subject_id", "applicant", "deleted"}),
    "motion_option": frozenset({"motion_id", "member_id", "label", "deleted"}),
    "resolution": frozenset({"title", "text", "motion_id", "deleted"}),
}
_MOTION_OF = {
    "motion_option": "SELECT motion_id FROM motion_option WHERE id = ?",
    "resolution": "SELECT motion_id FROM resolution WHERE id = ?",
}


def check_frozen(unit: Unit) -> None:
    """Refuse to change the text of a motion or resolution, or its candidates, while a round on it is open.

    A round that this act itself opens is ignored: its rows are written together with the opening. Letters that were
    issued before this act are not changed either, except for a duplicate number.
    """
    pending = [change for _number, change in pending_changes(unit.connection)]
    _check_issued(unit, pending)
    changes = [change for change in pending if change.table in {*_FIELDS, "round"}]
    opened = {change.row for change in changes if change.table == "round" and change.old is None}
    for change in changes:
        if change.table != "round" and _touches(change) and (title := _voted_on(unit, change, opened)):
            raise Refused(
                N_("“{motion}” is being voted on, and its text stands: count the round ({key:vote}) or void it first."),
                motion=title,
            )


def already_issued(letter: str) -> Refused:
    """Return the refusal to change an issued letter, named by its subject."""
    text = N_("“{letter}” was issued and changes no more; a mistake is answered by another letter: {way}.")
    return Refused(text, letter=letter, way=WayOut("letter.draft"))


def _check_issued(unit: Unit, pending: Iterable[RowChange]) -> None:
    for change in pending:
        if change.table != "letter" or change.old is None or set(change.new or {}) <= {"number"}:
            continue
        subject, state = unit.connection.execute(
            "SELECT subject, state FROM letter WHERE id = ?", (change.row,)
        ).fetchone()
        if change.old.get("state", state) == LetterState.ISSUED:
            raise already_issued(subject)


def _touches(change: RowChange) -> bool:
    fields = set(change.new or {}) | set(change.old or {})
    return bool(fields & _FIELDS[change.table])


def _voted_on(unit: Unit, change: RowChange, opened: set[str]) -> str:
    """Return the title of the motion that a change is about, if it has an open round; otherwise empty."""
    values = (
        [change.row]
        if change.table == "motion"
        else [*(_motion(change.new), _motion(change.old), _motion_now(unit, change))]
    )
    for motion in filter(None, values):
        rows = unit.connection.execute(
            "SELECT r.id, q.title FROM round r JOIN motion q ON q.id = r.motion_id"
            " WHERE r.motion_id = ? AND r.deleted = 0 AND r.state = 'open'",
            (motion,),
        ).fetchall()
        if still := [title for key, title in rows if key not in opened]:
            return str(still[0])
    return ""


def _motion(fields: dict[str, object] | None) -> str:
    return str((fields or {}).get("motion_id") or "")


def _motion_now(unit: Unit, change: RowChange) -> str:
    row = unit.connection.execute(_MOTION_OF[change.table], (change.row,)).fetchone()
    return str(row[0] or "") if row else ""
