"""The attending superior's form on the score sheet: name, role, remark, and a signature that closes the points."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.acts.registry import perform
from models.domain.language import choose_language
from models.domain.vocabulary import ScoreStage
from models.profiles.loading import load_criteria
from models.queries.lookup import latest_meeting
from models.store.ids import natural_id
from models.store.store import Store
from models.tables import Score
from tests.conftest import FakeClock
from tests.tui.driving import Driver, driving
from tests.tui.pictures import LANGUAGES, SIZES, at, picture
from tui.score.screen import ScoreScreen


@pytest.fixture
def judged(held: Path, clock: FakeClock) -> Path:
    """The meeting at its score sheet, with the superior's points given."""
    store = Store.open(held, clock)
    with store.unit("test.points") as unit:
        meeting = latest_meeting(unit.connection) or ""
        for key, line in load_criteria(None).lines.items():
            sheet, stage = "criteria-meeting-quality", ScoreStage.SUPERIOR
            row = natural_id("score", meeting, sheet, key, stage)
            most = line.points.whole
            unit.add(Score(id=row, meeting_id=meeting, sheet=sheet, criterion=key, stage=stage, points=most))
    perform(store, "guest.add", name="Tẩn Láo Tả", role="Đảng ủy viên", assigned_superior=True)
    store.close()
    return held


async def at_the_sheet(driver: Driver) -> ScoreScreen:
    screen = ScoreScreen(latest_meeting(driver.app.gateway.reader) or "")
    driver.app.push_screen(screen)
    await driver.until(lambda: screen.is_ready)
    await driver.settle()
    return screen


async def test_the_superiors_member_signs_what_the_sheet_shows(judged: Path, clock: FakeClock) -> None:
    async with driving(judged, clock, size=(80, 24)) as driver:
        screen = await at_the_sheet(driver)
        await driver.press("e")
        assert screen.rows.stage is ScoreStage.SUPERIOR
        await driver.press("enter", "enter")
        await driver.type("Nền nếp")
        await driver.press("enter", "right", "enter")
        assert "Tẩn Láo Tả signed the evaluation of the meeting: 100 of 100 points" in driver.said
        assert "✓ Signed by Tẩn Láo Tả, Đảng ủy viên" in driver.text
        await driver.press("minus")
        assert "withdraw the signature first" in driver.said
        await driver.press("e")
        assert "It is signed by Tẩn Láo Tả" in driver.said
        await driver.press("X", "minus")
        assert "Not signed yet (Tẩn Láo Tả, Đảng ủy viên)" in driver.text
        assert "99 of 100" in driver.text


async def test_what_is_kept_for_later_is_offered_again_and_signs_nothing(judged: Path, clock: FakeClock) -> None:
    async with driving(judged, clock) as driver:
        await at_the_sheet(driver)
        await driver.press("e", "enter", "enter")
        await driver.type("Viết sau")
        await driver.press("enter", "enter")
        assert "Not signed yet" in driver.text
        await driver.press("X")
        assert "The evaluation is not signed" in driver.said
        await driver.press("e")
        assert "Viết sau" in driver.text


@SIZES
@LANGUAGES
async def test_the_form_of_the_evaluation(
    snapshot: SnapshotAssertion, judged: Path, clock: FakeClock, language: str, size: tuple[int, int]
) -> None:
    choose_language(language)
    assert await picture(judged, clock, size, "e", go=at("score")) == snapshot


@SIZES
@LANGUAGES
async def test_the_form_of_the_shortcomings(
    snapshot: SnapshotAssertion, judged: Path, clock: FakeClock, language: str, size: tuple[int, int]
) -> None:
    choose_language(language)
    assert await picture(judged, clock, size, "s", go=at("score")) == snapshot
