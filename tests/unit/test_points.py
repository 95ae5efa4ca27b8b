"""Points with halves: counted exactly, compared as numbers, read as people type them, written in either language."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.bands import Bands
from models.domain.errors import WrongUsage
from models.domain.language import choose_language
from models.domain.points import Points, from_parts, maximum_to_parts, sum_of, to_parts, weighed
from models.domain.scoring import Total, total
from models.domain.typed.numbers import read_points
from models.domain.year_scoring import standing
from models.profiles.loading import load_criteria

QUALITY = Bands.from_lower_bounds({"good": 90, "fairly_good": 70, "average": 50, "poor": 0})
SHEET = load_criteria(None)
some_points = st.integers(-400, 400).map(Points)


def exact(points: Points) -> Fraction:
    return Fraction(points.halves, 2)


@given(st.lists(some_points))
def test_a_sum_of_points_is_exact(points: list[Points]) -> None:
    assert exact(sum_of(points)) == sum(map(exact, points), Fraction())


@given(some_points, some_points, st.integers(-200, 200))
def test_points_are_reckoned_and_compared_as_numbers_are(one: Points, other: Points, whole: int) -> None:
    assert exact(one + other) == exact(one) + exact(other)
    assert (exact(one - whole), exact(whole - one)) == (exact(one) - whole, whole - exact(one))
    assert ((one < other), (one == whole), (whole <= one)) == (
        exact(one) < exact(other),
        exact(one) == whole,
        whole <= exact(one),
    )
    assert len({one, Points.of(one.whole, one.half)}) == 1
    assert one.half or hash(one) == hash(one.whole)


@given(some_points, some_points)
def test_points_come_back_from_what_is_kept_and_told(one: Points, other: Points) -> None:
    assert one.half in (0, 1)
    assert Points.of(one.whole, one.half) == one
    assert from_parts(to_parts(one) | maximum_to_parts(other)) == (one, other)


def test_whole_points_are_told_as_before_there_were_halves() -> None:
    assert to_parts(Points.of(8)) | maximum_to_parts(Points.of(10)) == {"points": 8, "of": 10}
    assert to_parts(Points.of(8, 1)) == {"points": 8, "half": 1}


@pytest.mark.parametrize(
    ("given", "grade"), [((90, 0), "good"), ((89, 1), "fairly_good"), ((69, 1), "average"), ((0, 1), "poor")]
)
def test_half_a_point_below_a_bound_is_below_it(given: tuple[int, int], grade: str) -> None:
    found = Total(Points.of(*given), Points.of(100), 0).grade(QUALITY, 100)
    assert found is not None
    assert found.name == grade


@given(st.integers(0, 400), st.integers(1, 400))
def test_points_of_less_than_the_whole_are_weighed_down_and_never_over_a_bound(part: int, most: int) -> None:
    found, true = weighed(Points(part), 100, Points(most)), Fraction(100 * part, most)
    step = Fraction(1, 2) if part % 2 or most % 2 else 1
    assert exact(found) <= true < exact(found) + step


def test_points_of_the_whole_stay_as_they_are() -> None:
    assert weighed(Points.of(89, 1), 100, Points.of(100)) == Points.of(89, 1)
    assert weighed(Points.of(85, 1), 100, Points.of(95)) == 90


def test_the_sum_of_a_sheet_counts_halves() -> None:
    given_points = {"duration": Points.of(4, 1), "attendance-share": Points.of(2, 1), "excused-runs": Points(1)}
    found = total(SHEET.lines, given_points, thematic=True)
    assert (found.given, found.most) == (Points.of(7, 1), 100)


def test_the_standard_of_a_year_is_exact_to_the_half() -> None:
    lines = load_criteria(None, "criteria-four-good-village").lines
    first = next(iter(lines))
    full = {key: line.points for key, line in lines.items()}
    below = standing(lines, full | {first: full[first] - Points.of(5, 1)}, 95)
    assert (below.given, below.missing, below.is_met) == (Points.of(94, 1), Points(1), False)
    assert below.losses[0].points == Points.of(5, 1)
    assert standing(lines, full | {first: full[first] - 5}, 95).is_met


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("2,5", 5), ("2.5", 5), ("2½", 5), ("2 ½", 5), ("½", 1), ("0,5", 1), (",5", 1), ("2,50", 5), ("2,0", 4),
        ("8", 16), (" 10 ", 20), ("0", 0), ("２，５", 5),
    ],
)  # fmt: skip
def test_points_are_read_as_people_write_them(text: str, halves: int) -> None:
    assert read_points(text) == Points(halves)


@pytest.mark.parametrize(
    "text", ["", " ", "2,25", "2,4", "2,", ",", "-1", "x", "2x", "1_0", "2,5,5", "½½", "1/2", "2e1"]
)
def test_what_is_no_number_of_points_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage, match="with a half like"):
        read_points(text)


def test_a_number_of_points_without_end_is_refused() -> None:
    with pytest.raises(WrongUsage, match="larger than can be kept"):
        read_points("9" * 5000)


@given(st.integers(0, 10_000).map(Points))
def test_points_are_read_back_from_how_they_are_written_in_either_language(points: Points) -> None:
    assert read_points(points.text.vi) == read_points(points.text.en) == points


@pytest.mark.parametrize(("language", "written"), [("vi", "2,5"), ("en", "2.5")])
def test_points_are_written_with_the_sign_of_the_language(language: str, written: str) -> None:
    choose_language(language)
    assert (str(Points(5)), f"{Points(5):>5}", str(Points(6))) == (written, f"  {written}", "3")
