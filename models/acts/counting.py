"""Counting a secret ballot, on paper or on this laptop: numbers that do not add up are refused; a count is final."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from models.acts.context import meeting_of, rules_of
from models.acts.kinds import MeetingId, MemberId, MotionId, OptionId, RoundId
from models.acts.motions import AMONG_OPTIONS, motion_of
from models.acts.registry import act
from models.acts.tellers import appoint_tellers, reasons_of
from models.acts.verdicts import decide
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.methods import CountedBy, Method
from models.domain.reconciliation import (
    ElectionCount,
    PaperCount,
    giveaways,
    reconcile,
)
from models.domain.vocabulary import Choice, RoundState
from models.domain.ways_out import WayOut
from models.queries.numbering import Series, next_number
from models.queries.roll_call import roll_call
from models.queries.votes import MotionView, RoundView
from models.store.ballot_box import BallotBox, Totals
from models.store.ids import natural_id
from models.store.store import Store
from models.store.unit import Unit
from models.tables import Motion, Round, RoundOption, RoundVoter

STANDS = N_("a count stands; void the round with a reason instead.")
COUNTED = N_("counted round {number} of “{motion}”: {result}")


@act("round.count_paper", label=COUNTED, irrevocable=STANDS)
def count_paper(
    unit: Unit,
    round: RoundId,  # noqa: A002
    tellers: list[MemberId],
    issued: int,
    returned: int,
    yes: int,
    no: int,
    abstain: int = 0,
    invalid: int = 0,
    not_returned: int | None = None,
    valid: int | None = None,
    head: MemberId | None = None,
    invalid_reasons: str = "",
) -> bool:
    """Count a secret ballot on paper; the papers have to add up, and two tellers vouch for it."""
    found, motion, view, _round = round_to_count(unit, round, CountedBy.PAPERS)
    check_one_question(motion)
    appoint_tellers(unit, found, motion, view, tellers, head)
    found.invalid_reasons = reasons_of(invalid_reasons, invalid)
    count = PaperCount(
        issued=issued,
        returned=returned,
        not_returned=issued - returned if not_returned is None else not_returned,
        valid=returned - invalid if valid is None else valid,
        invalid=invalid,
        yes=yes,
        no=no,
        abstain=abstain,
    )
    return _count_papers(unit, motion, found, count)


@act("round.count_marks", label=COUNTED, irrevocable=STANDS)
def count_marks(
    unit: Unit,
    round: RoundId,  # noqa: A002
    tellers: list[MemberId],
    issued: int,
    returned: int,
    marks: dict[OptionId, int],
    against: dict[OptionId, int] | None = None,
    invalid: int = 0,
    blank: int | None = None,
    not_returned: int | None = None,
    valid: int | None = None,
    head: MemberId | None = None,
    invalid_reasons: str = "",
) -> bool:
    """Count a secret ballot among candidates or forms of discipline: the marks of each, and against each of them.

    ``against`` is for a ballot without surplus, where each name has two boxes.
    """
    found, motion, view, listed = round_to_count(unit, round, CountedBy.PAPERS)
    check_several_options(motion)
    appoint_tellers(unit, found, motion, view, tellers, head)
    found.invalid_reasons = reasons_of(invalid_reasons, invalid)
    count = ElectionCount(
        issued=issued,
        returned=returned,
        not_returned=issued - returned if not_returned is None else not_returned,
        valid=returned - invalid if valid is None else valid,
        invalid=invalid,
        marks=marks_of(listed, marks),
        seats=found.seats or 1,
        blank=None if found.per_name else blank,
        against=_against(found, listed, against),
    )
    # the papers are checked before the completeness of the entries
    reconcile(count, found.voters_present, names_of(listed))
    check_all_entered(listed, marks)
    if found.per_name:
        check_all_entered(listed, against or {}, "against")
    return _count_papers(unit, motion, found, count, names_of(listed))


@act("round.close_ballot", label=COUNTED, irrevocable=STANDS)
def close_ballot(unit: Unit, round: RoundId, absent_ok: bool = False) -> bool:  # noqa: A002
    """Close the secret ballot on this laptop: only the totals are written down, and the box is wiped."""
    found, motion, _view, listed = round_to_count(unit, round, CountedBy.BOX)
    box = BallotBox(unit.home)
    totals = box.totals(found.id)
    missing = len(_in_the_room(unit, motion.meeting_id, listed.voters) - set(totals.received))
    if missing and not absent_ok:
        raise Refused(
            N_("Voters who have not voted yet: {count}. Let them vote, or close the ballot without them: {way}."),
            count=missing,
            way=WayOut("round.close_ballot", f"round={round} absent_ok=yes"),
        )
    for member in listed.voters:
        voter = unit.get(RoundVoter, natural_id("round_voter", found.id, member))
        voter.received = member in totals.received
    passed = _count_papers(unit, motion, found, _from_box(found, motion, totals))
    unit.afterwards.append(box.wipe)
    return passed


def cast_ballot(store: Store, round_id: str, voter: str, marked: Collection[str]) -> None:
    """Put one voter's ballot into the box on this laptop. This is not an act: it is never journalled or logged.

    ``marked`` are the choices (or the options' keys) on the ballot. Raises :class:`Refused` for a person without a
    vote, or who has voted; no message contains a choice or a total.
    """
    with store.unit("ballot.cast") as unit:
        found = unit.get(Round, round_id)
        if found.state is not RoundState.OPEN or found.method is not Method.LAPTOP_BALLOT:
            raise Refused(
                N_("No secret ballot of this round is open on this laptop; open another round: {way}."),
                way=WayOut("round.open"),
            )
        meeting = unit.get(Motion, found.motion_id).meeting_id
        may_vote = unit.find(RoundVoter, natural_id("round_voter", found.id, voter)) is not None
        if may_vote and not _in_the_room(unit, meeting, {voter}):
            raise Refused(
                N_("Who is not in the room does not vote; mark the arrival in the roll-call ({key:roll}) first.")
            )
        # inside the unit of work, so that the round cannot be closed meanwhile
        BallotBox(store.home).cast(round_id, voter, marked)


def _in_the_room(unit: Unit, meeting: str, voters: Collection[str]) -> set[str]:
    """Return the voters who are in the room now: those who left after the round was opened cannot vote."""
    return {row.member_id for row in roll_call(unit.connection, meeting) if row.in_room} & set(voters)


def round_to_count(unit: Unit, key: RoundId, *ways: CountedBy) -> tuple[Round, Motion, MotionView, RoundView]:
    """Return an open round that is counted in one of the ways, its motion, and the views of both."""
    found = unit.get(Round, key)
    motion, view = motion_of(unit, MotionId(found.motion_id))
    if found.state is not RoundState.OPEN:
        raise Refused(N_("This round is not open; open another to vote again: {way}."), way=WayOut("round.open"))
    if found.method.counted_by not in ways:
        raise Refused(N_("This round is held in another way; count it as that."))
    return found, motion, view, next(one for one in view.rounds if one.id == found.id)


def check_one_question(motion: Motion) -> None:
    """Refuse a count of yes and no on candidates or forms of discipline."""
    if motion.kind in AMONG_OPTIONS:
        raise Refused(N_("Several options stand in this round; count the votes of each."))


def check_several_options(motion: Motion) -> None:
    """Refuse a count of marks on a question with yes and no."""
    if motion.kind not in AMONG_OPTIONS:
        raise Refused(N_("This round is on one question; count yes, no and abstentions."))


def names_of(listed: RoundView) -> dict[str, str]:
    """Return the labels of a round's options by key."""
    return {one.option.id: one.option.label for one in listed.options}


def write_marks(unit: Unit, found: Round, marks: Mapping[str, int], against: Mapping[str, int] | None = None) -> None:
    """Write the votes for each option, and those against it if it has two boxes."""
    for option, count in marks.items():
        row = unit.get(RoundOption, natural_id("round_option", found.id, option))
        row.marks, row.against = count, against[option] if against else None


def marks_of(listed: RoundView, marks: Mapping[OptionId, int]) -> dict[str, int]:
    """Return the votes of every option of a round, 0 for a form of discipline that is not named.

    Raises :class:`Refused` for a name that is not an option of the round.
    """
    standing = names_of(listed)
    if unknown := [key for key in marks if key not in standing]:
        raise Refused(
            N_("Options that do not stand in this round: {count}; name only those of the ballot."), count=len(unknown)
        ).at("marks")
    return {key: marks.get(OptionId(key), 0) for key in standing}


def _against(found: Round, listed: RoundView, against: dict[OptionId, int] | None) -> dict[str, int] | None:
    """Return the votes against each name; ``None`` for a ballot with one box per name. Raises :class:`Refused`."""
    if found.per_name:
        return marks_of(listed, against or {})
    if against:
        raise Refused(N_("This ballot has one box for each name; leave out the votes against.")).at("against")
    return None


def check_all_entered(listed: RoundView, marks: Mapping[OptionId, int], name: str = "marks") -> None:
    """Refuse the count of an election without a number for every candidate: a missing number is not 0."""
    missing = [name for key, name in names_of(listed).items() if key not in marks]
    if listed.is_election and missing:
        raise Refused(
            N_("Not entered: {names}. Give the votes of each who stands, 0 where nobody voted for one."),
            names=", ".join(missing),
        ).at(name)


def _from_box(found: Round, motion: Motion, totals: Totals) -> PaperCount | ElectionCount:
    received = len(totals.received)
    papers: dict[str, Any] = {
        "issued": received,
        "returned": received,
        "not_returned": 0,
        "valid": received - totals.invalid,
        "invalid": totals.invalid,
    }
    if found.per_name:
        marks, against = (
            {key.rpartition("/")[0]: number for key, number in totals.sums.items() if key.endswith(f"/{choice}")}
            for choice in (Choice.YES, Choice.NO)
        )
        return replace(ElectionCount(**papers, marks=marks, seats=found.seats or 1), against=against)
    if motion.kind in AMONG_OPTIONS:
        return ElectionCount(**papers, marks=totals.sums, seats=found.seats or 1)
    return PaperCount(**papers, **{choice.value: totals.sums[choice] for choice in Choice})


def _count_papers(
    unit: Unit,
    motion: Motion,
    found: Round,
    count: PaperCount | ElectionCount,
    names: Mapping[str, str] | None = None,
) -> bool:
    """Write a count that adds up, warn if it credits surplus votes, and decide the result."""
    reconcile(count, found.voters_present, names or {})
    found.issued, found.returned, found.not_returned = count.issued, count.returned, count.not_returned
    found.valid, found.invalid = count.valid, count.invalid
    if isinstance(count, PaperCount):
        found.yes, found.no, found.abstain = count.yes, count.no, count.abstain
        totals = [count.yes, count.no, count.abstain]
    else:
        found.blank, totals = count.blank, [*count.marks.values(), *(count.against or {}).values()]
        write_marks(unit, found, count.marks, count.against)
    meeting = meeting_of(unit, MeetingId(motion.meeting_id))
    if motion.count_number is None:  # a later count stands in the same minutes
        motion.count_number = next_number(unit.connection, Series.MINUTES, meeting.id)
    rule = rules_of(unit, meeting).votes.giveaway_voters_min
    citation = str(rule.citation)
    for warning in giveaways(totals, count.valid, count.returned, fewest=rule.value, citation=citation):
        unit.warn(warning)
    return decide(unit, motion, found)
