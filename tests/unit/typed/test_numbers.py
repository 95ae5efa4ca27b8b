"""One reader of typed numbers."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.errors import WrongUsage
from models.domain.typed.numbers import optional_amount, optional_whole, read_amount, read_whole


@pytest.mark.parametrize(
    ("text", "found"),
    [("12", 12), ("１０", 10), ("+5", 5), ("-5", -5), ("−5", -5), ("1 250", 1250), ("1\u00a0250", 1250), ("007", 7)],
)
def test_a_whole_number_is_read_as_people_write_it(text: str, found: int) -> None:
    assert read_whole(text) == found


@pytest.mark.parametrize(
    "text",
    ["", "1_0", "1e3", "0,75", "1.5", "1 2", "12 34", "x", "--5", "²", "½", "٣", "0x10", "1.250", "\x00", "\udcff"],
)
def test_what_is_no_whole_number_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(WrongUsage, match="write it like 12"):
        read_whole(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [("0,75", (75, 2)), ("0.75", (75, 2)), ("12,5", (125, 1)), ("1 250,5", (12505, 1)), ("-0,25", (-25, 2)),
     ("１２，５", (125, 1)), ("+5", (5, 0)), ("0,1250", (1250, 4))],
)  # fmt: skip
def test_a_number_with_decimals_is_read(text: str, found: tuple[int, int]) -> None:
    assert read_amount(text) == found


@pytest.mark.parametrize("text", ["1e3", "1_0", "1.250", "1,23456", ",5", "5,", "1,2,3", "²"])
def test_what_is_no_number_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(WrongUsage, match="1250 or 12,5"):
        read_amount(text)


@pytest.mark.parametrize("text", ["9" * 16, "9" * 5000, "1" + "0" * 15 + ",5"])
def test_a_number_that_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage, match="larger than can be kept"):
        read_amount(text)


def test_nothing_typed_is_no_number() -> None:
    assert (optional_whole(" "), optional_amount("")) == (None, None)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_number_is_read_back(number: int) -> None:
    assert read_whole(str(number)) == number


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_number_or_a_sentence(text: str) -> None:
    with suppress(WrongUsage):
        assert read_amount(text) == (read_whole(text), 0)
