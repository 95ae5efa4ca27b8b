"""Indicators: parts, wholes, percentages, added up over cells and months (docs/domain.md, "Who and where")."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.bands import Rate
from models.domain.indicators import (
    AT_THE_END,
    NOTHING,
    Belonging,
    Figure,
    Indicator,
    IndicatorTally,
    aggregate,
    indicator_name,
    percentage,
    together,
)

MONTHS = tuple(f"2025-{month:02}" for month in range(1, 13))
RATES = st.builds(Rate, st.integers(0, 10**6), st.integers(0, 10**6))
FIGURES = st.builds(
    Figure, st.sampled_from(["a", "b", "c"]), st.sampled_from(MONTHS), st.sampled_from(Indicator), RATES
)


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "told"),
    [
        (33_690, 39_204, 2, "85.94"),
        (23, 22, 2, "104.55"),
        (19, 21, 2, "90.48"),
        (35, 38, 2, "92.11"),
        (260, 242, 1, "107.4"),
        (18, 19, 1, "94.7"),
        (178, 209, 2, "85.17"),
        (3, 77, 2, "3.90"),
        (77, 77, 2, "100.00"),
        (1, 8, 2, "12.50"),
        (1, 800, 2, "0.13"),
        (5, 1000, 0, "1"),
        (0, 7, 2, "0.00"),
    ],
)
def test_a_percentage_is_rounded_half_up(part: int, whole: int, decimals: int, told: str) -> None:
    assert percentage(Rate(part, whole), decimals) == told


def test_of_nothing_there_is_no_figure() -> None:
    assert percentage(Rate(0, 0)) is None
    assert percentage(Rate(5, 0)) is None


@given(RATES, st.integers(0, 4))
def test_rounding_is_that_of_exact_fractions(rate: Rate, decimals: int) -> None:
    told = percentage(rate, decimals)
    if told is None:
        assert rate.denominator == 0
        return
    exact = Fraction(100 * rate.numerator, rate.denominator)
    off = Fraction(told) - exact
    half = Fraction(1, 2 * 10**decimals)
    assert -half < off <= half


@given(st.lists(FIGURES, max_size=8), st.lists(FIGURES, max_size=8), st.lists(FIGURES, max_size=8))
def test_adding_up_does_not_depend_on_order_or_grouping(a: list[Figure], b: list[Figure], c: list[Figure]) -> None:
    one, two, three = (IndicatorTally.of(figures) for figures in (a, b, c))
    assert (one + two) + three == one + (two + three) == IndicatorTally.of(a + b + c)
    assert (one + two).rates == (two + one).rates
    assert (one + IndicatorTally()).rates == one.rates


@given(st.lists(RATES, max_size=10))
def test_a_whole_is_the_sum_of_wholes(rates: list[Rate]) -> None:
    assert together(rates) == Rate(sum(r.numerator for r in rates), sum(r.denominator for r in rates))


def test_what_happened_adds_up_over_months_and_what_a_cell_is_counts_once() -> None:
    figures = [
        Figure("a", month, indicator, Rate(1, 1))
        for month in MONTHS
        for indicator in (Indicator.ATTENDANCE, Indicator.FOUR_GOOD)
    ]
    found = aggregate(figures, [Belonging("a")], MONTHS[0], MONTHS[-1]).rates
    assert found == {Indicator.ATTENDANCE: Rate(12, 12), Indicator.FOUR_GOOD: Rate(1, 1)}


def test_of_what_a_cell_is_the_last_month_stands() -> None:
    figures = [
        Figure("a", MONTHS[0], Indicator.GOOD_CELLS, Rate(1, 1)),
        Figure("a", MONTHS[5], Indicator.GOOD_CELLS, Rate(0, 1)),
    ]
    assert aggregate(figures, [Belonging("a")], MONTHS[0], MONTHS[11]).rates[Indicator.GOOD_CELLS] == Rate(0, 1)
    assert aggregate(figures, [Belonging("a")], MONTHS[0], MONTHS[4]).rates[Indicator.GOOD_CELLS] == Rate(1, 1)


def test_a_cell_transferred_out_leaves_the_denominator_and_keeps_its_history() -> None:
    cells = [f"cell {number:02}" for number in range(51)]
    left = set(cells[-2:])
    figures = [Figure(cell, MONTHS[11], Indicator.FOUR_GOOD, Rate(int(cell not in cells[:2]), 1)) for cell in cells]
    figures += [Figure(cell, month, Indicator.ATTENDANCE, Rate(9, 10)) for cell in cells for month in MONTHS[:6]]
    stayed = [Belonging(cell, until="2025-07" if cell in left else None) for cell in cells]
    all_year = aggregate(figures, stayed, MONTHS[0], MONTHS[11]).rates
    assert all_year[Indicator.FOUR_GOOD] == Rate(47, 49)
    assert all_year[Indicator.ATTENDANCE] == Rate(51 * 6 * 9, 51 * 6 * 10)
    before = aggregate(figures, [Belonging(cell) for cell in cells], MONTHS[0], MONTHS[11]).rates
    assert before[Indicator.FOUR_GOOD] == Rate(49, 51)


def test_months_of_a_cell_before_it_came_are_not_the_committees() -> None:
    figures = [Figure("a", month, Indicator.ATTENDANCE, Rate(1, 2)) for month in MONTHS]
    came = aggregate(figures, [Belonging("a", since="2025-10")], MONTHS[0], MONTHS[11])
    assert came.rates == {Indicator.ATTENDANCE: Rate(3, 6)}
    assert aggregate(figures, [], MONTHS[0], MONTHS[11]).rates == {}


def test_no_figure_is_no_row_and_nothing_changes_nothing() -> None:
    assert IndicatorTally().rates == {}
    assert together([NOTHING, Rate(1, 3)]) == Rate(1, 3)


def test_every_indicator_has_a_name_of_its_own() -> None:
    names = [indicator_name(one) for one in Indicator]
    assert len(set(names)) == len(names)
    assert set(Indicator) >= AT_THE_END
