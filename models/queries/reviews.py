"""The annual review of the members in separate stages: self-assessment, vote of the cell, decision."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models.domain.bands import Rate
from models.domain.classification import ClassVotes, ExcellentLimit, excellent_limit
from models.domain.state_sets import FINISHED_TASKS, sql_list
from models.domain.text import given_name_key
from models.domain.thresholds import Threshold
from models.domain.vocabulary import Classification, MotionKind, MotionState, Office, Status
from models.profiles.in_force import load_profile
from models.profiles.schema import RuleProfile
from models.queries.people import MemberView, members
from models.queries.year import IN_YEAR

_VOTES = {one: f"votes_{one.value}" for one in Classification}


@dataclass(frozen=True, slots=True)
class YearReview:
    """The review of a member's year. ``self_text`` and ``comments`` are confidential: shown only on a key.

    ``ballot`` are the counts of the vote among the four classes; ``by_motion`` is the result of the motion on the
    proposed class, if the cell voted that way.
    """

    self_text: str = ""
    comments: str = ""
    self_rating: Classification | None = None
    proposed: Classification | None = None
    ballot: ClassVotes | None = None
    by_motion: MotionState | None = None
    superior: Classification | None = None
    official: Classification | None = None
    official_on: date | None = None

    def voted(self, majority: Threshold) -> Classification | None:
        """Return the class that reached the required majority in the cell's vote, if any."""
        if self.ballot:
            return self.ballot.voted(majority)
        return self.proposed if self.by_motion is MotionState.PASSED else None

    def valid_class(self, majority: Threshold) -> Classification | None:
        """Return the valid class: the official one, else the superior's, else the one that the cell voted."""
        return self.official or self.superior or self.voted(majority)


@dataclass(frozen=True, slots=True)
class ReviewedMember:
    """A member with the review and the figures of the year: tasks done, meetings attended, speeches."""

    member: MemberView
    review: YearReview
    tasks: Rate
    attendance: Rate
    speeches: int


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews of a year, the head of the cell first (rule 12); ``limit`` is how many may be excellent."""

    year: int
    members: tuple[ReviewedMember, ...]
    majority: Threshold
    percent: int

    def valid_class(self, one: ReviewedMember) -> Classification | None:
        """Return the valid class of a member."""
        return one.review.valid_class(self.majority)

    @property
    def limit(self) -> ExcellentLimit:
        """How many of those rated good may be excellent; they are ranked by their votes for it."""
        found = [(one, standing) for one in self.members if (standing := self.valid_class(one))]
        found.sort(key=lambda pair: -_votes_for(pair[0], Classification.EXCELLENT))
        return excellent_limit([(one.member.id, standing) for one, standing in found], self.percent)


def member_reviews(connection: sqlite3.Connection, home: Path | None, year: int, today: date) -> Reviews:
    """Return the reviews of the members at the end of the year, or today in the current year."""
    day = _day_of_review(year, today)
    rules = load_profile(home, day)
    written, tasks = _reviews(connection, year), _tasks(connection, year, today)
    came, speeches = _attendance(connection, year), _speeches(connection, year)
    listed = tuple(
        ReviewedMember(
            one,
            written.get(one.id, YearReview()),
            tasks.get(one.id, Rate(0, 0)),
            came.get(one.id, Rate(0, 0)),
            speeches.get(one.id, 0),
        )
        for one in sorted(_reviewed(connection, day), key=_head_first if rules.review.head_first.value else _by_name)
    )
    return Reviews(year, listed, _majority(rules), rules.review.excellent_percent_max.value)


def ratings(connection: sqlite3.Connection, year: int, rules: RuleProfile) -> Mapping[str, Classification]:
    """Return the valid class of every member.

    Members without one are left out, and so are those who are not in the cell at the end of the year: they are
    classified elsewhere.
    """
    majority = _majority(rules)
    here = {one.id for one in _reviewed(connection, date(year, 12, 31))}
    found = {key: review.valid_class(majority) for key, review in _reviews(connection, year).items() if key in here}
    return {key: standing for key, standing in found.items() if standing}


def _day_of_review(year: int, today: date) -> date:
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def _reviewed(connection: sqlite3.Connection, day: date) -> list[MemberView]:
    """Return the members whom the cell reviews: its own on that day, without guests from another cell."""
    return [one for one in members(connection, day) if Status.TEMPORARY not in one.statuses]


def _majority(rules: RuleProfile) -> Threshold:
    return rules.votes.thresholds[MotionKind.CLASSIFICATION].value


def _votes_for(one: ReviewedMember, wanted: Classification) -> int:
    return one.review.ballot.votes[wanted] if one.review.ballot else 0


def _by_name(one: MemberView) -> tuple[object, str]:
    return given_name_key(one.full_name), one.id


def _head_first(one: MemberView) -> tuple[int, object, str]:
    rank = list(Office).index(one.office) if one.office else len(Office)
    return rank, given_name_key(one.full_name), one.id


def _reviews(connection: sqlite3.Connection, year: int) -> dict[str, YearReview]:
    """Return the reviews of a year by member."""
    cursor = connection.execute(
        "SELECT r.*, q.state AS motion FROM member_review r LEFT JOIN motion q ON q.id = r.motion_id AND q.deleted = 0"
        " WHERE r.deleted = 0 AND r.year = ?",
        (year,),
    )
    names = [column[0] for column in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor)
    return {row["member_id"]: _review(row) for row in rows}


def _review(row: Mapping[str, Any]) -> YearReview:
    return YearReview(
        self_text=row["self_text"],
        comments=row["comments"],
        self_rating=_class(row["self_rating"]),
        proposed=_class(row["proposed_rating"]),
        ballot=_ballot(row),
        by_motion=MotionState(row["motion"]) if row["motion"] else None,
        superior=_class(row["superior_rating"]),
        official=_class(row["official_rating"]),
        official_on=date.fromisoformat(row["official_on"]) if row["official_on"] else None,
    )


def _ballot(row: Mapping[str, Any]) -> ClassVotes | None:
    if row["convened"] is None:
        return None
    return ClassVotes(row["convened"], {one: row[name] or 0 for one, name in _VOTES.items()})


def _class(text: str | None) -> Classification | None:
    return Classification(text) if text else None


def _tasks(connection: sqlite3.Connection, year: int, today: date) -> dict[str, Rate]:
    """Return how many tasks of the year each member has done, of those done or due."""
    rows = connection.execute(
        f"SELECT t.owner_id, sum(t.state IN {sql_list(FINISHED_TASKS)}), count(*) FROM task t"
        " JOIN meeting m ON m.id = t.meeting_id AND m.deleted = 0"
        f" WHERE t.deleted = 0 AND t.owner_id IS NOT NULL AND t.state <> 'dropped' AND {IN_YEAR}"
        f" AND (t.state IN {sql_list(FINISHED_TASKS)} OR t.due_on IS NULL OR t.due_on < ?) GROUP BY 1",
        (f"{year}", today.isoformat()),
    )
    return {owner: Rate(done, whole) for owner, done, whole in rows}


def _attendance(connection: sqlite3.Connection, year: int) -> dict[str, Rate]:
    """Return how many meetings each member attended, of the held ones to which he or she was expected."""
    rows = connection.execute(
        "SELECT a.member_id, sum(a.state = 'present'), count(*) FROM attendance a"
        " JOIN meeting m ON m.id = a.meeting_id AND m.deleted = 0 AND m.closed_at IS NOT NULL AND m.kind <> 'committee'"
        f" WHERE a.deleted = 0 AND a.state IN ('present', 'excused', 'unexcused') AND {IN_YEAR} GROUP BY 1",
        (f"{year}",),
    )
    return {member: Rate(came, whole) for member, came, whole in rows}


def _speeches(connection: sqlite3.Connection, year: int) -> dict[str, int]:
    rows = connection.execute(
        "SELECT s.member_id, count(*) FROM speech s JOIN meeting m ON m.id = s.meeting_id AND m.deleted = 0"
        f" WHERE s.deleted = 0 AND s.state = 'finished' AND {IN_YEAR} GROUP BY 1",
        (f"{year}",),
    )
    return dict(rows)
