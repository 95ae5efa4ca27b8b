"""The documents on screen: made in the background, opened by a key, refused in a sentence."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pypdf import PdfReader
from syrupy.assertion import SnapshotAssertion

from models.domain.language import choose_language
from sync.reports import signed_document as paperwork
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tests.tui.pictures import LANGUAGES, SIZES, picture
from tui.home.screen import HomeScreen
from tui.shell.document_screen import FOLDER


async def there(driver: Driver) -> None:
    await driver.press("f5", "o")
    await driver.until(lambda: "Documents:" in driver.text)


@pytest.mark.parametrize(("key", "ending"), [("enter", "pdf"), ("d", "docx"), ("t", "txt")])
async def test_a_key_makes_the_chosen_document(discussing: Path, clock: Clock, key: str, ending: str) -> None:
    path = discussing / FOLDER / f"invitation-2026-12-03.{ending}"
    async with driving(discussing, clock) as driver:
        await there(driver)
        assert "open it" not in driver.lines[-1]
        await driver.press(key)
        await driver.until(lambda: "Written" in driver.said)
        assert "o open it" in driver.lines[-1]
        assert path.stat().st_size > 300
        assert path.name in "".join(line.strip() for line in driver.lines)
    if ending == "pdf":
        assert "INVITATION" in PdfReader(path).pages[0].extract_text()


async def test_a_document_is_never_written_over_another(discussing: Path, clock: Clock) -> None:
    path = discussing / FOLDER / "invitation-2026-12-03.txt"
    async with driving(discussing, clock) as driver:
        await there(driver)
        for text in (None, None, "sửa tay", "sửa nữa"):
            if text:
                path.write_text(text, encoding="utf-8")
            await driver.press("t")
            await driver.until(lambda: "Written" in driver.said)
            await driver.press("down", "up")
    assert path.read_text(encoding="utf-8") == "sửa nữa"
    assert sorted(one.name for one in path.parent.iterdir()) == ["invitation-2026-12-03-2.txt", path.name]
    assert "INVITATION" in path.with_stem(f"{path.stem}-2").read_text(encoding="utf-8")


async def test_what_the_records_do_not_hold_is_refused_in_a_sentence(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await there(driver)
        rows = [line.strip() for line in driver.lines]
        at = next(number for number, row in enumerate(rows) if row.startswith("Resolution"))
        first = next(number for number, row in enumerate(rows) if row.startswith("Invitation"))
        await driver.press(*["down"] * (at - first), "enter")
        await driver.until(lambda: "No resolution" in driver.said)
        await driver.press("o")
        assert "Nothing was made yet" in driver.said
        assert not (discussing / FOLDER).exists()


async def test_a_document_that_takes_long_is_given_up_by_a_key(
    discussing: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()
    monkeypatch.setattr(paperwork, "made", lambda *_: (free.wait(10), (b"late", "late"))[1])
    async with driving(discussing, clock) as driver:
        await there(driver)
        await driver.press("enter")
        assert driver.said == "Making the document … · q gives it up"
        await driver.press("down", "d")
        assert "wait a moment" in driver.said
        await driver.press("escape")
        assert driver.said == "Given up; nothing was written."
        free.set()
        await driver.app.workers.wait_for_complete()
        await driver.settle()
        assert driver.said == "Given up; nothing was written."
        assert not (discussing / FOLDER).exists()
        await driver.press("escape")
        assert isinstance(driver.app.screen, HomeScreen)


async def test_what_goes_wrong_in_the_making_is_told_and_the_program_goes_on(discussing: Path, clock: Clock) -> None:
    (discussing / FOLDER).write_text("in the way", encoding="utf-8")
    async with driving(discussing, clock) as driver:
        await there(driver)
        await driver.press("t")
        await driver.until(lambda: driver.said.startswith("✗"))
        assert str(discussing / FOLDER) in driver.said.replace("\n", "")


@SIZES
@LANGUAGES
async def test_how_it_looks(
    snapshot: SnapshotAssertion, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(discussing, clock, size, "f5", "o") == snapshot


@SIZES
@LANGUAGES
async def test_the_form_of_a_posting(
    snapshot: SnapshotAssertion, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(discussing, clock, size, "f5", "o", "h") == snapshot


async def test_the_text_of_a_document_is_copied_and_nothing_is_written(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await there(driver)
        await driver.press("slash")
        await driver.type("minutes")
        await driver.press("enter", "Y")
        await driver.until(lambda: "clipboard" in driver.said)
        assert "MINUTES" in driver.app.clipboard
        assert not (discussing / FOLDER).exists()
