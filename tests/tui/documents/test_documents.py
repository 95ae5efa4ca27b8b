"""The documents on screen: made in the background, opened by a key, refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from models.domain.language import choose_language
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tests.tui.pictures import LANGUAGES, SIZES, Compare, looks_as_before
from tui.screens.documents import FOLDER


async def there(driver: Driver) -> None:
    await driver.press("f5", "o")
    await driver.until(lambda: "Documents:" in driver.text)


@pytest.mark.parametrize(("key", "ending"), [("enter", "pdf"), ("d", "docx"), ("t", "txt")])
async def test_a_key_makes_the_chosen_document(discussing: Path, clock: Clock, key: str, ending: str) -> None:
    path = discussing / FOLDER / f"invitation-2026-12-03.{ending}"
    async with driving(discussing, clock) as driver:
        await there(driver)
        await driver.press(key)
        await driver.until(lambda: "Written" in driver.said)
        assert path.stat().st_size > 300
        assert path.name in "".join(line.strip() for line in driver.lines)
    if ending == "pdf":
        assert "INVITATION" in PdfReader(path).pages[0].extract_text()


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


@SIZES
@LANGUAGES
def test_how_it_looks(
    snap_compare: Compare, discussing: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert looks_as_before(snap_compare, discussing, clock, size, "f5", "o")
