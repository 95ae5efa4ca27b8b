"""Votes by keys: by name, among candidates by hands, and the laptop that is handed round."""

from __future__ import annotations

from pathlib import Path

from models.domain.vocabulary import Choice, MotionKind, MotionState
from models.queries.votes import MotionView, motions
from models.store.opening import open_reader
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving


async def _put(driver: Driver, title: str, method: int, kind: int = 0, candidates: str = "", seats: str = "") -> None:
    """Put a motion of the ``kind``-th kind and open a round by the ``method``-th method."""
    await driver.press("v", *["right"] * kind, "enter")
    await _fill(driver, title, *filter(None, (candidates, seats)))
    await driver.press(*["right"] * method, "enter")


async def _fill(driver: Driver, *fields: str) -> None:
    for field in fields:
        await driver.type(field)
        await driver.press("enter")


def _reckoned(driver: Driver) -> str:
    """Return what the open form says of the numbers typed so far."""
    assert driver.live.panel
    return str(driver.live.panel.query_one("#arithmetic").render())


def _motion(home: Path) -> MotionView:
    reader = open_reader(home)
    try:
        meeting = reader.execute("SELECT id FROM meeting").fetchone()[0]
        return motions(reader, meeting)[-1]
    finally:
        reader.close()


async def test_more_hands_than_voters_are_told_while_they_are_typed_and_refused(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await _put(driver, "Chọn ngày", method=0)
        await _fill(driver, "5", "2")
        assert "PASSED. Yes 5/8 (62.5%), no" in _reckoned(driver)
        assert "2·5 > 8" in _reckoned(driver), "the arithmetic stands under it"
        await driver.press("1")
        for part in ("5 yes + 2 no + 1 abstaining = 8 hands", "voters present are 7"):
            assert part in _reckoned(driver)
        assert "PASSED" not in _reckoned(driver)
        await driver.press("enter")
        assert "count the hands again" in driver.said
        await driver.press("backspace", "0", "enter")
        assert "PASSED. Yes 5/8 (62.5%)" in driver.said
    assert _motion(discussing).state is MotionState.PASSED


async def test_papers_that_do_not_add_up_are_told_while_they_are_typed(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await _put(driver, "Chọn ngày", method=2)
        await _fill(driver, "duc, dung")
        await driver.press("8")
        assert "8 > 7" in _reckoned(driver)
        await driver.press("backspace", "7", "enter")
        await _fill(driver, "7", "0", "5")
        assert "PASSED. Yes 5/8 (62.5%), no" in _reckoned(driver)
        assert "2·5 > 8" in _reckoned(driver), "the arithmetic stands under it"
        await driver.press("3")
        assert "7 ≠ 5 + 3 + 0" in _reckoned(driver)
        await driver.press("backspace", "1", "enter", "0")
        assert "7 ≠ 5 + 1 + 0" in _reckoned(driver)
        await driver.press("backspace", "1", "enter")
        assert "PASSED. Yes 5/8 (62.5%)" in driver.said


async def test_a_show_of_hands_by_name_keeps_who_voted_what(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await _put(driver, "Chọn ngày", method=1)
        await _fill(driver, "yen, mau, dung, duc, hanh", "huong", "")
        assert "PASSED. Yes 5/8 (62.5%)" in driver.said
    votes = [choice for _member, choice in _motion(discussing).rounds[0].named]
    assert (votes.count(Choice.YES), votes.count(Choice.NO)) == (5, 1)


async def test_somebody_named_twice_is_refused_and_nothing_typed_is_lost(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await _put(driver, "Chọn ngày", method=1)
        await _fill(driver, "yen", "yen", "")
        assert "named twice" in driver.said
        assert driver.live.query_one("#names-form #yes").value == "yen"


async def test_candidates_are_counted_by_hands_in_their_order(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await _put(driver, "Đoàn chủ tịch", method=-1, kind=6, candidates="duc, hanh", seats="1")
        await driver.press("escape")
        await driver.press("u")  # the round opened on paper, as is proposed for elections
        await driver.press("v", "left", "left", "enter")
        await _fill(driver, "2, 5")
        assert "ELECTED 1 OF 1" in driver.said
    elected = [one.option.label for one in _motion(discussing).rounds[-1].options if one.elected]
    assert elected == ["Trần Thị Bích Hạnh"]


async def test_a_name_that_several_have_is_asked_and_records_no_vote(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await _put(driver, "Chọn ngày", method=1)
        await driver.type("thi, van")
        assert "? thi: " in driver.text
        assert "Lê Thị Dung (" in driver.text
        await driver.press("enter")
        await _fill(driver, "", "")
        assert "may mean several" in driver.said
    assert not _motion(discussing).rounds[0].named


async def test_whom_a_name_means_is_echoed_while_it_is_typed(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await _put(driver, "Chọn ngày", method=2)
        await driver.type("duc, dun, xyz")
        echoed = str(driver.live.query_one("#paper-form #tellers-named").render())
        assert echoed == "✓ Nguyễn Văn Đức; ✓ Lê Thị Dung; ✗ xyz: nobody is called that"


async def test_a_teller_whom_several_names_fit_is_not_chosen(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await _put(driver, "Chọn ngày", method=2)
        await _fill(driver, "h, dung", "7", "7", "0", "5", "2", "0")
        assert "may mean several" in driver.said
    assert _motion(discussing).rounds[0].yes is None


async def test_a_letter_in_a_count_is_told_at_once_and_never_reckoned_as_nothing(
    discussing: Path, clock: Clock
) -> None:
    async with driving(discussing, clock) as driver:
        await _put(driver, "Chọn ngày", method=0)
        await _fill(driver, "5", "x")
        assert "“x” is no whole number" in _reckoned(driver)
        assert "PASSED" not in _reckoned(driver)
        await driver.press("0", "enter")
        assert "no whole number" in driver.said
    assert _motion(discussing).rounds[-1].yes is None


async def test_a_letter_among_the_marks_is_told_at_once(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await _put(driver, "Đoàn chủ tịch", method=-1, kind=6, candidates="duc, hanh", seats="1")
        await driver.press("escape")
        await driver.press("u")
        await driver.press("v", "left", "left", "enter")
        await driver.type("5, l")
        assert "“l” is no whole number" in _reckoned(driver)


async def test_an_amendment_begins_with_the_text_that_stands(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("v", "enter")
        await driver.type("Quỹ 5 triệu")
        await driver.press("enter", "escape", "v", "shift+tab", "right", "enter")
        line = driver.live.query_one("#round-form #new-text")
        assert line.value == "Quỹ 5 triệu"
        await driver.press("end")
        await driver.type(" đồng")
        await driver.press("enter")
        assert _motion(discussing).text == "Quỹ 5 triệu đồng"


async def test_a_name_that_several_have_is_asked_as_soon_as_it_is_entered(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await _put(driver, "Chọn ngày", method=1)
        await _fill(driver, "thi")
        assert "may mean several" in driver.said
        assert driver.app.focused is driver.live.query_one("#names-form #yes")
        await driver.press("backspace")
        assert not driver.said, "it is being corrected"


async def test_a_letter_in_the_number_of_seats_is_refused_while_it_is_typed(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("v", *["right"] * 6, "enter")
        await _fill(driver, "Đoàn chủ tịch", "duc, hanh")
        await driver.press("x")
        assert "“x” is no whole number" in driver.said
        await driver.press("enter")
        assert driver.app.focused is driver.live.query_one("#seats")
        await driver.press("backspace")
        assert not driver.said


async def test_without_surplus_the_count_asks_who_agrees_and_who_disagrees_to_each_name(
    discussing: Path, clock: Clock
) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await _put(driver, "Bầu chi ủy", method=0, kind=6, candidates="duc, hanh", seats="2")
        assert "Disagreed, in the order below" in driver.text
        assert "Blank (valid" not in driver.text
        await _fill(driver, "yen, dung", "7", "7", "0", "6, 4")
        await driver.type("2")
        assert "6 + 2 > 7" in _reckoned(driver)
        await driver.press("backspace")
        await driver.type("1, 2")
        assert "Nguyễn Văn Đức: 6 – 1" in _reckoned(driver)
        await driver.press("enter")
        assert "ELECTED 1 OF 2, ONE SEAT OPEN" in driver.said
    counted = _motion(discussing).rounds[-1].options
    assert [(one.marks, one.against) for one in counted] == [(6, 1), (4, 2)]


async def test_somebody_is_nominated_from_the_floor_in_the_form_of_the_vote(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await driver.press("v")
        await driver.press(*["right"] * 6, "enter")
        await driver.type("Bầu")
        await driver.press("enter")
        await driver.type("duc, hanh")
        await driver.press("enter", "2", "enter")
        await driver.press("shift+tab", "right", "right", "right", "enter")
        await driver.type("mau")
        await driver.press("enter", "enter", "5", "enter")
        assert "Vi Văn Mậu stands for “Bầu”, nominated from the floor (5 of " in driver.said
    assert [one.label for one in _motion(discussing).options][-1] == "Vi Văn Mậu"


async def test_the_form_says_which_forms_of_discipline_are_not_open_and_why(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await driver.press("v")
        await driver.press(*["right"] * 4, "enter")
        await driver.type("Kỷ luật")
        await driver.press("enter")
        await driver.type("hiep")
        await driver.press("enter")
        assert driver.live.panel
        told = str(driver.live.panel.query_one("#forms-offered").render())
        assert "a member on probation is reprimanded or warned only" in told
        assert "Regulation 296-QĐ/TW" in told
        assert "⚠ Not on the ballot" in driver.text


async def test_an_admission_takes_the_name_of_somebody_who_is_no_member(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await driver.press("v", *["right"] * list(MotionKind).index(MotionKind.ADMISSION), "enter")
        await driver.type("Xét kết nạp")
        await driver.press("enter")
        await driver.type("Nguyễn Thị Khánh Ngọc")
        assert "No member is called that" in driver.text
        await driver.press("shift+tab", "shift+tab", "right", "left", "tab", "tab")  # the name fits no other kind
        assert "Nguyễn Thị Khánh Ngọc" in driver.text
        await driver.press("enter")
    assert _motion(discussing).subject == "Nguyễn Thị Khánh Ngọc"
