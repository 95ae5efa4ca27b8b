"""Text copied from last month is found: word for word, at most with another date; short lines and targets are not."""

from __future__ import annotations

import pytest

from models.domain.copying import Passage, PassageSource, RepeatedText, core, repeated

LONG = "Tiếp tục tuyên truyền, vận động nhân dân chấp hành chủ trương của Đảng."


def of(text: str, source: PassageSource = PassageSource.RESOLUTION) -> list[Passage]:
    return [Passage(source, text)]


@pytest.mark.parametrize(
    "again",
    [
        LONG,
        f"1. {LONG}",
        f"- {LONG.upper()}",
        LONG.replace(" ", "  ").rstrip("."),
    ],
)
def test_the_same_words_are_found_whatever_stands_around_them(again: str) -> None:
    (found,) = repeated(of(again), of(f"Lời đầu.\n{LONG}"))
    assert (len(found.passages), found.of) == (1, 1)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Trong tháng 12 chi bộ hoàn thành các nhiệm vụ", "Trong tháng 11 chi bộ hoàn thành các nhiệm vụ"),
        ("Xong trước ngày 25/12/2026 việc rà soát hộ nghèo", "Xong trước ngày 25/11/2026 việc rà soát hộ nghèo"),
        ("Kế hoạch quý IV được chi bộ thông qua", "Kế hoạch quý III được chi bộ thông qua"),
    ],
)
def test_another_date_does_not_make_a_copy_new(new: str, old: str) -> None:
    assert repeated(of(new), of(old))


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Vận động 55 hộ làm nhà tiêu hợp vệ sinh", "Vận động 40 hộ làm nhà tiêu hợp vệ sinh"),
        ("Hoàn thành nhiệm vụ được giao", "Hoàn thành nhiệm vụ được giao"),
        (LONG, LONG.replace("nhân dân", "đảng viên")),
    ],
    ids=["another target", "few words", "another word"],
)
def test_what_was_written_anew_or_is_short_is_not_held_against_anybody(new: str, old: str) -> None:
    assert repeated(of(new), of(old)) == ()


def test_a_title_of_the_template_may_stand_in_every_agenda() -> None:
    title = "Đánh giá việc thực hiện nghị quyết tháng trước và nhiệm vụ của đảng viên"
    both = of(title, PassageSource.ITEM), of(title, PassageSource.ITEM)
    assert repeated(*both)
    assert repeated(*both, [title]) == ()


def test_a_task_is_compared_with_tasks_not_with_the_resolution() -> None:
    assert repeated(of(LONG, PassageSource.TASK), of(LONG)) == ()


def test_it_is_told_how_much_of_the_text_was_copied() -> None:
    fresh = "Phân công đồng chí Dung theo dõi việc sửa chữa đường điện ngõ 12."
    assert repeated(of(f"{LONG} {fresh}"), of(LONG)) == (RepeatedText(PassageSource.RESOLUTION, (LONG,), 2),)


@pytest.mark.parametrize(
    ("one", "other"), [("Đạt 95 %", "Đạt 96 %"), ("12.5 tấn/ha", "13.5 tấn/ha"), ("3/77 hộ", "5/77 hộ")]
)
def test_numbers_that_are_no_dates_stay(one: str, other: str) -> None:
    assert core(one) != core(other)
