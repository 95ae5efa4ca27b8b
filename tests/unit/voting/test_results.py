"""A result in words: the verdict first, then counts; nothing false is ever shown as a fact."""

from __future__ import annotations

import pytest

from models.domain.language import choose_language
from models.domain.results import CandidateResult, Votes, discipline_result, election_result, question_result
from models.domain.thresholds import Threshold

HALF, TWO_THIRDS = Threshold.parse("more than 1/2"), Threshold.parse("at least 2/3")


@pytest.mark.parametrize(
    ("votes", "threshold", "text", "arithmetic"),
    [
        (Votes(5, 2, 0, 8), HALF, "ĐƯỢC THÔNG QUA. Tán thành 5/8 (62,5%), không tán thành 2; cần ≥ 5", "2·5 > 8"),
        (Votes(4, 4, 0, 8), HALF, "KHÔNG ĐƯỢC THÔNG QUA. Tán thành 4/8 (50%), không tán thành 4; cần ≥ 5", "2·4 ≤ 8"),
        (
            Votes(6, 1, 2, 9),
            TWO_THIRDS,
            "ĐƯỢC THÔNG QUA. Tán thành 6/9 (66,67%), không tán thành 1, ý kiến khác 2; cần ≥ 6",
            "3·6 ≥ 2·9",
        ),
        (
            Votes(5, 0, 0, 8),
            TWO_THIRDS,
            "KHÔNG ĐƯỢC THÔNG QUA. Tán thành 5/8 (62,5%), không tán thành 0; cần ≥ 6",
            "3·5 < 2·8",
        ),
        (Votes(0, 0, 0, 8), HALF, "KHÔNG ĐƯỢC THÔNG QUA. Tán thành 0/8 (0%), không tán thành 0; cần ≥ 5", "2·0 ≤ 8"),
        (Votes(0, 0, 0, 0), HALF, "KHÔNG ĐƯỢC THÔNG QUA. Tán thành 0/0, không tán thành 0; cần ≥ 1", "2·0 ≤ 0"),
        (
            Votes(5, 1, 0, 8, invalid=1),
            HALF,
            "ĐƯỢC THÔNG QUA. Tán thành 5/8 (62,5%), không tán thành 1, không hợp lệ 1; cần ≥ 5",
            "2·5 > 8",
        ),
        (Votes(8, 0, 0, 8), HALF, "ĐƯỢC THÔNG QUA. Tán thành 8/8 (100%), không tán thành 0; cần ≥ 5", "2·8 > 8"),
    ],
)
def test_a_question(votes: Votes, threshold: Threshold, text: str, arithmetic: str) -> None:
    choose_language("vi")
    found = question_result(votes, threshold)
    assert (str(found), found.arithmetic) == (text, arithmetic)


def test_in_english_too() -> None:
    choose_language("en")
    assert str(question_result(Votes(5, 2, 1, 8), HALF)) == ("PASSED. Yes 5/8 (62.5%), no 2, abstaining 1; needs ≥ 5")


def _stood(*marks: int, chosen: int) -> list[CandidateResult]:
    return [CandidateResult(f"Người {place}", votes, place <= chosen) for place, votes in enumerate(marks, start=1)]


@pytest.mark.parametrize(
    ("stood", "seats", "verdict", "complete"),
    [
        (_stood(9, 8, 8, 7, 7, 6, 4, chosen=6), 7, "TRÚNG CỬ 6/7, CÒN KHUYẾT 1", False),
        (_stood(9, 8, 4, chosen=2), 2, "TRÚNG CỬ 2/2", True),
        (_stood(4, 3, chosen=0), 1, "KHÔNG AI TRÚNG CỬ", False),
        (_stood(9, 6, 6, chosen=1), 2, "TRÚNG CỬ 1/2, CÒN KHUYẾT 1; PHẢI BẦU LẠI: NGƯỜI 2, NGƯỜI 3", False),
    ],
)
def test_an_election_says_its_seats_and_never_that_it_passed(
    stood: list[CandidateResult], seats: int, verdict: str, complete: bool
) -> None:
    choose_language("vi")
    found = election_result(stood, seats, 10, HALF)
    assert (found.verdict, found.complete) == (verdict, complete)
    assert "cần ≥ 6" in found.counts
    assert f"Người 1 {stood[0].marks}/10" in found.counts
    assert found.counts.count(", trúng cử") == sum(one.chosen for one in stood), "who is elected is named"


def test_a_second_ballot_needs_no_number() -> None:
    choose_language("vi")
    assert "cần" not in election_result(_stood(3, 2, chosen=1), 1, 10, None).counts


def test_discipline_names_the_form() -> None:
    choose_language("vi")
    found = discipline_result(
        [CandidateResult("khiển trách", 2, chosen=False), CandidateResult("cảnh cáo", 6, chosen=True)], 9
    )
    assert str(found) == "CẢNH CÁO. Khiển trách 2/9 (22,22%); cảnh cáo 6/9 (66,67%)"
    assert (
        discipline_result([CandidateResult("khiển trách", 1, chosen=False)], 9).verdict
        == "KHÔNG HÌNH THỨC NÀO ĐỦ PHIẾU"
    )
