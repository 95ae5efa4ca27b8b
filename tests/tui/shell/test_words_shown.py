"""What the screens really say: every place, every form, every act, in both languages.

The catalogue's own texts are held to the same rules by ``tests/architecture/test_texts.py``; here are those that only
come about on a screen: grey hints, choices, what is put together.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Input, Label

from models.acts.registry import acts
from models.domain.language import choose_language
from models.queries.lookup import latest_meeting
from models.store.limits import DATABASE
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tests.vietnamese import NAMES, foreign_words, has_marks, words
from tui.forms.act_form import ActForm
from tui.shell.key_tables import all_tables
from tui.shell.panel_host import PanelHost
from tui.shell.places import places
from tui.widgets.choice_field import ChoiceField
from tui.widgets.key import Key

OPENS = re.compile(r"panel\(|app\.(help|palette|jump)|(checks|compare|reveal|history|only_open|report|show)$")
"""The actions that change nothing."""

SIZE = (160, 90)
"""Large enough that nothing is cut or scrolled away."""

INTERNAL = re.compile(
    r"(?<![\w./-])(" + "|".join(re.escape(name) for name in acts() if "." in name) + r")(?![\w/])"
    r"|\b[a-z]+(?:_[a-z0-9]+)+\b|``|:[a-z]+:`|\{\w*\}|\bNone\b|\w+Id\b"
)
STOPS = re.compile(r"(?<![.…])\.\.(?!\.)|\. \.|…\.(?!\w)|[?!;:,]\.(?!\w)")


ROUND = {
    "planned": ("home", "preparation", "live", "roster"),
    "discussing": ("live",),
    "furnished": ("home", "score", "minutes", "documents", "records", "year", "search", "conflicts"),
}
"""The places of each cell: each where it has the most to show."""

DOCUMENT = re.compile(r"\d+-[\wĐ]+(/[\wĐ]+)*")
"""The number of a document, which is the same in every language: 190-QĐ/TW."""
UNTOLD = re.compile(r"“chibo [^”]*”|\w+…")
"""What is typed as it stands, and words that are cut."""


async def pages(driver: Driver, names: Iterable[str]) -> AsyncIterator[tuple[str, str]]:
    """Go to each place, do there what every key does that opens a form or only shows, and yield what then stands."""
    meeting = latest_meeting(driver.app.gateway.reader) or ""
    for place in names:
        driver.app.navigation.show_home()
        if place != "home":
            driver.app.navigation.show_place(places()[place].make(meeting))
        await driver.settle()
        for view in range(6 if place == "year" else 1):
            if view:
                await driver.press("tab")
            yield f"{place} {view}", shown(driver)
            for key in driver.app.screen.all_keys():  # type: ignore[attr-defined]
                if OPENS.match(key.action):
                    async for name, text in opened(driver, key):
                        yield f"{place} {view} {name}", text


async def opened(driver: Driver, key: Key) -> AsyncIterator[tuple[str, str]]:
    """Press a key, yield the screen after it, and close it again."""
    screen = driver.app.screen
    await driver.pilot.press(key.in_force.split(",")[0])
    await driver.pilot.pause()
    yield key.id, shown(driver)
    if isinstance(screen, PanelHost) and screen.panel is not None:
        screen._close_panel()
    if driver.app.screen is not screen:
        driver.app.pop_screen()
        await driver.pilot.pause()


def shown(driver: Driver) -> str:
    """Return the text of the screen, with the texts of its choices and empty fields."""
    screen = driver.app.screen
    choices = [label for choice in screen.query(ChoiceField) for _key, label in choice.options]
    hints = [field.placeholder for field in screen.query(Input)]
    return "\n".join([driver.text, *choices, *hints])


def told_by_people(home: Path) -> set[str]:
    """Return the words of the store: names and titles, which are in the language that somebody wrote them in.

    The title of an item that has an English one is none of them, nor what the journal repeats of it.
    """
    found: set[str] = set()
    with closing(sqlite3.connect(home / DATABASE)) as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'journal%'"
        for (table,) in connection.execute(tables).fetchall():
            where = " WHERE title_en = ''" if table == "agenda_item" else ""
            for row in connection.execute(f'SELECT * FROM "{table}"{where}'):
                found |= {word for value in row if isinstance(value, str) for word in words(value)}
    return found


def wrong_words(language: str, text: str, people: set[str]) -> list[str]:
    if language == "en":
        return [word for word in words(text) if has_marks(word) and word not in people]
    keys = {word for table in all_tables().values() for key in table for one in key.every_shown for word in words(one)}
    known = people | keys | set(words(str(Path.home()))) | {word for line in NAMES for word in line.split()}
    return [word for word in foreign_words(text) if len(word) > 1 and word not in known]


def faults(language: str, name: str, text: str, people: set[str]) -> list[str]:
    text = DOCUMENT.sub(" ", UNTOLD.sub(" ", text)).replace("Hồ Chí Minh", "")
    found = [f"{name}: {word}" for word in dict.fromkeys(wrong_words(language, text, people))]
    found += [f"{name}: {hit[0]!r}" for hit in INTERNAL.finditer(text)]
    return found + [f"{name}: {line.strip()}" for line in text.splitlines() if STOPS.search(line.strip())]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("home_name", ROUND)
async def test_every_place_and_form_speaks_its_language_and_names_nothing_internal(
    request: pytest.FixtureRequest, clock: Clock, home_name: str, language: str
) -> None:
    home: Path = request.getfixturevalue(home_name)
    people, found = told_by_people(home), []
    choose_language(language)
    async with driving(home, clock, SIZE) as driver:
        async for name, text in pages(driver, ROUND[home_name]):
            found += faults(language, name, text, people)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_form_of_every_act_speaks_its_language_and_names_nothing_internal(language: str) -> None:
    choose_language(language)
    found = []
    for act in acts().values():
        for widget in ActForm(act, {"MemberId": (), "ItemId": ()}, "").fields():
            said = [str(widget.content)] if isinstance(widget, Label) else []
            said += [label for _key, label in widget.options] if isinstance(widget, ChoiceField) else []
            said += [widget.placeholder] if isinstance(widget, Input) else []
            found += faults(language, act.name, "\n".join(said), set())
    assert found == []
