"""Whether a count adds up (docs/scenario.md, step 7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.errors import Refused
from models.domain.hand_counts import HandsCount, check_hands, check_hands_for
from models.domain.reconciliation import (
    ElectionCount,
    PaperCount,
    check_tellers,
    giveaways,
    reconcile,
)

THE_CONFIRMATION = PaperCount(issued=7, returned=7, not_returned=0, valid=7, invalid=0, yes=5, no=2, abstain=0)
NAMES = {"yen": "Yến", "mau": "Mậu", "hiep": "Hiệp"}
whole = st.integers(0, 40)


def election(marks: Mapping[str, int], seats: int, blank: int | None = None, valid: int = 7) -> ElectionCount:
    return ElectionCount(
        issued=valid, returned=valid, not_returned=0, valid=valid, invalid=0, marks=marks, seats=seats, blank=blank
    )


def refusal(count: PaperCount | ElectionCount, voters_present: int = 7) -> str:
    with pytest.raises(Refused) as refused:
        reconcile(count, voters_present, NAMES)
    return str(refused.value)


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(THE_CONFIRMATION, id="all returned and valid"),
        pytest.param(replace(THE_CONFIRMATION, returned=6, not_returned=1, valid=6, no=1), id="one kept"),
        pytest.param(replace(THE_CONFIRMATION, valid=6, invalid=1, no=1), id="one invalid"),
        pytest.param(replace(THE_CONFIRMATION, no=1, abstain=1), id="one abstains"),
        pytest.param(replace(THE_CONFIRMATION, issued=6, returned=6, valid=6, no=1), id="one took no ballot"),
    ],
)
def test_a_count_that_adds_up_passes(count: PaperCount):
    reconcile(count, voters_present=7)


@pytest.mark.parametrize(
    ("changes", "equation", "numbers"),
    [
        pytest.param({"issued": 8}, "Issued ≤ voters present", ("8", "7"), id="more issued than voters"),
        pytest.param({"returned": 8}, "More papers came back than were issued", ("8", "7"), id="8 returned of 7"),
        pytest.param(
            {"returned": 8, "not_returned": -1}, "More papers came back than", ("8", "7"), id="8 of 7, computed"
        ),
        pytest.param({"returned": 6}, "Issued = returned + not returned", ("7", "6", "0"), id="one unaccounted for"),
        pytest.param({"invalid": 1}, "Returned = valid + invalid", ("7", "1"), id="more sorted than returned"),
        pytest.param({"yes": 6}, "Valid = yes + no + abstain", ("7", "6", "2", "0"), id="more votes than ballots"),
        pytest.param({"yes": 4}, "Valid = yes + no + abstain", ("7", "4", "2", "0"), id="fewer votes than ballots"),
        pytest.param({"yes": 8, "no": -1}, "below zero", ("-1",), id="a negative number of votes"),
        pytest.param({"valid": 8, "invalid": -1}, "below zero", ("-1",), id="a negative number of papers"),
    ],
)
def test_a_count_that_does_not_add_up_names_the_equation_and_its_numbers(
    changes: dict[str, int], equation: str, numbers: tuple[str, ...]
):
    sentence = refusal(replace(THE_CONFIRMATION, **changes))

    assert equation in sentence
    assert set(numbers) <= set(re.findall(r"-?\d+", sentence))


def test_the_first_equation_that_fails_is_the_one_named():
    sentence = refusal(replace(THE_CONFIRMATION, issued=8, invalid=3, yes=0))

    assert sentence.startswith("Issued ≤ voters present")


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(election({"yen": 6, "mau": 5, "hiep": 1}, seats=2), id="two seats, not every place used"),
        pytest.param(election({"yen": 7, "mau": 7}, seats=2), id="everybody for both"),
        pytest.param(election({"yen": 4, "mau": 2}, seats=1, blank=1), id="one crossed out both names"),
        pytest.param(election({"yen": 5}, seats=1, blank=2), id="a single candidate, two against"),
        pytest.param(election({"yen": 0, "mau": 0}, seats=1, blank=7), id="nobody chosen by anybody"),
    ],
)
def test_marks_that_fit_the_ballots_pass(count: ElectionCount):
    reconcile(count, voters_present=7)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        pytest.param(election({"yen": 8}, seats=2), "Votes for Yến", id="more marks than ballots"),
        pytest.param(election({"yen": 7}, seats=1, blank=1), "Votes for Yến", id="a blank ballot marked"),
        pytest.param(election({"yen": 4, "mau": 4}, seats=1), "8 > 1·7", id="too many names for one seat"),
        pytest.param(election({"yen": 4, "mau": 2}, seats=1, blank=0), "6 < 7", id="a ballot gone"),
        pytest.param(election({"yen": 0}, seats=1, blank=8), "Blank ≤ valid", id="more blank than valid"),
        pytest.param(election({"yen": -1}, seats=1), "below zero", id="a negative number of marks"),
    ],
)
def test_marks_that_no_ballots_can_make_are_refused(count: ElectionCount, said: str):
    assert said in refusal(count)


@given(yes=whole, no=whole, abstain=whole, invalid=whole, kept=whole, unissued=whole)
def test_every_true_count_of_a_ballot_reconciles(yes, no, abstain, invalid, kept, unissued):
    valid = yes + no + abstain
    returned = valid + invalid
    count = PaperCount(
        issued=returned + kept,
        returned=returned,
        not_returned=kept,
        valid=valid,
        invalid=invalid,
        yes=yes,
        no=no,
        abstain=abstain,
    )

    reconcile(count, voters_present=count.issued + unissued)


@given(
    field=st.sampled_from(["issued", "returned", "not_returned", "valid", "invalid", "yes", "no", "abstain"]),
    slip=st.integers(-50, 50).filter(bool),
)
def test_a_slip_in_any_one_number_is_noticed(field: str, slip: int):
    count = PaperCount(issued=17, returned=16, not_returned=1, valid=14, invalid=2, yes=9, no=4, abstain=1)

    with pytest.raises(Refused):
        reconcile(replace(count, **{field: getattr(count, field) + slip}), voters_present=20)


@given(st.integers(1, 4), st.lists(st.sets(st.sampled_from(["a", "b", "c", "d"])), max_size=30))
def test_marks_counted_from_real_ballots_reconcile(seats: int, ballots: list[set[str]]):
    papers = [chosen for chosen in ballots if len(chosen) <= seats]
    marks = {candidate: sum(candidate in chosen for chosen in papers) for candidate in "abcd"}
    blank = sum(not chosen for chosen in papers)

    reconcile(election(marks, seats, blank, valid=len(papers)), voters_present=len(papers))


def test_a_show_of_hands_says_how_many_did_not_vote():
    assert check_hands(4, 2, 1, voters_present=7) == 0
    assert check_hands(4, 1, 0, voters_present=7) == 2


@pytest.mark.parametrize(
    ("hands", "said"), [((5, 2, 1), "5 yes + 2 no + 1 abstaining = 8"), ((8, -1, 0), "-1 is below zero")]
)
def test_more_hands_than_voters_are_refused(hands: tuple[int, int, int], said: str):
    with pytest.raises(Refused, match=re.escape(said)):
        check_hands(*hands, voters_present=7)


def test_two_members_who_do_not_stand_may_count():
    check_tellers(["yen", "mau"], {"hiep"}, at_least=2, names=NAMES)


@pytest.mark.parametrize(
    ("tellers", "said"),
    [
        ([], "named: 0; .* at least 2"),
        (["yen"], "named: 1; .* at least 2"),
        (["yen", "yen"], "named: 1; .* at least 2"),
        (["yen", "hiep"], "Hiệp cannot be a teller"),
    ],
)
def test_an_unfit_counting_committee_is_refused(tellers: list[str], said: str):
    with pytest.raises(Refused, match=said):
        check_tellers(tellers, {"hiep"}, at_least=2, names=NAMES)


@pytest.mark.parametrize(
    ("totals", "valid", "voters", "warned"),
    [
        pytest.param((5, 2, 0), 7, 7, [], id="a divided result"),
        pytest.param((7, 0, 0), 7, 7, ["All 7 valid"], id="unanimously for"),
        pytest.param((0, 0, 7), 7, 7, ["All 7 valid"], id="unanimously neither"),
        pytest.param((6, 0, 0), 6, 7, ["All 6 valid"], id="unanimous but for an invalid one"),
        pytest.param((2, 1, 0), 3, 3, ["Voters: 3"], id="three voters"),
        pytest.param((2, 2, 0), 4, 4, [], id="four voters"),
        pytest.param((1, 0, 0), 1, 1, ["Voters: 1", "All 1 valid"], id="a single voter"),
        pytest.param((), 0, 2, ["Voters: 2"], id="before the ballot"),
        pytest.param((0, 0, 0), 0, 7, [], id="nobody valid"),
    ],
)
def test_a_result_that_gives_votes_away_is_remarked(
    totals: tuple[int, ...], valid: int, voters: int, warned: list[str]
):
    found = giveaways(totals, valid, voters, fewest=4, citation="Trust")

    assert all(str(one).startswith(said) for one, said in zip(found, warned, strict=True))
    assert {one.citation for one in found} <= {"Trust"}


def test_a_number_that_nobody_typed_is_never_named_alone() -> None:
    papers = replace(THE_CONFIRMATION, issued=1, returned=0, not_returned=1, invalid=7, valid=-7, yes=0, no=0)
    assert refusal(papers) == "More papers are invalid than came back: 7 > 0; count the papers again."
    said = refusal(replace(THE_CONFIRMATION, returned=7, invalid=2, valid=5))
    assert "5 ≠ 5 + 2 + 0 (valid = 7 returned − 2 invalid)" in said
    marks = replace(election({"yen": 6, "mau": 1}, seats=2, blank=1), returned=7, invalid=1, valid=6)
    assert "6 > 5 (= 7 returned − 1 invalid − 1 blank)" in refusal(marks)


@pytest.mark.parametrize(
    ("hands", "seats", "said"),
    [
        ({"yen": 8, "mau": 0}, 1, "Hands for Yến ≤ voters present does not hold: 8 > 7"),
        ({"yen": 7, "mau": 7, "hiep": 1}, 2, "7 + 7 + 1 = 15 > 2·7"),
        ({"yen": -1, "mau": 0}, 1, "-1 is below zero"),
    ],
)
def test_hands_among_several_are_not_told_as_ballots(hands: dict[str, int], seats: int, said: str) -> None:
    with pytest.raises(Refused) as refused:
        check_hands_for(HandsCount(marks=hands, seats=seats), 7, NAMES)
    assert said in str(refused.value)
    assert "ballot" not in str(refused.value)
    assert refused.value.argument == "marks"


@pytest.mark.parametrize(
    ("changed", "argument"),
    [
        ({"issued": 8, "not_returned": 1}, "issued"),
        ({"returned": 8, "not_returned": -1, "valid": 8}, "returned"),
        ({"invalid": 8, "valid": -1}, "invalid"),
        ({"yes": 6}, "yes"),
    ],
)
def test_a_refused_count_names_the_field_at_fault(changed: dict[str, int], argument: str) -> None:
    with pytest.raises(Refused) as refused:
        reconcile(replace(THE_CONFIRMATION, **changed), 7)
    assert refused.value.argument == argument
