"""Points into grades, parts into percentages (docs/domain.md, rules 12 and 13, "Who and where")."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.bands import Bands, Grade, Rate, percent_half_up
from models.domain.errors import Refused

QUALITY = Bands.from_lower_bounds({"good": 90, "fairly good": 70, "average": 50, "poor": 0})


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        (100, "good"),
        (93, "good"),
        (90, "good"),
        (89, "fairly good"),
        (70, "fairly good"),
        (69, "average"),
        (50, "average"),
        (49, "poor"),
        (0, "poor"),
    ],
)
def test_points_have_their_grade(points: int, grade: str):
    assert QUALITY.grade_of(points).name == grade


def test_the_order_of_the_table_does_not_matter():
    assert Bands.from_lower_bounds({"poor": 0, "good": 90, "average": 50, "fairly good": 70}) == QUALITY


def test_points_outside_the_table_are_left_to_a_person():
    with pytest.raises(Refused, match="-1 points"):
        QUALITY.grade_of(-1)


def test_where_two_grades_hold_the_better_one_is_taken():
    assert Bands((Grade("low", 0, 60), Grade("high", 50))).grade_of(55).name == "high"


@pytest.mark.parametrize(
    ("grades", "remarks"),
    [
        pytest.param(QUALITY.grades, [], id="whole"),
        pytest.param((Grade("good", 50), Grade("poor", 0, 50)), [], id="whole, written with both ends"),
        pytest.param((Grade("good", 51), Grade("poor", 0, 50)), ["50 to 50"], id="a gap at exactly 50"),
        pytest.param((Grade("good", 50), Grade("poor", 0, 51)), ["“good” begins at 50"], id="an overlap at 50"),
        pytest.param((Grade("good", 50, 101),), ["0 to 49"], id="a gap below"),
        pytest.param((Grade("good", 50, 90), Grade("poor", 0, 50)), ["90 to 100"], id="a gap above"),
        pytest.param((Grade("good", 0), Grade("poor", 0, 0)), ["“poor” begins at 0"], id="a grade without points"),
        pytest.param(
            Bands.from_lower_bounds({"good": 50, "fair": 50, "poor": 0}).grades,
            ["“fair” begins at 50"],
            id="two grades from one bound",
        ),
        pytest.param(
            (Grade("fair", 50, 50), Grade("good", 50), Grade("poor", 0, 50)),
            ["“fair” begins at 50"],
            id="a grade that ends where it begins",
        ),
        pytest.param((Grade("good", 50), Grade("poor", 0)), ["“good” begins at 50"], id="a lower grade without end"),
        pytest.param((Grade("good", 80), Grade("poor", 9, 70)), ["0 to 8", "70 to 79"], id="two gaps"),
        pytest.param((), ["0 to 100"], id="empty"),
    ],
)
def test_gaps_and_overlaps_of_a_table_are_remarked(grades: tuple[Grade, ...], remarks: list[str]):
    found = Bands(grades).lint(0, 100, citation="the sheet")

    assert all(said in str(one) for one, said in zip(found, remarks, strict=True))
    assert {one.citation for one in found} <= {"the sheet"}


tables = st.lists(st.tuples(st.integers(0, 100), st.none() | st.integers(0, 101)), max_size=4).map(
    lambda bounds: Bands(tuple(Grade(f"grade {at}", start, end) for at, (start, end) in enumerate(bounds)))
)


@given(tables)
def test_a_table_without_remarks_has_exactly_one_grade_for_every_point(table: Bands):
    whole = all(sum(grade.holds(points) for grade in table.grades) == 1 for points in range(101))
    idle = any(not any(grade.holds(points) for points in range(101)) for grade in table.grades)

    assert (not table.lint(0, 100, citation="")) == (whole and not idle)


@given(
    st.dictionaries(st.text(min_size=1), st.integers(1, 100), max_size=5).filter(
        lambda bounds: len(set(bounds.values())) == len(bounds)
    )
)
def test_lower_bounds_from_zero_on_leave_no_gap(bounds: dict[str, int]):
    assert Bands.from_lower_bounds({**bounds, "": 0}).lint(0, 100, citation="") == ()


@pytest.mark.parametrize(
    ("numerator", "denominator", "hundredths"),
    [
        pytest.param(33_690, 39_204, 85_94, id="attendance of assigned committee members"),
        pytest.param(47, 49, 95_92, id="piloted cells with the four-good standard"),
        pytest.param(26, 26, 100_00, id="all targets"),
        pytest.param(14, 15, 93_33, id="rounded down"),
        pytest.param(2, 3, 66_67, id="rounded up"),
        pytest.param(1, 20_000, 1, id="half a hundredth goes up"),
        pytest.param(46, 44, 104_55, id="more than the whole"),
        pytest.param(0, 8, 0, id="none"),
    ],
)
def test_percentages_are_rounded_half_up_to_two_decimals(numerator: int, denominator: int, hundredths: int):
    assert percent_half_up(numerator, denominator) == hundredths
    assert Rate(numerator, denominator).hundredths == hundredths


def test_an_empty_whole_has_no_percentage():
    assert Rate(0, 0).hundredths is None


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_percentage_is_never_more_than_half_a_hundredth_off(numerator: int, denominator: int):
    error = percent_half_up(numerator, denominator) - Fraction(10_000 * numerator, denominator)

    assert Fraction(-1, 2) < error <= Fraction(1, 2)
