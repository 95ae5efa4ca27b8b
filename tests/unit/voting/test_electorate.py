"""Who is counted in a vote (docs/domain.md, rules 5–8; docs/scenario.md, step 4)."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.bands import Rate
from models.domain.electorate import (
    CountingRules,
    Electorate,
    LeftOut,
    Voter,
    attendance_rate,
    electorate,
    is_called,
    is_voter,
)
from models.domain.thresholds import Threshold
from models.domain.vocabulary import AttendanceState, Status

OFFICIAL, PROBATIONARY, TEMPORARY = Status.OFFICIAL, Status.PROBATIONARY, Status.TEMPORARY
PRESENT, EXCUSED = AttendanceState.PRESENT, AttendanceState.EXCUSED
_ids = (f"member {number}" for number in count())


def member(*statuses: Status, marked: AttendanceState | None = None, in_room: bool = False) -> Voter:
    return Voter(next(_ids), frozenset(statuses), marked, in_room)


def attending(*statuses: Status) -> Voter:
    return member(*statuses, marked=PRESENT, in_room=True)


def the_scenario() -> list[Voter]:
    """Return the cell of docs/scenario.md once everybody has come: Trình elsewhere, Ơn exempt, Ân excused."""
    return [
        *(attending(OFFICIAL) for _ in range(7)),
        member(OFFICIAL, Status.ELSEWHERE, marked=AttendanceState.ELSEWHERE),
        member(OFFICIAL, Status.EXEMPT, marked=AttendanceState.EXEMPT),
        member(OFFICIAL, marked=EXCUSED),
        attending(PROBATIONARY),
        attending(PROBATIONARY),
    ]


voters = st.lists(
    st.builds(
        Voter,
        st.uuids().map(str),
        st.frozensets(st.sampled_from(Status)),
        st.none() | st.sampled_from(AttendanceState),
        st.booleans(),
    ),
    max_size=30,
)


def test_the_scenario_counts_eight_with_seven_voters_and_two_others_present():
    found = electorate(the_scenario())

    assert found.arithmetic() == {
        "official": 10,
        "suspended": 0,
        "prosecuted": 0,
        "elsewhere": 1,
        "exempt_absent": 1,
        "excused_whole": 0,
        "absent_left_out": 0,
        "counted": 8,
    }
    assert (found.voters_present, found.others_present) == (7, 2)


def test_those_convened_count_and_not_those_present():
    cell = [attending(OFFICIAL) for _ in range(17)] + [member(OFFICIAL) for _ in range(3)]

    assert electorate(cell).counted == 20


@pytest.mark.parametrize(
    ("voter", "counted", "voters_present", "others_present"),
    [
        pytest.param(attending(OFFICIAL), 1, 1, 0, id="an official member in the room"),
        pytest.param(member(OFFICIAL), 1, 0, 0, id="not yet called"),
        pytest.param(member(OFFICIAL, marked=PRESENT), 1, 0, 0, id="gone home early"),
        pytest.param(member(OFFICIAL, marked=EXCUSED), 1, 0, 0, id="excused"),
        pytest.param(member(OFFICIAL, marked=AttendanceState.UNEXCUSED), 1, 0, 0, id="unexcused"),
        pytest.param(member(OFFICIAL, Status.ELSEWHERE), 0, 0, 0, id="elsewhere by status"),
        pytest.param(member(OFFICIAL, marked=AttendanceState.ELSEWHERE), 0, 0, 0, id="elsewhere by the roll-call"),
        pytest.param(attending(OFFICIAL, Status.ELSEWHERE), 1, 1, 0, id="elsewhere by status, yet in the room"),
        pytest.param(member(OFFICIAL, Status.EXEMPT), 0, 0, 0, id="exempt and absent"),
        pytest.param(member(OFFICIAL, marked=AttendanceState.EXEMPT), 0, 0, 0, id="exempt by the roll-call"),
        pytest.param(attending(OFFICIAL, Status.EXEMPT), 1, 1, 0, id="exempt, yet in the room"),
        pytest.param(attending(PROBATIONARY), 0, 0, 1, id="probationary"),
        pytest.param(attending(OFFICIAL, TEMPORARY), 0, 0, 1, id="a guest from another cell"),
        pytest.param(member(PROBATIONARY), 0, 0, 0, id="probationary and absent"),
        pytest.param(attending(OFFICIAL, Status.LEFT), 0, 0, 0, id="left the cell"),
        pytest.param(member(OFFICIAL, Status.SUSPENDED), 0, 0, 0, id="suspended"),
        pytest.param(attending(OFFICIAL, Status.SUSPENDED), 0, 0, 1, id="suspended, yet in the room"),
        pytest.param(member(OFFICIAL, Status.PROSECUTED), 0, 0, 0, id="prosecuted or detained"),
        pytest.param(member(OFFICIAL, Status.SUSPENDED, Status.EXEMPT), 0, 0, 0, id="suspended and exempt"),
    ],
)
def test_one_member_counts_as(voter: Voter, counted: int, voters_present: int, others_present: int):
    found = electorate([voter])

    assert (found.counted, found.voters_present, found.others_present) == (counted, voters_present, others_present)


def test_elsewhere_and_exempt_is_taken_off_once():
    found = electorate([member(OFFICIAL, Status.ELSEWHERE, Status.EXEMPT), attending(OFFICIAL)])

    assert (found.left_out, found.counted) == ({LeftOut.ELSEWHERE: 1}, 1)


@pytest.mark.parametrize(
    ("rules", "counted"),
    [
        (CountingRules(), 8),
        (CountingRules(absent_in_n=False), 7),
        (CountingRules(elsewhere_in_n=True), 9),
        (CountingRules(absent_exempt_in_n=True), 9),
        (CountingRules(probationary_vote=True), 10),
    ],
)
def test_a_rule_profile_may_count_otherwise(rules: CountingRules, counted: int):
    assert electorate(the_scenario(), rules).counted == counted


@pytest.mark.parametrize(
    ("present", "absent", "reached", "arithmetic"),
    [(6, 3, True, "3·6 ≥ 2·9"), (5, 4, False, "3·5 ≥ 2·9"), (0, 0, False, "3·0 > 2·0")],
)
def test_the_quorum_is_a_share_of_those_convened(present: int, absent: int, reached: bool, arithmetic: str):
    cell = [attending(OFFICIAL) for _ in range(present)] + [member(OFFICIAL) for _ in range(absent)]

    found = electorate(cell).quorum(Threshold(2, 3, strict=False))

    assert (found.passed, found.arithmetic) == (reached, arithmetic)


def test_nine_of_ten_expected_attend_in_the_scenario():
    assert attendance_rate(the_scenario()) == Rate(9, 10)


def test_a_profile_may_keep_exempt_members_in_the_attendance():
    assert attendance_rate(the_scenario(), exempt_in_denominator=True) == Rate(9, 11)


@pytest.mark.parametrize(
    ("voter", "called"),
    [
        (member(OFFICIAL, marked=EXCUSED), True),
        (member(PROBATIONARY), True),
        (member(OFFICIAL, Status.EXEMPT), False),
        (member(OFFICIAL, marked=AttendanceState.EXEMPT), False),
        (member(OFFICIAL, Status.ELSEWHERE), False),
        (attending(OFFICIAL, Status.EXEMPT), True),
        (member(OFFICIAL, Status.SUSPENDED), False),
        (member(OFFICIAL, Status.LEFT), False),
    ],
)
def test_who_is_called_to_the_meeting(voter: Voter, called: bool):
    assert is_called(voter) is called
    assert attendance_rate([voter]).denominator == int(called)


def test_who_came_and_went_has_attended():
    assert attendance_rate([member(OFFICIAL, marked=PRESENT), member(OFFICIAL)]) == Rate(1, 2)


def test_who_has_left_the_cell_is_not_expected():
    assert attendance_rate([attending(OFFICIAL), member(OFFICIAL, Status.LEFT)]) == Rate(1, 1)


@given(voters)
def test_the_voters_of_the_roster_are_present_absent_exempt_or_elsewhere(cell: list[Voter]):
    found = electorate(cell)

    assert found.convened == sum(is_voter(voter) for voter in cell)
    assert all(number > 0 for number in found.left_out.values())
    assert 0 <= found.voters_present <= found.counted <= found.convened <= found.official
    assert found.counted == found.official - sum(found.left_out.values())


@given(voters)
def test_everybody_in_the_room_but_former_members_is_a_voter_or_another(cell: list[Voter]):
    found = electorate(cell)

    there = sum(voter.in_room and Status.LEFT not in voter.statuses for voter in cell)
    assert found.voters_present + found.others_present == there


@given(voters, st.randoms(use_true_random=False))
def test_the_order_of_the_roster_does_not_matter(cell: list[Voter], chance):
    shuffled = list(cell)
    chance.shuffle(shuffled)

    assert electorate(shuffled) == electorate(cell)


@given(voters)
def test_an_excuse_changes_nothing_in_n(cell: list[Voter]):
    silent = [voter for voter in cell if voter.attendance is None]
    excused = [Voter(voter.member_id, voter.statuses, EXCUSED, voter.in_room) for voter in silent]

    assert electorate(excused) == electorate(silent)


@given(voters)
def test_no_more_attend_than_are_expected(cell: list[Voter]):
    rate = attendance_rate(cell)

    assert 0 <= rate.numerator <= rate.denominator <= len(cell)


def test_an_empty_roster_is_an_empty_electorate():
    assert electorate([]) == Electorate(0, {}, 0, 0)


def test_who_is_suspended_is_deducted_and_neither_convened_nor_expected():
    cell = [attending(OFFICIAL), attending(OFFICIAL), member(OFFICIAL, Status.SUSPENDED), member(PROBATIONARY)]

    found = electorate(cell)

    assert (found.official, found.convened, found.counted) == (3, 2, 2)
    assert found.of(LeftOut.SUSPENDED) == 1
    assert attendance_rate(cell) == Rate(2, 3)


@given(voters, st.sampled_from([Status.SUSPENDED, Status.PROSECUTED]))
def test_a_suspension_takes_exactly_one_voter_from_n_who_was_in_it(cell: list[Voter], status: Status):
    counted = [voter for voter in cell if electorate([voter]).counted]
    for voter in counted[:3]:
        rest = [one for one in cell if one is not voter]
        held = Voter(voter.member_id, voter.statuses | {status}, voter.attendance, voter.in_room)
        before, after = electorate([*rest, voter]), electorate([*rest, held])
        assert (after.counted, after.official) == (before.counted - 1, before.official)


ELECTION = CountingRules(excused_whole_in_n=False)


def excused(*, accepted: bool) -> Voter:
    return Voter(next(_ids), frozenset({OFFICIAL}), EXCUSED, in_room=False, excused_whole=accepted)


@pytest.mark.parametrize(
    ("present", "others", "election", "ordinary"),
    [
        pytest.param(3, [excused(accepted=True)], (3, 2), (4, 3), id="4 official, 1 excused for the whole congress"),
        pytest.param(3, [excused(accepted=False)], (4, 3), (4, 3), id="the committee did not accept the reason"),
        pytest.param(3, [member(OFFICIAL, marked=AttendanceState.UNEXCUSED)], (4, 3), (4, 3), id="without a reason"),
        pytest.param(17, [excused(accepted=True)] * 3, (17, 9), (20, 11), id="20 official, 3 so excused"),
        pytest.param(4, [member(OFFICIAL, Status.SUSPENDED)], (4, 3), (4, 3), id="one suspended"),
        pytest.param(4, [member(OFFICIAL, Status.PROSECUTED)], (4, 3), (4, 3), id="one detained"),
        pytest.param(4, [member(OFFICIAL, Status.ELSEWHERE)], (4, 3), (4, 3), id="one elsewhere"),
        pytest.param(4, [member(OFFICIAL, Status.EXEMPT)], (4, 3), (4, 3), id="one exempt and absent"),
        pytest.param(4, [attending(OFFICIAL, Status.EXEMPT)], (5, 3), (5, 3), id="one exempt who came"),
        pytest.param(4, [attending(PROBATIONARY)], (4, 3), (4, 3), id="one on probation"),
    ],
)
def test_n_and_the_votes_needed_differ_by_kind_of_motion(
    present: int, others: list[Voter], election: tuple[int, int], ordinary: tuple[int, int]
):
    cell = [*(attending(OFFICIAL) for _ in range(present)), *others]
    half = Threshold(1, 2, strict=True)
    for rules, (counted, needed) in ((ELECTION, election), (CountingRules(), ordinary)):
        found = electorate(cell, rules)
        assert (found.counted, half.needed(found.counted)) == (counted, needed)


def test_who_is_excused_for_the_whole_congress_still_counts_in_its_quorum():
    cell = [attending(OFFICIAL), attending(OFFICIAL), excused(accepted=True), excused(accepted=True)]

    assert electorate(cell, ELECTION).quorum(Threshold(2, 3, strict=False)).needed == 3


@given(voters)
def test_an_election_counts_no_more_than_another_vote(cell: list[Voter]):
    some = [replace(voter, excused_whole=place % 2 == 0) for place, voter in enumerate(cell)]
    election, ordinary = electorate(some, ELECTION), electorate(some)

    assert ordinary.counted - election.counted == election.of(LeftOut.EXCUSED_WHOLE)
    assert election.voters_present == ordinary.voters_present <= election.counted
