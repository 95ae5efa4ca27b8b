"""The debriefing of a practice, from its records: what was missed, the time lost, who was silent, what was broken."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.domain.errors import ChiboError
from models.domain.points import NONE, Points
from models.domain.warnings import RuleWarning
from models.practice.facts import PracticeFacts
from models.practice.faults import Judged, faults, is_broken
from models.practice.happenings import Log
from models.practice.keeping import Practice
from models.practice.plan import Plan
from models.practice.reactions import PracticeAnswer, Reaction, reactions
from models.practice.reading import read_practice_meeting
from models.profiles.in_force import load_template
from models.profiles.practice import Behaviour, PracticeScript
from models.profiles.schema import RuleProfile
from models.queries.rules import rules_of_meeting
from models.queries.score_sheet import SCORED, ScoreSheet, score_sheet
from models.queries.sheets import meeting_sheet

SLACK = 30
"""Seconds by which a speech or an item may run over before it is time lost."""


@dataclass(frozen=True, slots=True)
class LostLine:
    """A line of the score sheet on which the records propose less than all points, and why."""

    title: str
    points: Points
    most: Points
    finding: str


@dataclass(frozen=True, slots=True)
class PracticePoints:
    """The points of the 100-point sheet: what the records are sure of, of how many, and what people decide."""

    sure: Points
    of: Points
    by_people: Points
    lost: tuple[LostLine, ...]


@dataclass(frozen=True, slots=True)
class Debriefing:
    """How a practice went. Times are in seconds; names are those of members.

    ``idle``: no item ran; ``over_items`` and ``over_speeches`` are what ran over, with by how much. ``resisted`` are
    the temptations that broke nothing, ``yielded`` the others.
    """

    plan: Plan
    facts: PracticeFacts
    reactions: tuple[Reaction, ...]
    idle: int
    over_items: tuple[tuple[str, int], ...]
    over_speeches: tuple[tuple[str, int], ...]
    silent: tuple[str, ...]
    spoke: int
    faults: tuple[RuleWarning, ...]
    resisted: int
    yielded: int
    points: PracticePoints | None = None

    @property
    def is_over(self) -> bool:
        """Whether the meeting is closed."""
        return self.facts.closed_at is not None

    @property
    def answers(self) -> Mapping[PracticeAnswer, int]:
        """How many events were answered in which way."""
        return Counter(one.answer for one in self.reactions)

    @property
    def asked(self) -> int:
        """How many events asked for an answer."""
        return sum(one.answer is not PracticeAnswer.TOLD for one in self.reactions)

    @property
    def lost_seconds(self) -> int:
        """The seconds lost to idleness and to speeches that nobody ended."""
        return self.idle + sum(seconds for _name, seconds in self.over_speeches)


def debriefed(
    connection: sqlite3.Connection, home: Path, script: PracticeScript, practice: Practice, now: datetime
) -> Debriefing:
    """Return the debriefing of the practice in a folder at a moment."""
    plan, facts = read_practice_meeting(connection, script, practice, now)
    rules = rules_of_meeting(connection, home, practice.meeting)
    sheet = None
    if facts.kind in SCORED:
        try:
            table = meeting_sheet(connection, home, practice.meeting)
            sheet = score_sheet(connection, practice.meeting, table, rules, now)
        except ChiboError:
            sheet = None  # no valid sheet: the score screen says so
    return debriefing(plan, facts, practice.log, rules, sheet)


def debriefing(
    plan: Plan, facts: PracticeFacts, log: Log, rules: RuleProfile, sheet: ScoreSheet | None = None
) -> Debriefing:
    """Return the debriefing of plan, records and log; ``sheet`` is the meeting's score sheet, if it is scored."""
    judged = Judged(plan, facts, log, rules, load_template(None, facts.kind).citation)
    tempted = [event.check for one in log if (event := plan.script.event(one.event)) and event.check]
    yielded = sum(is_broken(check, judged) for check in tempted)
    here = [one for one in facts.people if one.plays and one.arrived_at]
    return Debriefing(
        plan=plan,
        facts=facts,
        reactions=reactions(plan, facts, log),
        idle=max(0, facts.held_seconds - sum(one.seconds for one in facts.items)),
        over_items=tuple(
            (one.title, one.seconds - 60 * one.minutes)
            for one in facts.items
            if one.minutes and one.seconds - 60 * one.minutes > SLACK
        ),
        over_speeches=_over_speeches(facts, log),
        silent=tuple(sorted(one.name for one in here if one.id not in facts.spoke)),
        spoke=sum(one.id in facts.spoke for one in here),
        faults=faults(judged),
        resisted=len(tempted) - yielded,
        yielded=yielded,
        points=_points(sheet) if sheet else None,
    )


def _over_speeches(facts: PracticeFacts, log: Log) -> tuple[tuple[str, int], ...]:
    """Return who held the floor after having finished, or after having been too long, and for how long."""
    told = {one.about: one.at for one in log if one.behaviour in (Behaviour.DONE, Behaviour.LONG)}
    end = facts.closed_at or facts.now
    found = [
        (facts.name(one.member_id), int(((one.ended_at or end) - told[one.id]).total_seconds()))
        for one in facts.speeches
        if one.id in told
    ]
    return tuple((name, seconds) for name, seconds in found if seconds > SLACK)


def _points(sheet: ScoreSheet) -> PracticePoints:
    sure, of, by_people = NONE, NONE, NONE
    lost = []
    for key, line in sheet.lines.items():
        if not sheet.applies(line):
            continue
        proposal = sheet.proposals[key]
        if proposal.points is None:
            by_people += line.points
            continue
        sure, of = sure + proposal.points, of + line.points
        if proposal.points < line.points:
            lost.append(
                LostLine(str(line.title).partition(":")[0], proposal.points, line.points, str(proposal.finding))
            )
    return PracticePoints(sure, of, by_people, tuple(lost))
