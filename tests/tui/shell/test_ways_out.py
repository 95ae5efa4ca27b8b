"""The ways out that sentences name: each leads there, by keys or by words for the palette."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.acts.registry import acts
from models.domain.language import _, choose_language
from models.domain.ways_out import WayOut
from tests.meeting_room import Clock
from tests.tui.driving import driving
from tui.shell.key_tables import all_tables
from tui.shell.palette import PaletteScreen
from tui.shell.ways_out import KEYS, PALETTE, on_screens
from tui.widgets.key import remap

ROOT = Path(__file__).parents[3]


def test_every_way_out_in_the_code_is_an_act_that_the_screens_lead_to() -> None:
    source = "".join(
        path.read_text(encoding="utf-8") for room in ("models", "tui") for path in (ROOT / room).rglob("*.py")
    )
    named = set(re.findall(r'WayOut\("([\w.]+)"', source))
    assert named
    assert named - set(acts()) == set()
    assert named - set(KEYS) - set(PALETTE) == set()
    every = {key.id for table in all_tables().values() for key in table}
    assert {one for way in KEYS.values() for one in way} - every == set()


def test_keys_that_lead_there_are_shown_as_people_read_them() -> None:
    assert on_screens(WayOut("meeting.plan")) == "F9, n"
    assert on_screens(WayOut("score.give")) == "F4, 0–9"
    assert on_screens(WayOut("cell.change", "kind=village")) == ": and type “kind of cell”"


def test_every_key_that_a_sentence_names_is_one_and_follows_the_keymap() -> None:
    named = {
        found
        for path in (ROOT / "tui").rglob("*.py")
        for found in re.findall(r"\{key:([\w.]+)\}", path.read_text(encoding="utf-8"))
    }
    every = {key.id for table in all_tables().values() for key in table}
    assert len(named) > 20
    assert named - every == set()
    sentence = "There is no meeting yet; {key:home.plan} plans one."
    assert _(sentence) == "There is no meeting yet; n plans one."
    try:
        remap({"home.plan": "f12"})
        assert _(sentence) == "There is no meeting yet; F12 plans one."
        choose_language("vi")
        assert "F12" in _(sentence)
        assert "{key" not in _(sentence)
    finally:
        remap({})


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("act", PALETTE)
async def test_the_words_for_the_palette_offer_the_act_first(
    planned: Path, clock: Clock, act: str, language: str
) -> None:
    choose_language(language)
    async with driving(planned, clock) as driver:
        await driver.press("colon")
        await driver.settle()
        await driver.type(_(PALETTE[act]))
        await driver.settle()
        palette = driver.app.screen
        assert isinstance(palette, PaletteScreen)
        chosen = palette._chosen
        assert chosen is not None
        assert chosen.act is not None
        assert chosen.act.name == act
