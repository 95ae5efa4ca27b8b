"""The query of an address: a value that a parameter cannot have is its default, and nothing is refused for it."""

from __future__ import annotations

import pytest

from sync.vocabulary import ReceivedReportState
from sync.web.pages.four_good import FourGoodQuery
from sync.web.pages.petitions import PetitionQuery
from sync.web.pages.reports import ReportQuery
from sync.web.request_context import PageQuery


@pytest.mark.parametrize("text", ["0", "-1", "abc", "", "1.5", "100001", "9" * 5_000, "1e3", "٣"])
def test_a_page_that_there_cannot_be_is_the_first(text: str) -> None:
    assert PageQuery.model_validate({"page": text, "period": "2026", "more": "x"}) == PageQuery(period="2026")


def test_what_there_is_is_taken() -> None:
    assert PageQuery.model_validate({"page": "100000"}).page == 100_000
    assert ReportQuery.model_validate({"state": "all"}).state == "all"
    assert ReportQuery.model_validate({"state": "returned"}).state is ReceivedReportState.RETURNED
    assert PetitionQuery.model_validate({"state": "answered"}).state == "answered"
    assert FourGoodQuery.model_validate({"show": "registered", "year": "2025"}) == FourGoodQuery(
        show="registered", year=2025
    )


@pytest.mark.parametrize("kind", [PageQuery, ReportQuery, PetitionQuery, FourGoodQuery])
def test_an_odd_value_does_not_spoil_the_others(kind: type[PageQuery]) -> None:
    odd = dict.fromkeys(kind.model_fields, "x" * 200) | {"page": "7"}
    assert kind.model_validate(odd) == kind(page=7)
