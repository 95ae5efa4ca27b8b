"""Motions with all their rounds, for screens and documents."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.domain.clock import from_text
from models.domain.discipline import DisciplineForm
from models.domain.electorate import LeftOut
from models.domain.electorate_words import n_text
from models.domain.labels import label
from models.domain.language import N_
from models.domain.methods import Method
from models.domain.text import one_line
from models.domain.thresholds import Threshold
from models.domain.vocabulary import Choice, MotionKind, MotionState, RoundState
from models.queries.lookup import choose
from models.queries.names import shown_names

LONGEST_WORDING = 300
"""Characters of a motion's text that a screen shows beside its title."""


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option of a motion: a candidate (``member_id`` and name in ``word``), or the word of a form of discipline."""

    id: str
    member_id: str | None
    word: str

    @property
    def label(self) -> str:
        """The option for display, in the program's language."""
        return self.word if self.member_id else label(DisciplineForm(self.word))


@dataclass(frozen=True, slots=True)
class RoundOptionView:
    """An option in a round; ``marks`` and ``elected`` are empty until the count."""

    option: OptionView
    marks: int | None
    elected: bool | None
    against: int | None = None


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round with its frozen electorate and, once counted, its numbers; see the table ``round``.

    ``voters`` are the keys of those who may vote; ``named`` the votes of a show of hands by name; ``tellers`` names.
    """

    id: str
    motion_id: str
    number: int
    method: Method
    state: RoundState
    threshold: str
    seats: int
    question: str
    official: int
    counted: int
    voters_present: int
    issued: int | None
    returned: int | None
    not_returned: int | None
    valid: int | None
    invalid: int | None
    blank: int | None
    yes: int | None
    no: int | None
    abstain: int | None
    passed: bool | None
    arithmetic: str
    left_out: Mapping[LeftOut, int]
    per_name: bool
    void_reason: str
    opened_at: datetime
    counted_at: datetime | None
    voided_at: datetime | None
    options: tuple[RoundOptionView, ...]
    voters: tuple[str, ...]
    named: tuple[tuple[str, Choice], ...]
    tellers: tuple[str, ...]
    head: str
    invalid_reasons: str

    @property
    def is_election(self) -> bool:
        """Whether candidates stand in it."""
        return any(one.option.member_id for one in self.options)

    @property
    def n_text(self) -> tuple[str, str]:
        """N when the round was opened, and its calculation in words."""
        return n_text(self.counted, self.official, self.left_out)

    @property
    def needed(self) -> int | None:
        """The smallest number of votes that passes; ``None`` if no majority is needed."""
        return Threshold.parse(self.threshold).needed(self.counted) if self.threshold else None


@dataclass(frozen=True, slots=True)
class MotionView:
    """A motion with its options and rounds in order; ``number`` counts the motions of the meeting.

    ``subject`` is the name of the person whom it is about: a member, or the ``applicant`` for admission.
    """

    id: str
    number: int
    kind: MotionKind
    title: str
    text: str
    threshold: str
    seats: int
    subject_id: str | None
    subject: str
    item_id: str | None
    state: MotionState
    options: tuple[OptionView, ...]
    rounds: tuple[RoundView, ...]
    count_number: int | None
    resolution_number: int | None
    applicant: str = ""

    @property
    def wording(self) -> str:
        """The title, and the present text if it differs, on one line."""
        text = one_line(self.text, LONGEST_WORDING)
        return f"{self.title}: {text}" if text and text != self.title else self.title

    @property
    def open_round(self) -> RoundView | None:
        """The round that is open."""
        return next((one for one in self.rounds if one.state is RoundState.OPEN), None)

    @property
    def last_counted(self) -> RoundView | None:
        """The last round that was counted and not voided."""
        return next((one for one in reversed(self.rounds) if one.state is RoundState.COUNTED), None)


_MOTION = (
    "SELECT q.id, q.kind, q.title, q.text, q.threshold, q.seats, q.subject_id, q.item_id, q.state,"
    " q.count_number, q.resolution_number, q.applicant FROM motion q"
    " WHERE q.deleted = 0 AND q.meeting_id = ? ORDER BY q.id"
)
_ROUND_NUMBERS = "issued, returned, not_returned, valid, invalid, blank, yes, no, abstain, passed"
_ROUND = (
    "SELECT id, motion_id, number, method, state, threshold, seats, question, official, counted, voters_present,"
    f" {_ROUND_NUMBERS}, arithmetic, left_out, per_name, invalid_reasons, void_reason, opened_at, counted_at,"
    " voided_at FROM round"
    " WHERE deleted = 0 AND motion_id IN (SELECT id FROM motion WHERE meeting_id = ?) ORDER BY number, id"
)


def motions(connection: sqlite3.Connection, meeting_id: str) -> tuple[MotionView, ...]:
    """Return the motions of a meeting in the order in which they were put (keys sort by time)."""
    names = shown_names(connection)
    options = _options(connection, meeting_id, names)
    rounds = _rounds(connection, meeting_id, names, {one.id: one for listed in options.values() for one in listed})
    return tuple(
        MotionView(
            number=number,
            options=tuple(options[row["id"]]),
            rounds=tuple(rounds[row["id"]]),
            subject=names.get(row["subject_id"], "") or row["applicant"],
            **row | {"kind": MotionKind(row["kind"]), "state": MotionState(row["state"])},
        )
        for number, row in enumerate(_dicts(connection, _MOTION, meeting_id), start=1)
    )


def open_round(connection: sqlite3.Connection, meeting_id: str) -> tuple[MotionView, RoundView] | None:
    """Return the motion that is being voted on with its open round, or ``None``."""
    for motion in motions(connection, meeting_id):
        if motion.open_round:
            return motion, motion.open_round
    return None


def round_of(connection: sqlite3.Connection, round_id: str) -> tuple[MotionView, RoundView] | None:
    """Return a round with its motion, of any meeting; ``None`` for an unknown one."""
    row = connection.execute(
        "SELECT q.meeting_id FROM round r JOIN motion q ON q.id = r.motion_id WHERE r.id = ?", (round_id,)
    ).fetchone()
    listed = motions(connection, row[0]) if row else ()
    return next(((motion, one) for motion in listed for one in motion.rounds if one.id == round_id), None)


def find_motion(connection: sqlite3.Connection, meeting_id: str, text: str) -> str:
    """Return the key of a motion by its number ("2"), its key, or words of its title.

    Raises ``UnknownRecord`` when none fits, or several do.
    """
    listed = motions(connection, meeting_id)
    numbered = next((one.id for one in listed if str(one.number) == text.strip()), None)
    return numbered or choose(N_("motion"), text, [(one.id, one.title) for one in listed])


def _options(
    connection: sqlite3.Connection, meeting_id: str, names: Mapping[str, str]
) -> defaultdict[str, list[OptionView]]:
    rows = connection.execute(
        "SELECT o.motion_id, o.id, o.member_id, o.label FROM motion_option o JOIN motion q ON q.id = o.motion_id"
        " WHERE o.deleted = 0 AND q.meeting_id = ? ORDER BY o.position, o.id",
        (meeting_id,),
    )
    found: defaultdict[str, list[OptionView]] = defaultdict(list)
    for motion, key, member, text in rows:
        found[motion].append(OptionView(key, member, names.get(member, text)))
    return found


def _rounds(
    connection: sqlite3.Connection, meeting_id: str, names: Mapping[str, str], options: dict[str, OptionView]
) -> defaultdict[str, list[RoundView]]:
    stood = _grouped(connection, "round_option t", "t.option_id, t.marks, t.elected, t.against", "t.id", meeting_id)
    voters = _grouped(connection, "round_voter t", "t.member_id", "t.member_id", meeting_id)
    named = _grouped(connection, "named_vote t", "t.member_id, t.choice", "t.member_id", meeting_id)
    tellers = _grouped(connection, "round_teller t", "t.member_id, t.is_head", "t.member_id", meeting_id)
    order = list(options)
    found: defaultdict[str, list[RoundView]] = defaultdict(list)
    for row in _dicts(connection, _ROUND, meeting_id):
        key = row["id"]
        listed = sorted((one for one in stood[key] if one[0] in options), key=lambda one: order.index(one[0]))
        view = RoundView(
            options=tuple(
                RoundOptionView(options[one], marks, _truth(elected), against)
                for one, marks, elected, against in listed
            ),
            voters=tuple(member for (member,) in voters[key]),
            named=tuple((member, Choice(choice)) for member, choice in named[key]),
            tellers=tuple(sorted(names.get(member, "") for member, _is_head in tellers[key])),
            head=next((names.get(member, "") for member, is_head in tellers[key] if is_head), ""),
            **row | _read(row),
        )
        found[view.motion_id].append(view)
    return found


def _read(row: dict[str, Any]) -> dict[str, Any]:
    times = {name: from_text(row[name]) if row[name] else None for name in ("opened_at", "counted_at", "voided_at")}
    return times | {
        "method": Method(row["method"]),
        "state": RoundState(row["state"]),
        "passed": _truth(row["passed"]),
        "left_out": _left_out(row["left_out"]),
        "per_name": bool(row["per_name"]),
    }


def _grouped(
    connection: sqlite3.Connection, tables: str, columns: str, order: str, meeting_id: str
) -> defaultdict[str, list[tuple[Any, ...]]]:
    rows = connection.execute(
        f"SELECT t.round_id, {columns} FROM {tables} JOIN round r ON r.id = t.round_id"
        f" JOIN motion q ON q.id = r.motion_id WHERE t.deleted = 0 AND q.meeting_id = ? ORDER BY {order}",
        (meeting_id,),
    )
    found: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *fields in rows:
        found[key].append(tuple(fields))
    return found


def _dicts(connection: sqlite3.Connection, sql: str, meeting_id: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, (meeting_id,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _left_out(text: str) -> dict[LeftOut, int]:
    """Return the members not counted in N, by reason; reasons of a newer program are left out, and n_text() then shows
    no sum.
    """
    known = set(LeftOut)
    return {LeftOut(reason): int(count) for reason, count in json.loads(text or "{}").items() if reason in known}


def _truth(value: int | None) -> bool | None:
    return None if value is None else bool(value)
