"""Who is counted in a vote: N, the voters in the room, the attendance (docs/domain.md, rules 5–8).

N counts official members *convened*, not those present: 20 official, 17 present → N = 20. It is asked anew for
every round and frozen with it, because people arrive and leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from models.domain.bands import Rate
from models.domain.thresholds import MajorityVerdict, Threshold, verdict
from models.domain.vocabulary import AttendanceState, Status


@dataclass(frozen=True, slots=True)
class Voter:
    """A member as the electorate sees him or her at one moment.

    ``statuses`` are those of the day; ``attendance`` is the mark of the roll-call, ``None`` when not yet called;
    ``in_room`` says whether the member is there now (arrived and not gone).
    """

    member_id: str
    statuses: frozenset[Status]
    attendance: AttendanceState | None
    in_room: bool


@dataclass(frozen=True, slots=True)
class CountingRules:
    """Who counts, as a rule profile says; the defaults are those of docs/domain.md, rules 6 and 7.

    ``…_in_n`` says whether members so absent stay in N.
    """

    probationary_vote: bool = False
    absent_in_n: bool = True
    elsewhere_in_n: bool = False
    absent_exempt_in_n: bool = False


CHARTER = CountingRules()
"""The counting of rules 6 and 7, where no rule profile says otherwise."""


@dataclass(frozen=True, slots=True)
class Electorate:
    """The people of a vote in numbers.

    ``official`` members are the voters of the roster; ``elsewhere``, ``exempt_absent`` and ``absent_left_out`` of
    them are not in N (the last is zero unless a profile counts only those present). ``others_present`` speak but
    do not vote.
    """

    official: int
    elsewhere: int
    exempt_absent: int
    absent_left_out: int
    voters_present: int
    others_present: int

    @property
    def counted(self) -> int:
        """Return N, of which a majority is taken."""
        return self.official - self.elsewhere - self.exempt_absent - self.absent_left_out

    @property
    def official_absent(self) -> int:
        """Return the official members convened who are not in the room, excused or not."""
        return self.official - self.elsewhere - self.exempt_absent - self.voters_present

    def arithmetic(self) -> dict[str, int]:
        """Return the numbers of "10 − 1 elsewhere − 1 exempt and absent = 8", by name, for a translated sentence."""
        return {
            "official": self.official,
            "elsewhere": self.elsewhere,
            "exempt_absent": self.exempt_absent,
            "absent_left_out": self.absent_left_out,
            "counted": self.counted,
        }

    def quorum(self, threshold: Threshold) -> MajorityVerdict:
        """Return whether enough of those convened are in the room.

        Source: docs/domain.md, rule 8: at least 2/3 for a congress ✔; for a regular meeting only a habit, a warning ?.
        """
        return verdict(threshold, self.voters_present, self.counted)


class _Part(Enum):
    PRESENT = auto()
    ELSEWHERE = auto()
    EXEMPT_ABSENT = auto()
    ABSENT = auto()


def electorate(voters: Iterable[Voter], rules: CountingRules = CHARTER) -> Electorate:
    """Return who is counted among ``voters``, the members of the roster in any order.

    Members who have left are nobody here. Whoever is in the room attends and counts, even if exempt or said to be
    elsewhere; excused and unexcused members stay in N.
    """
    members = [voter for voter in voters if _belongs(voter)]
    parts = Counter(_part(voter, rules) for voter in members if is_voter(voter, rules))
    return Electorate(
        official=parts.total(),
        elsewhere=parts[_Part.ELSEWHERE],
        exempt_absent=parts[_Part.EXEMPT_ABSENT],
        absent_left_out=0 if rules.absent_in_n else parts[_Part.ABSENT],
        voters_present=parts[_Part.PRESENT],
        others_present=sum(voter.in_room and not is_voter(voter, rules) for voter in members),
    )


def is_voter(voter: Voter, rules: CountingRules = CHARTER) -> bool:
    """Say whether the member has a vote in this cell at all, present or not.

    Only official members do (rule 6 ✔). A temporary member, a guest whose own cell is another one, speaks but does
    not vote (Quy chế bầu cử trong Đảng, article 15.2, for a congress of members ◐; for other votes ?).
    """
    if voter.statuses & {Status.LEFT, Status.TEMPORARY}:
        return False
    if rules.probationary_vote and Status.PROBATIONARY in voter.statuses:
        return True
    return Status.OFFICIAL in voter.statuses


def attendance_rate(voters: Iterable[Voter], *, exempt_in_denominator: bool = False) -> Rate:
    """Return how many of those expected have attended, probationary and temporary members among them.

    Whoever came has attended, even if gone since. Absent members leave the denominator when exempt (rule 5 ◐) or
    elsewhere (they attend there ?).
    """
    members = [voter for voter in voters if _belongs(voter)]
    attended = sum(_attended(voter) for voter in members)
    missing = sum(_was_expected(voter, exempt_in_denominator) for voter in members if not _attended(voter))
    return Rate(attended, attended + missing)


def _belongs(voter: Voter) -> bool:
    return Status.LEFT not in voter.statuses


def _part(voter: Voter, rules: CountingRules) -> _Part:
    if voter.in_room:
        return _Part.PRESENT
    if _is_elsewhere(voter) and not rules.elsewhere_in_n:
        return _Part.ELSEWHERE
    if _is_exempt(voter) and not rules.absent_exempt_in_n:
        return _Part.EXEMPT_ABSENT
    return _Part.ABSENT


def _is_elsewhere(voter: Voter) -> bool:
    return Status.ELSEWHERE in voter.statuses or voter.attendance is AttendanceState.ELSEWHERE


def _is_exempt(voter: Voter) -> bool:
    return Status.EXEMPT in voter.statuses or voter.attendance is AttendanceState.EXEMPT


def _attended(voter: Voter) -> bool:
    return voter.in_room or voter.attendance is AttendanceState.PRESENT


def _was_expected(voter: Voter, exempt_in_denominator: bool) -> bool:
    return not _is_elsewhere(voter) and (exempt_in_denominator or not _is_exempt(voter))
