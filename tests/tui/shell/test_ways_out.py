"""The ways out that sentences name: each leads there, by keys or by words for the palette."""

from __future__ import annotations

import ast
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


LITERAL = re.compile(r"\besc\b|\bF(?!10\b)\d+|[⇥⇧␣]|\^[a-z]|“[^\w$=]”|(?<![\w’'.“{])[b-hj-zA-HJ-MO-Z] [a-z]+s\b")
"""A key by its name. Enter and the arrows in a field are the field's own, as is F10 in a text of several lines."""

FIXED = {"esc closes"}
"""Of the help, which any key closes."""


def test_no_sentence_of_a_screen_names_a_key_that_may_be_another() -> None:
    told = {
        text.value
        for path in (ROOT / "tui").rglob("*.py")
        if "cli" not in path.parts
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("_", "N_", "ngettext", "pgettext")
        for text in call.args
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }
    assert len(told) > 500
    assert {one for one in told if LITERAL.search(re.sub(r"\{[^}]*\}", "", one))} - FIXED == set()


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
