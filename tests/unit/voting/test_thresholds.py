"""How many votes a decision needs (docs/domain.md, rule 8)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.errors import DataFileWrong
from models.domain.thresholds import Threshold, verdict

MORE_THAN_HALF = Threshold(1, 2, strict=True)
TWO_THIRDS = Threshold(2, 3, strict=False)


@st.composite
def thresholds(draw: st.DrawFn) -> Threshold:
    strict = draw(st.booleans())
    denominator = draw(st.integers(2, 20))
    numerator = draw(st.integers(1, denominator - 1 if strict else denominator))
    return Threshold(numerator, denominator, strict=strict)


@pytest.mark.parametrize(
    ("threshold", "yes", "n", "passed", "arithmetic", "needed"),
    [
        pytest.param(MORE_THAN_HALF, 4, 8, False, "2·4 > 8", 5, id="the resolution, first round"),
        pytest.param(MORE_THAN_HALF, 5, 8, True, "2·5 > 8", 5, id="the resolution, second round"),
        pytest.param(TWO_THIRDS, 5, 8, False, "3·5 ≥ 2·8", 6, id="the confirmation, misread"),
        pytest.param(TWO_THIRDS, 6, 8, True, "3·6 ≥ 2·8", 6, id="the confirmation, recounted"),
        pytest.param(MORE_THAN_HALF, 4, 7, True, "2·4 > 7", 4, id="an odd N"),
        pytest.param(TWO_THIRDS, 6, 9, True, "3·6 ≥ 2·9", 6, id="exactly two thirds"),
        pytest.param(TWO_THIRDS, 5, 9, False, "3·5 ≥ 2·9", 6, id="just under two thirds"),
        pytest.param(MORE_THAN_HALF, 10, 20, False, "2·10 > 20", 11, id="exactly half"),
        pytest.param(Threshold(1, 1, strict=False), 8, 8, True, "8 ≥ 8", 8, id="everybody"),
    ],
)
def test_a_verdict_shows_its_arithmetic(
    threshold: Threshold, yes: int, n: int, passed: bool, arithmetic: str, needed: int
):
    found = verdict(threshold, yes, n)

    assert (found.passed, found.arithmetic, found.needed) == (passed, arithmetic, needed)


@pytest.mark.parametrize("threshold", [MORE_THAN_HALF, TWO_THIRDS])
def test_where_nobody_is_counted_nothing_is_decided(threshold: Threshold):
    found = verdict(threshold, 0, 0)

    assert not found.passed
    assert ">" in found.arithmetic


@given(thresholds(), st.integers(0, 300))
def test_the_votes_needed_pass_and_one_less_does_not(threshold: Threshold, n: int):
    needed = threshold.needed(n)

    assert verdict(threshold, needed, n).passed
    assert not verdict(threshold, needed - 1, n).passed


@given(thresholds(), st.integers(1, 300), st.integers(0, 300))
def test_a_verdict_is_the_comparison_of_whole_numbers(threshold: Threshold, n: int, yes: int):
    ours, theirs = threshold.denominator * yes, threshold.numerator * n

    assert verdict(threshold, yes, n).passed == (ours > theirs if threshold.strict else ours >= theirs)


@given(thresholds(), st.integers(1, 300))
def test_everybody_in_favour_always_suffices(threshold: Threshold, n: int):
    assert verdict(threshold, n, n).passed


@given(thresholds(), st.integers(0, 300), st.integers(0, 300))
def test_one_more_counted_never_needs_fewer_votes(threshold: Threshold, n: int, more: int):
    assert threshold.needed(n) <= threshold.needed(n + more)


@pytest.mark.parametrize(
    ("text", "threshold"),
    [
        ("more than 1/2", MORE_THAN_HALF),
        ("at least 2/3", TWO_THIRDS),
        (" at least 1/1 ", Threshold(1, 1, strict=False)),
    ],
)
def test_a_threshold_is_read_from_a_rule_profile(text: str, threshold: Threshold):
    assert Threshold.parse(text) == threshold


@given(thresholds())
def test_a_threshold_written_is_read_again(threshold: Threshold):
    assert Threshold.parse(str(threshold)) == threshold


@pytest.mark.parametrize(
    "text", ["", "1/2", "half", "more than 50 %", "more than 1/1", "at least 0/3", "at least 4/3", "at least 2/0"]
)
def test_a_text_that_is_no_majority_is_refused_in_its_own_words(text: str):
    with pytest.raises(DataFileWrong) as refused:
        Threshold.parse(text)

    assert text in str(refused.value)
