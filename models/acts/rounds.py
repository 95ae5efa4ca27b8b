"""Rounds of a vote: opened with a frozen electorate, voided with a reason, repeated; never overwritten."""

from __future__ import annotations

import json

from models.acts.adopting import withdraw_adoption
from models.acts.context import meeting_of, rules_of, running_meeting
from models.acts.kinds import MeetingId, MotionId, RoundId
from models.acts.meeting_warnings import warn_of_quorum_present
from models.acts.motions import has_open_round, is_decided, motion_of
from models.acts.online import refuse_secret_online
from models.acts.registry import act
from models.acts.texts import text_of
from models.domain.electorate import is_voter
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.methods import CountedBy, Method
from models.domain.reconciliation import giveaways
from models.domain.vocabulary import Choice, MotionKind, MotionState, RoundState
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.profiles.schema import RuleProfile
from models.queries.next_ballot import next_ballot, standing_again
from models.queries.roll_call import RollCallRow, electorate_of, roll_call
from models.queries.votes import MotionView, motions
from models.store.ballot_box import Ballot, BallotBox
from models.store.entry import Entry
from models.store.ids import natural_id, new_id
from models.store.unit import Unit
from models.tables import Meeting, Motion, Round, RoundOption, RoundVoter


def _has_ballots(unit: Unit, entry: Entry) -> str:
    """Return why a round cannot be undone once a ballot was cast in the box."""
    methods = {(change.new or {}).get("method") for change in entry.changes if change.table == "round"}
    if Method.LAPTOP_BALLOT in methods and BallotBox(unit.home).received():
        return N_("ballots have been cast; void the round with a reason instead.")
    return ""


def _ballots_are_gone(unit: Unit, entry: Entry) -> str:
    """Return why the voiding of a round cannot be undone if its ballots were still in the box."""
    for change in entry.changes:
        was_open = change.table == "round" and (change.old or {}).get("state") == RoundState.OPEN
        if was_open and unit.get(Round, change.row).method is Method.LAPTOP_BALLOT:
            return N_("the ballots in its box were destroyed; open another round instead.")
    return ""


@act("round.open", label=N_("opened round {number} of “{motion}” ({method})"), irrevocable=_has_ballots)
def open_round(unit: Unit, motion: MotionId, method: Method = Method.SHOW_OF_HANDS) -> str:
    """Open a round of votes; its electorate, the voters in the room, is fixed."""
    found, view = motion_of(unit, motion)
    meeting = running_meeting(unit, MeetingId(found.meeting_id))
    rules = rules_of(unit, meeting)
    _check_can_open(unit, meeting, found, view, method)
    _warn_of_method(unit, rules, found, method)
    roll = roll_call(unit.connection, meeting.id)
    voters = [row for row in roll if row.in_room and is_voter(row.voter, rules.votes.counting_for(found.kind))]
    if not voters:
        raise Refused(N_("Nobody in the room may vote; call the roll: {way}."), way=WayOut("attendance.mark"))
    if method.is_secret:
        refuse_secret_online(voters)
    opened = _add_round(unit, found, view, method, rules)
    for voter in voters:
        key = natural_id("round_voter", opened.id, voter.member_id)
        unit.add(RoundVoter(id=key, round_id=opened.id, member_id=voter.member_id))
    found.state = MotionState.OPEN
    if method.is_secret:
        _warn_of_few(unit, rules, len(voters))
    if method is Method.LAPTOP_BALLOT:
        _open_box(unit, opened, found, voters)
    unit.say(motion=found.title, number=opened.number, method=method)
    return opened.id


@act("round.void", label=N_("voided round {number} of “{motion}”: {reason}"), irrevocable=_ballots_are_gone)
def void_round(unit: Unit, round: RoundId, reason: str) -> None:  # noqa: A002 - the domain's word
    """Void a round with the reason; it stays on record, and the motion can be voted on again."""
    found = unit.get(Round, round)
    motion, view = motion_of(unit, MotionId(found.motion_id))
    _check_can_void(found, view)
    found.void_reason = text_of(reason, N_("reason"), "reason")
    was_open = found.state is RoundState.OPEN
    found.state, found.voided_at = RoundState.VOIDED, unit.now
    motion.state = _after_void(view, found)
    withdraw_adoption(unit, motion)
    if was_open and found.method is Method.LAPTOP_BALLOT:
        unit.afterwards.append(BallotBox(unit.home).wipe)
    unit.say(motion=motion.title, number=found.number, reason=found.void_reason)


def _after_void(view: MotionView, voided: Round) -> MotionState:
    """Return the state of a motion whose round was voided: the ballot before it may still have left seats open."""
    before = [one for one in view.rounds if one.state is RoundState.COUNTED and one.id != voided.id]
    if view.kind is MotionKind.ELECTION and before and before[-1].number < voided.number:
        is_open = any(one.elected for one in before[-1].options) or not voided.threshold
        if is_open and standing_again(view, before[-1], tie_needs_majority=False).seats:
            return MotionState.RE_BALLOT
    return MotionState.OPEN


def _check_can_open(unit: Unit, meeting: Meeting, motion: Motion, view: MotionView, method: Method) -> None:
    if has_open_round(motions(unit.connection, meeting.id)):
        raise Refused(N_("Another round is open; count it or void it first."))
    if is_decided(view):
        raise Refused(
            N_("The vote on “{motion}” stands; void its round with a reason, or amend the motion, to vote again."),
            motion=motion.title,
        )
    if view.options and method.counted_by is CountedBy.NAMES:
        raise Refused(N_("Names are written down for one question only; take another method for several options."))


def _check_can_void(found: Round, view: MotionView) -> None:
    if found.state is RoundState.VOIDED:
        raise Refused(N_("This round is voided already; to vote again, open another: {way}."), way=WayOut("round.open"))
    later = [one.number for one in view.rounds if one.number > found.number and one.state is not RoundState.VOIDED]
    if later:
        raise Refused(N_("Round {number} was held after this one; void that one first."), number=later[-1])


def _warn_of_method(unit: Unit, rules: RuleProfile, motion: Motion, method: Method) -> None:
    rule = rules.votes.methods[motion.kind]
    if method not in rule.value:
        unit.warn(
            RuleWarning(
                N_("“{motion}” is to be decided by another method."), {"motion": motion.title}, str(rule.citation)
            )
        )


def _warn_of_few(unit: Unit, rules: RuleProfile, voters: int) -> None:
    rule = rules.votes.giveaway_voters_min
    for warning in giveaways((), 0, voters, fewest=rule.value, citation=str(rule.citation)):
        unit.warn(warning)


def _add_round(unit: Unit, motion: Motion, view: MotionView, method: Method, rules: RuleProfile) -> Round:
    ballot = next_ballot(view, rules.votes)
    people = electorate_of(unit.connection, motion.meeting_id, rules.votes.counting_for(motion.kind))
    warn_of_quorum_present(unit, meeting_of(unit, MeetingId(motion.meeting_id)), motion.kind, people)
    opened = Round(
        id=new_id(),
        motion_id=motion.id,
        number=len(view.rounds) + 1,
        method=method,
        threshold=ballot.threshold,
        seats=ballot.seats,
        question=motion.text or motion.title,
        official=people.official,
        counted=people.counted,
        voters_present=people.voters_present,
        per_name=ballot.per_name and method.is_secret,
        left_out=json.dumps(people.left_out, separators=(",", ":")) if people.left_out else "",
        opened_at=unit.now,
    )
    unit.add(opened)
    for option in ballot.options:
        key = natural_id("round_option", opened.id, option.id)
        unit.add(RoundOption(id=key, round_id=opened.id, option_id=option.id))
    return opened


def _open_box(unit: Unit, opened: Round, motion: Motion, voters: list[RollCallRow]) -> None:
    if motion.kind is MotionKind.DISCIPLINE:
        choices, seats = _option_keys(unit, opened), 1
    elif motion.kind is MotionKind.ELECTION:
        choices, seats = _option_keys(unit, opened), opened.seats
        if opened.per_name:
            choices = tuple(f"{key}/{choice}" for key in choices for choice in (Choice.YES, Choice.NO))
    else:
        choices, seats = tuple(Choice), 1
    electorate = tuple(sorted(row.member_id for row in voters))
    BallotBox(unit.home).open(Ballot(opened.id, choices, seats, electorate, opened.per_name))


def _option_keys(unit: Unit, opened: Round) -> tuple[str, ...]:
    rows = unit.connection.execute(
        "SELECT option_id FROM round_option WHERE round_id = ? AND deleted = 0 ORDER BY option_id", (opened.id,)
    )
    return tuple(key for (key,) in rows)
