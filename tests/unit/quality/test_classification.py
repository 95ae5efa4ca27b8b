"""The annual classification and the 20% rule (docs/domain.md, rule 12)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.bands import Grade, Rate
from models.domain.classification import (
    Classification,
    classification_name,
    excellent_limit,
    excellent_most,
    shares,
    well_or_better,
)

E, G, C, N = Classification


@pytest.mark.parametrize(("good", "most"), [(0, 0), (4, 0), (5, 1), (9, 1), (10, 2), (14, 2), (15, 3), (99, 19)])
def test_a_fifth_of_those_rated_good_is_rounded_down(good: int, most: int) -> None:
    assert excellent_most(good, 20) == most


def test_the_limit_says_who_is_over_it_and_how_it_was_reckoned() -> None:
    ranked = [("Mậu", E), ("Trình", E), *((f"member {n}", G) for n in range(9)), ("Ơn", C)]
    found = excellent_limit(ranked, 20)
    assert (found.most, found.over, found.holds) == (1, ("Trình",), False)
    assert str(found) == "2 excellent; at most 20% of 9 rated good: 20 × 9 / 100 → 1"


@given(st.lists(st.sampled_from(Classification), max_size=60), st.integers(0, 100))
def test_who_is_over_is_exactly_what_exceeds_the_limit(classes: list[Classification], percent: int) -> None:
    found = excellent_limit([(str(n), one) for n, one in enumerate(classes)], percent)
    assert 100 * found.most <= percent * classes.count(G) < 100 * (found.most + 1)
    assert len(found.over) == max(0, found.excellent - found.most)
    assert found.holds is (not found.over)


@given(st.lists(st.sampled_from(Classification), max_size=60))
def test_the_shares_add_up_to_those_classified(classes: list[Classification]) -> None:
    found = shares(classes)
    assert sum(rate.numerator for rate in found.values()) == len(classes)
    assert {rate.denominator for rate in found.values()} == {len(classes)}
    assert well_or_better(classes) == Rate(classes.count(E) + classes.count(G), len(classes))


def test_every_class_has_a_name_and_a_band_of_the_cells_own_keeps_its_own() -> None:
    assert len({classification_name(one) for one in Classification}) == 4
    assert classification_name(Grade("good", 70, 90)) == "completed well"
    assert classification_name(Grade("praiseworthy", 95)) == "praiseworthy"
