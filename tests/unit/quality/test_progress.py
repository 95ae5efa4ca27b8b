"""How far a target has come: from a baseline up or down, with decimals, beyond the target too."""

from __future__ import annotations

import pytest

from models.domain.bands import Rate
from models.domain.errors import Refused, WrongUsage
from models.domain.language import choose_language
from models.domain.progress import Progress, amount, with_decimals
from models.domain.typed.numbers import optional_amount


@pytest.mark.parametrize(
    ("progress", "share", "reached"),
    [
        (Progress(3, 77, None), Rate(3, 77), False),
        (Progress(3, 77, 77), Rate(77, 77), True),
        (Progress(None, 22, 23), Rate(23, 22), True),
        (Progress(12, 3, 6), Rate(6, 9), False),
        (Progress(12, 3, 3), Rate(9, 9), True),
        (Progress(12, 3, 15), Rate(0, 9), False),
        (Progress(5, 5, 4), Rate(4, 5), False),
        (Progress(None, 0, 0), Rate(0, 0), True),
    ],
)
def test_the_share_that_was_reached(progress: Progress, share: Rate, reached: bool) -> None:
    assert (progress.share, progress.is_reached) == (share, reached)


def test_it_reads_as_people_write_numbers() -> None:
    progress = Progress(30, 120, 125, 1)
    assert progress.text("tấn") == "3 → 12.5 / 12 tấn (104.17%)"
    choose_language("vi")
    assert progress.text("tấn") == "3 → 12,5 / 12 tấn (104,17%)"
    assert Progress(None, 40, None).text() == "… / 40"
    assert Progress(None, 40, 20).text() == "20 / 40 (50%)"
    assert Progress(None, 0, 0).text() == "0 / 0 (–)"
    assert (amount(-5, 2), amount(7), amount(1234, 3), amount(400, 1), amount(1200, 0)) == (
        *("-0,05", "7", "1,234", "40"),
        "1200",
    )


def test_no_digit_is_lost_unseen() -> None:
    assert (with_decimals(12, 0, 2), with_decimals(1200, 2, 0), with_decimals(-125, 1, 1)) == (1200, 12, -125)
    with pytest.raises(Refused, match=r"12\.5"):
        with_decimals(125, 1, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [("", None), ("40", (40, 0)), ("12,5", (125, 1)), ("12.5", (125, 1)), ("1 250", (1250, 0)), ("-0,25", (-25, 2))],
)
def test_a_number_is_typed_with_a_comma_or_a_point(text: str, found: tuple[int, int] | None) -> None:
    assert optional_amount(text) == found


@pytest.mark.parametrize("text", ["1.250", "1,2,5", "abc", "12,", ",5", "1,23456", "--1", "²"])
def test_what_is_no_number_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage):
        optional_amount(text)
