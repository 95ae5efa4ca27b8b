"""Which form of discipline a ballot decides (docs/domain.md, rule 9)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.discipline import DisciplineForm, accumulate
from models.domain.discipline_forms import not_offered
from models.domain.errors import DataFileWrong
from models.domain.thresholds import Threshold, verdict

REPRIMAND, WARNING, DISMISSAL, EXPULSION = DisciplineForm
MORE_THAN_HALF = Threshold(1, 2, strict=True)
THRESHOLDS = {
    REPRIMAND: MORE_THAN_HALF,
    WARNING: MORE_THAN_HALF,
    DISMISSAL: MORE_THAN_HALF,
    EXPULSION: Threshold(2, 3, strict=False),
}
votes = st.fixed_dictionaries({form: st.integers(0, 10) for form in DisciplineForm})


@pytest.mark.parametrize(
    ("reprimand", "warning", "dismissal", "expulsion", "n", "form"),
    [
        pytest.param(0, 0, 0, 6, 9, EXPULSION, id="two thirds for expulsion"),
        pytest.param(0, 0, 0, 5, 9, DISMISSAL, id="over half for expulsion is a dismissal"),
        pytest.param(1, 5, 1, 2, 9, WARNING, id="a form that suffices alone"),
        pytest.param(5, 1, 1, 2, 9, REPRIMAND, id="the mildest alone, severer votes notwithstanding"),
        pytest.param(3, 3, 1, 2, 9, WARNING, id="2 + 1 + 3 for a warning"),
        pytest.param(4, 2, 1, 1, 9, REPRIMAND, id="all together for a reprimand"),
        pytest.param(1, 3, 2, 2, 8, WARNING, id="half of N does not suffice for dismissal"),
        pytest.param(1, 1, 1, 1, 8, None, id="half of N does not suffice at all"),
        pytest.param(0, 0, 0, 0, 8, None, id="nobody for any form"),
    ],
)
def test_the_votes_decide_the_form(
    reprimand: int, warning: int, dismissal: int, expulsion: int, n: int, form: DisciplineForm | None
):
    given_votes = {REPRIMAND: reprimand, WARNING: warning, DISMISSAL: dismissal, EXPULSION: expulsion}

    assert accumulate(given_votes, n, THRESHOLDS).form is form


def test_every_step_is_shown_with_its_arithmetic():
    result = accumulate({REPRIMAND: 3, WARNING: 3, DISMISSAL: 1, EXPULSION: 2}, 9, THRESHOLDS)

    assert [(step.form, step.parts, step.verdict.arithmetic, step.verdict.passed) for step in result.steps] == [
        (EXPULSION, (2,), "3·2 ≥ 2·9", False),
        (DISMISSAL, (1,), "2·1 > 9", False),
        (WARNING, (3,), "2·3 > 9", False),
        (REPRIMAND, (3,), "2·3 > 9", False),
        (DISMISSAL, (2, 1), "2·3 > 9", False),
        (WARNING, (2, 1, 3), "2·6 > 9", True),
    ]


def test_a_form_not_on_the_ballot_is_passed_over():
    on_the_ballot = {form: share for form, share in THRESHOLDS.items() if form is not DISMISSAL}

    assert accumulate({EXPULSION: 5}, 9, on_the_ballot).form is WARNING


def test_votes_for_a_form_without_a_majority_are_refused():
    with pytest.raises(DataFileWrong, match="dismissal"):
        accumulate({DISMISSAL: 5}, 9, {WARNING: MORE_THAN_HALF})


@given(votes, st.integers(1, 40))
def test_no_form_is_decided_without_the_votes_for_it_and_for_severer_ones(
    given_votes: dict[DisciplineForm, int], n: int
):
    form = accumulate(given_votes, n, THRESHOLDS).form

    order = list(DisciplineForm)
    together = {one: sum(given_votes[other] for other in order[order.index(one) :]) for one in order}
    assert form is None or verdict(THRESHOLDS[form], together[form], n).passed
    if form is None:
        assert not any(verdict(THRESHOLDS[one], together[one], n).passed for one in order)


@given(votes)
def test_when_nobody_votes_twice_the_form_is_the_severest_that_suffices(given_votes: dict[DisciplineForm, int]):
    n = max(1, sum(given_votes.values()))
    order = list(DisciplineForm)

    suffice = [
        form
        for form in order
        if verdict(THRESHOLDS[form], sum(given_votes[one] for one in order[order.index(form) :]), n).passed
    ]

    assert accumulate(given_votes, n, THRESHOLDS).form is (suffice[-1] if suffice else None)


@pytest.mark.parametrize(
    ("offered", "probationary", "has_office", "told"),
    [
        ("reprimand warning", True, False, "dismissal from office, expulsion; a member on probation"),
        ("reprimand warning expulsion", False, False, "dismissal from office; only who holds an office"),
        ("reprimand warning dismissal expulsion", False, True, ""),
        ("reprimand", False, True, "the rules do not foresee it"),
    ],
)
def test_the_forms_that_are_not_open_are_named_with_the_reason(
    offered: str, probationary: bool, has_office: bool, told: str
) -> None:
    forms = [DisciplineForm(word) for word in offered.split()]
    found = not_offered(forms, probationary=probationary, has_office=has_office, citation="296")
    assert (found is None) == (not told)
    assert told in str(found or "")
