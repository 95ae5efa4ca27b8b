"""Who is counted in a vote: N, the voters in the room, the attendance (docs/domain.md, rules 5–8).

N counts official members *convened*, not those present: 20 official, 17 present → N = 20. It is asked anew for
every round and frozen with it, because people arrive and leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.domain.bands import Rate
from models.domain.state_sets import NOT_CONVENED
from models.domain.thresholds import MajorityVerdict, Threshold, verdict
from models.domain.vocabulary import AttendanceState, Status


class LeftOut(StrEnum):
    """Why a member with a vote is not in N, in the order of the arithmetic."""

    SUSPENDED = "suspended"
    PROSECUTED = "prosecuted"
    ELSEWHERE = "elsewhere"
    EXEMPT = "exempt_absent"
    EXCUSED_WHOLE = "excused_whole"
    ABSENT = "absent_left_out"


@dataclass(frozen=True, slots=True)
class Voter:
    """A member as a value for the electorate at one moment.

    ``statuses`` are those of the day; ``attendance`` is the mark of the roll-call, ``None`` when not yet called;
    ``in_room``: arrived and not left. ``excused_whole``: absent for the whole meeting with a reason that the committee
    accepted.
    """

    member_id: str
    statuses: frozenset[Status]
    attendance: AttendanceState | None
    in_room: bool
    excused_whole: bool = False


@dataclass(frozen=True, slots=True)
class CountingRules:
    """Who counts, by a rule profile for a kind of motion; the defaults are those of docs/domain.md, rules 6 and 7.

    ``…_in_n``: whether members with such an absence stay in N.
    """

    probationary_vote: bool = False
    absent_in_n: bool = True
    elsewhere_in_n: bool = False
    absent_exempt_in_n: bool = False
    excused_whole_in_n: bool = True


CHARTER = CountingRules()
"""The counting of rules 6 and 7, the default."""


@dataclass(frozen=True, slots=True)
class Electorate:
    """The numbers of an electorate.

    ``official`` members are the voters of the roster; ``left_out`` is how many of them are not in N, by reason (reasons
    without members are missing). ``others_present`` may speak but not vote.
    """

    official: int
    left_out: Mapping[LeftOut, int]
    voters_present: int
    others_present: int

    def of(self, reason: LeftOut) -> int:
        """Return how many members are not in N for a reason."""
        return self.left_out.get(reason, 0)

    @property
    def convened(self) -> int:
        """Return the voters of the roster who are invited: all except the suspended, prosecuted or detained."""
        return self.official - self.of(LeftOut.SUSPENDED) - self.of(LeftOut.PROSECUTED)

    @property
    def counted(self) -> int:
        """Return N, the base of majorities."""
        return self.official - sum(self.left_out.values())

    @property
    def quorum_base(self) -> int:
        """Return the base of the quorum: N, and convened members who were excused for the whole meeting."""
        return self.counted + self.of(LeftOut.EXCUSED_WHOLE)

    def arithmetic(self) -> dict[str, int]:
        """Return the numbers of "10 − 1 elsewhere − 1 exempt and absent = 8", by name."""
        parts = {reason.value: self.of(reason) for reason in LeftOut}
        return {"official": self.official, **parts, "counted": self.counted}

    def quorum(self, threshold: Threshold) -> MajorityVerdict:
        """Return whether enough of those convened are in the room.

        Source: docs/domain.md, rule 8: at least 2/3 for a congress ✔; for a regular meeting only a custom, a warning ?.
        """
        return verdict(threshold, self.voters_present, self.quorum_base)


def electorate(voters: Iterable[Voter], rules: CountingRules = CHARTER) -> Electorate:
    """Return the electorate of ``voters``, the members of the roster in any order.

    Members who have left are ignored. Suspended, prosecuted and detained members are never in N. All others in the room
    count, even if exempt or marked as elsewhere; excused and unexcused members stay in N, unless the rules leave out
    those whose absence from the whole meeting was accepted (docs/domain.md, rule 7).
    """
    members = [voter for voter in voters if _belongs(voter)]
    with_vote = [voter for voter in members if _has_vote_by_standing(voter, rules)]
    reasons = Counter(_reason(voter, rules) for voter in with_vote)
    present = sum(voter.in_room and is_voter(voter, rules) for voter in with_vote)
    return Electorate(
        official=len(with_vote),
        left_out={reason: reasons[reason] for reason in LeftOut if reasons[reason]},
        voters_present=present,
        others_present=sum(voter.in_room for voter in members) - present,
    )


def is_voter(voter: Voter, rules: CountingRules = CHARTER) -> bool:
    """Return whether the member has a vote in this cell at all, present or not.

    Only official members do (rule 6 ✔), and not while they are suspended, prosecuted or detained (rule 7 ◐). A
    temporary member, a guest whose own cell is another one, may speak but not vote (Quy chế bầu cử trong Đảng, article
    15.2, for a congress of members ◐; for other votes ?).
    """
    return _has_vote_by_standing(voter, rules) and _may_take_part(voter)


def _has_vote_by_standing(voter: Voter, rules: CountingRules) -> bool:
    if voter.statuses & {Status.LEFT, Status.TEMPORARY}:
        return False
    if rules.probationary_vote and Status.PROBATIONARY in voter.statuses:
        return True
    return Status.OFFICIAL in voter.statuses


def attendance_rate(voters: Iterable[Voter], *, exempt_in_denominator: bool = False) -> Rate:
    """Return how many of those expected have attended, including probationary and temporary members.

    Members who came have attended, even if they left early. Absent members are removed from the denominator when exempt
    (rule 5 ◐) or elsewhere (they attend there ?); suspended, prosecuted and detained members are not invited.
    """
    called = [voter for voter in voters if is_called(voter, exempt_in_denominator=exempt_in_denominator)]
    return Rate(sum(map(_attended, called)), len(called))


def is_called(voter: Voter, *, exempt_in_denominator: bool = False) -> bool:
    """Return whether a member is called to the meeting: papers, script and attendance rates count these.

    Not called are the suspended, prosecuted and detained, and of those who did not come the exempt (rule 5 ◐) and those
    temporarily elsewhere.
    """
    if not (_belongs(voter) and _may_take_part(voter)):
        return False
    return _attended(voter) or _was_expected(voter, exempt_in_denominator)


def _belongs(voter: Voter) -> bool:
    return Status.LEFT not in voter.statuses


def _may_take_part(voter: Voter) -> bool:
    return not voter.statuses & NOT_CONVENED


def _reason(voter: Voter, rules: CountingRules) -> LeftOut | None:
    """Return why a member with a vote is not in N; ``None`` for a member in N."""
    if voter.statuses & NOT_CONVENED:
        return LeftOut.SUSPENDED if Status.SUSPENDED in voter.statuses else LeftOut.PROSECUTED
    if voter.in_room:
        return None
    absences = (
        (LeftOut.ELSEWHERE, _is_elsewhere(voter), rules.elsewhere_in_n),
        (LeftOut.EXEMPT, _is_exempt(voter), rules.absent_exempt_in_n),
        (LeftOut.EXCUSED_WHOLE, voter.excused_whole, rules.excused_whole_in_n),
        (LeftOut.ABSENT, True, rules.absent_in_n),
    )
    return next((reason for reason, holds, is_counted in absences if holds and not is_counted), None)


def _is_elsewhere(voter: Voter) -> bool:
    return Status.ELSEWHERE in voter.statuses or voter.attendance is AttendanceState.ELSEWHERE


def _is_exempt(voter: Voter) -> bool:
    return Status.EXEMPT in voter.statuses or voter.attendance is AttendanceState.EXEMPT


def _attended(voter: Voter) -> bool:
    return voter.in_room or voter.attendance is AttendanceState.PRESENT


def _was_expected(voter: Voter, exempt_in_denominator: bool) -> bool:
    return not _is_elsewhere(voter) and (exempt_in_denominator or not _is_exempt(voter))
