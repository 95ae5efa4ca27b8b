"""Who is elected (docs/domain.md, rule 10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.election import counted_of_pairs, elect, is_by_name, surplus_warning
from models.domain.errors import Refused
from models.domain.thresholds import Threshold, verdict

MORE_THAN_HALF = Threshold(1, 2, strict=True)
ballots = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 20))


@pytest.mark.parametrize(
    ("marks", "seats", "elected", "tied", "not_elected"),
    [
        pytest.param({"a": 6, "b": 5}, 2, "ab", "", "", id="as many with a majority as seats"),
        pytest.param({"a": 5, "b": 7, "c": 6}, 2, "bc", "", "a", id="more with a majority than seats"),
        pytest.param({"a": 6, "b": 4, "c": 2}, 2, "a", "", "bc", id="fewer with a majority than seats"),
        pytest.param({"a": 4, "b": 4}, 1, "", "", "ab", id="half of N is not over half"),
        pytest.param({"a": 7, "b": 5, "c": 5}, 2, "a", "bc", "", id="a tie for the last seat"),
        pytest.param({"a": 7, "b": 5, "c": 5, "d": 5}, 3, "a", "bcd", "", id="three equal for two seats"),
        pytest.param({"a": 6, "b": 6, "c": 6}, 2, "", "abc", "", id="all equal, too many"),
        pytest.param({"a": 6, "b": 6, "c": 5}, 2, "ab", "", "c", id="equal, but within the seats"),
        pytest.param({"a": 7, "b": 4, "c": 4}, 2, "a", "", "bc", id="equal without a majority is no tie"),
        pytest.param({"a": 6}, 3, "a", "", "", id="fewer candidates than seats"),
        pytest.param({}, 1, "", "", "", id="nobody stands"),
    ],
)
def test_the_ballot_elects(marks: dict[str, int], seats: int, elected: str, tied: str, not_elected: str):
    result = elect(marks, seats, 8, MORE_THAN_HALF)

    assert (result.elected, result.tied, result.not_elected) == (tuple(elected), tuple(tied), tuple(not_elected))
    assert result.open_seats == seats - len(elected)


def test_every_candidate_is_shown_with_the_arithmetic():
    result = elect({"a": 4, "b": 5}, 1, 8, MORE_THAN_HALF)

    assert [(one.candidate, one.arithmetic) for one in result.standings] == [("b", "2·5 > 8"), ("a", "2·4 > 8")]


@pytest.mark.parametrize(
    ("marks", "elected", "tied"),
    [
        pytest.param({"b": 3, "c": 4}, ("c",), (), id="the higher, without a majority"),
        pytest.param({"b": 3, "c": 3}, (), ("b", "c"), id="tied again"),
        pytest.param({"b": 0, "c": 0}, (), (), id="without any vote nobody"),
    ],
)
def test_a_second_ballot_among_the_tied_needs_no_majority(marks: dict[str, int], elected: tuple, tied: tuple):
    first = elect({"a": 7, "b": 5, "c": 5}, 2, 8, MORE_THAN_HALF)

    second = elect(marks, first.open_seats, 8, None)

    assert set(marks) == set(first.tied)
    assert (second.elected, second.tied) == (elected, tied)
    assert {one.arithmetic for one in second.standings} == {None}


def test_an_election_to_no_seat_is_refused():
    with pytest.raises(Refused, match="not 0"):
        elect({"a": 5}, 0, 8, MORE_THAN_HALF)


@given(ballots, st.integers(1, 8), st.integers(0, 20))
def test_everybody_elected_has_the_majority_and_more_than_anyone_left(marks: dict[str, int], seats: int, n: int):
    result = elect(marks, seats, n, MORE_THAN_HALF)

    assert all(verdict(MORE_THAN_HALF, marks[one], n).passed for one in (*result.elected, *result.tied))
    left = max((marks[one] for one in (*result.tied, *result.not_elected)), default=-1)
    assert all(marks[one] > left for one in result.elected)


@given(ballots, st.integers(1, 8), st.integers(0, 20))
def test_no_seat_stays_open_while_someone_with_a_majority_is_left_but_for_a_tie(
    marks: dict[str, int], seats: int, n: int
):
    result = elect(marks, seats, n, MORE_THAN_HALF)

    assert len(result.elected) <= seats
    if result.tied:
        assert len(result.tied) > result.open_seats > 0
        assert len({marks[one] for one in result.tied}) == 1
    elif result.open_seats:
        assert not any(verdict(MORE_THAN_HALF, marks[one], n).passed for one in result.not_elected)


@given(ballots, st.integers(1, 8), st.integers(0, 20), st.sampled_from([MORE_THAN_HALF, None]))
def test_every_candidate_has_exactly_one_outcome(marks: dict[str, int], seats: int, n: int, majority):
    result = elect(marks, seats, n, majority)

    assert sorted(result.elected + result.tied + result.not_elected) == sorted(marks)


@pytest.mark.parametrize(
    ("candidates", "seats", "warned"), [(13, 10, False), (14, 10, True), (3, 3, False), (2, 3, False)]
)
def test_a_list_with_too_many_candidates_is_remarked(candidates: int, seats: int, warned: bool):
    found = surplus_warning(candidates, seats, at_most_percent=30, usual_percent=15, citation="rule 10")

    assert (found is not None) == warned


def test_the_remark_on_a_long_list_has_its_numbers_and_its_citation():
    found = surplus_warning(14, 10, at_most_percent=30, usual_percent=15, citation="rule 10")

    assert found is not None
    assert str(found) == "Candidates: 14 for 10 seats, a surplus of 4; at most 30% is foreseen, up to 15% is usual."
    assert found.citation == "rule 10"


@given(st.lists(st.sampled_from(["a/yes", "a/no", "b/yes", "b/no", "c/yes", "c/no"]), max_size=6))
def test_a_name_with_both_boxes_or_none_is_not_counted_and_the_others_are(marked: list[str]) -> None:
    counted = counted_of_pairs(marked)
    for name in "abc":
        both = {f"{name}/yes", f"{name}/no"} <= set(marked)
        assert {mark for mark in counted if mark[0] == name} == ({*()} if both else {m for m in marked if m[0] == name})


@pytest.mark.parametrize(
    ("candidates", "seats", "by_name"), [(3, 3, True), (1, 1, True), (2, 3, True), (4, 3, False), (0, 1, False)]
)
def test_a_ballot_without_surplus_asks_of_each_name(candidates: int, seats: int, by_name: bool) -> None:
    assert is_by_name(candidates, seats) is by_name


@given(st.lists(st.integers(0, 12), min_size=1, max_size=7), st.integers(0, 4))
def test_without_surplus_everybody_with_the_majority_is_elected_and_nobody_is_tied(votes: list[int], more: int) -> None:
    seats, n = len(votes) + more, 12
    found = elect({str(place): one for place, one in enumerate(votes)}, seats, n, Threshold(1, 2, strict=True))
    assert found.tied == ()
    assert len(found.elected) == sum(2 * one > n for one in votes)
    assert [one.marks for one in found.standings] == sorted(votes, reverse=True)
