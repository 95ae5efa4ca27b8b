"""The palette: keys, places, colours and every act by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.acts.argument_words import ARGUMENTS, argument_word
from models.acts.registry import Act, acts
from models.documents.names import NAMES, DocumentKind, name_of
from models.domain.language import choose_language
from models.domain.text import fold
from models.queries.field_labels import FIELDS
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.documents.screen import DocumentsScreen
from tui.forms.act_form import ActForm
from tui.live.screen import LiveScreen
from tui.shell.act_screen import ActScreen
from tui.shell.palette import PaletteScreen
from tui.shell.preferences import FILE
from tui.widgets.entry_line import EntryLine
from tui.widgets.person_field import PersonField


async def opened(driver: Driver) -> PaletteScreen:
    await driver.press("colon")
    palette = driver.app.screen
    assert isinstance(palette, PaletteScreen)
    await driver.settle()
    return palette


async def test_any_act_is_done_by_its_name_and_words(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await opened(driver)
        await driver.type("list.plan_time seconds=90")
        await driver.press("enter")
        assert isinstance(driver.app.screen, LiveScreen)
        assert "planned 90 seconds" in driver.said


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_rows_have_words_and_keys_and_never_internal_names(discussing: Path, clock: Clock, language: str) -> None:
    choose_language(language)
    async with driving(discussing, clock) as driver:
        palette = await opened(driver)
        drawn = [palette._drawn(entry).plain for entry in palette._entries]
        assert len(drawn) > len(acts())
        names = {name for name in acts() if "." in name}
        assert [row for row in drawn if any(name in row for name in names)] == []
        asks = next(row for row in drawn if row.startswith(acts()["speech.ask"].help))
        assert asks.endswith("  F3, a")
        await driver.type("speech.ask")  # the name that the command line has still finds it
        await driver.settle()
        assert palette._chosen
        assert palette._chosen.act is acts()["speech.ask"]


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_the_documents_are_found_by_what_they_are_called(discussing: Path, clock: Clock, language: str) -> None:
    choose_language(language)
    async with driving(discussing, clock) as driver:
        palette = await opened(driver)
        for kind in DocumentKind:
            for name in (NAMES[kind], fold(name_of(kind))):
                palette.query_one(EntryLine).value = name
                await driver.settle()
                assert any(entry.also for entry in palette._offered), name
        palette.query_one(EntryLine).value = "giấy mời" if language == "vi" else "attendance sheet"
        await driver.settle()
        await driver.press("enter")
        assert isinstance(driver.app.screen, DocumentsScreen)


async def test_a_wrong_word_is_refused_in_a_sentence_and_the_line_stays_to_be_mended(
    discussing: Path, clock: Clock
) -> None:
    async with driving(discussing, clock) as driver:
        palette = await opened(driver)
        await driver.type("speech.ask member=Nobody")
        await driver.press("enter")
        assert "There is no member" in driver.said
        assert palette.query_one("#line").value == "speech.ask member=Nobody"


async def test_an_act_asks_for_what_it_needs_with_names_to_pick(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await opened(driver)
        await driver.type("speech.ask")
        await driver.press("enter")
        assert isinstance(driver.app.screen, ActScreen)
        await driver.type("duc")
        assert "Nguyễn Văn Đức" in driver.text
        fields = sum(one.name != "meeting" for one in acts()["speech.ask"].parameters)
        await driver.press(*["enter"] * fields)
        assert isinstance(driver.app.screen, LiveScreen)
        assert "Đức" in driver.said


async def test_what_an_act_refuses_stays_in_its_form(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await opened(driver)
        await driver.type("list.plan_time")
        await driver.press("enter")
        await driver.type("many")
        await driver.press("enter")
        form = driver.app.screen
        assert isinstance(form, ActScreen)
        assert "many" in driver.said
        assert form.query_one("#seconds").value == "many"
        await driver.press("escape")
        assert isinstance(driver.app.screen, LiveScreen)


async def test_a_key_is_found_by_what_it_does(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await opened(driver)
        await driver.type("end the speech")
        await driver.press("enter")
        assert "ended the speech of" in driver.said


async def test_colours_are_chosen_and_kept_for_the_next_start(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await opened(driver)
        await driver.type("light colours")
        await driver.press("enter")
        assert driver.app.theme == "chibo-light"
    assert 'theme = "light"' in (discussing / FILE).read_text(encoding="utf-8")
    async with driving(discussing, clock) as driver:
        assert driver.app.theme == "chibo-light"


async def test_nothing_is_called_that_is_said(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await opened(driver)
        await driver.type("qqqq")
        await driver.press("enter")
        assert "Nothing is called that" in driver.said
        await driver.press("escape")
        assert isinstance(driver.app.screen, LiveScreen)


@pytest.mark.parametrize("act", acts().values(), ids=lambda act: act.name)
def test_every_act_has_a_field_for_each_argument(act: Act) -> None:
    fields = [widget.id for widget in ActForm(act, {"MemberId": (), "ItemId": ()}, "").fields() if widget.can_focus]
    pickers = [
        widget.id
        for widget in ActForm(act, {"MemberId": (), "ItemId": ()}, "").fields()
        if isinstance(widget, PersonField)
    ]
    asked = [one.name for one in act.parameters if one.name != "meeting"]
    assert sorted([*fields, *pickers]) == sorted(asked or ["confirm"])


def test_an_argument_without_a_word_of_its_own_is_called_as_the_field() -> None:
    assert "forwarded_on" not in ARGUMENTS
    assert argument_word("forwarded_on") == "Forwarded on"


@pytest.mark.parametrize("act", acts().values(), ids=lambda act: act.name)
def test_every_argument_of_an_act_is_asked_for_in_words(act: Act) -> None:
    assert {one.name for one in act.parameters} - {"meeting"} <= {*ARGUMENTS, *FIELDS}
