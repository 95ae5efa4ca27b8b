"""Every text field of the program takes Vietnamese as every input method sends it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input, TextArea

import tui
from tests.input_methods import LINES, METHODS, Typing
from tui.compat.key_order import OrderedKeysApp
from tui.compat.key_parser import WholeKeyParser
from tui.widgets.entry_area import EntryArea
from tui.widgets.entry_line import EntryLine
from tui.widgets.names_list import NamesLine
from tui.widgets.path_line import PathLine
from tui.widgets.person_field import PersonField

FOLDER = Path(tui.__file__).parent
Field = EntryLine | EntryArea


def _below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _fields() -> list[type]:
    """Return every kind of text field that a module of the program has, however it came to be one."""
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        importlib.import_module(module.name)
    return [one for kind in (Input, TextArea) for one in _below(kind) if one.__module__.startswith("tui.")]


FIELDS = _fields()
TEXTUALS_OWN = {"Input", "MaskedInput", "TextArea"}


def _stands_in(kind: type) -> type:
    """Return the widget around a field: its own one for a field with a list of names."""
    if kind is NamesLine:
        return PersonField
    if not kind.__name__.startswith("_"):
        return kind
    around = vars(sys.modules[kind.__module__]).items()
    return next(one for name, one in around if name.endswith("Field") and one.__module__ == kind.__module__)


class _FieldApp(OrderedKeysApp):
    def __init__(self, kind: type) -> None:
        super().__init__()
        self.kind = kind

    def compose(self) -> ComposeResult:
        yield _stands_in(self.kind)()

    def on_mount(self) -> None:
        self.field.focus()

    @property
    def field(self) -> Field:
        return next(iter(self.query(self.kind)))

    @property
    def text(self) -> str:
        return self.field.text if isinstance(self.field, EntryArea) else self.field.value

    def clear(self) -> None:
        if isinstance(self.field, EntryArea):
            self.field.load_text("")
        else:
            self.field.value = ""


async def _typed(kind: type, rows: tuple[Typing, ...]) -> dict[str, str]:
    """Return the text of a field after each row, sent in one read and byte by byte, by the row's name."""
    app, found = _FieldApp(kind), dict[str, str]()
    async with app.run_test() as pilot:
        for row in rows:
            for name, parts in (("one read", row.in_one), ("reads", row.writes), ("letters", tuple(row.in_one[0]))):
                parser = WholeKeyParser()
                for part in parts:
                    for event in parser.feed(part):
                        app.post_message(event)
                await pilot.pause()
                found[f"{row.name}, {name}"] = app.text
                app.clear()
    return found


def _meant(rows: tuple[Typing, ...], end: str = "\n") -> dict[str, str]:
    return {
        f"{row.name}, {name}": row.meant.replace("\n", end) for row in rows for name in ("one read", "reads", "letters")
    }


def test_every_text_field_is_of_the_two_kinds_that_know_input_methods():
    assert {EntryLine, EntryArea} <= set(FIELDS)
    assert [kind for kind in FIELDS if not issubclass(kind, EntryLine | EntryArea)] == []


def test_no_module_makes_a_field_of_textuals_own():
    made = [
        f"{path.relative_to(FOLDER).as_posix()}: {node.func.id}"
        for path in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TEXTUALS_OWN
    ]
    assert made == []


@pytest.mark.parametrize("kind", FIELDS, ids=lambda kind: kind.__name__)
async def test_a_field_reads_what_was_meant_whatever_the_input_method(kind: type):
    assert await _typed(kind, METHODS) == _meant(METHODS)


@pytest.mark.parametrize("kind", FIELDS, ids=lambda kind: kind.__name__)
async def test_line_ends_of_every_kind_part_words(kind: type):
    assert await _typed(kind, LINES) == _meant(LINES, "\n" if issubclass(kind, EntryArea) else " ")


async def test_a_line_says_what_became_of_the_lines_pasted_into_it():
    told: list[str] = []

    class Telling(App[None]):
        def compose(self) -> ComposeResult:
            yield EntryLine()

        def on_entry_line_notice(self, event: EntryLine.Notice) -> None:
            told.append(event.sentence)

    app = Telling()
    async with app.run_test() as pilot:
        app.query_one(EntryLine).paste("một\nhai\n\nba\n")
        await pilot.pause()
        assert app.query_one(EntryLine).value == "một hai ba"
        app.query_one(EntryLine).paste("bốn")
        await pilot.pause()
    assert len(told) == 1
    assert "3" in told[0]


async def test_a_file_dropped_onto_a_path_line_is_its_whole_path(tmp_path: Path):
    file = tmp_path / "Biên bản (1).pdf"
    file.touch()

    class Dropping(App[None]):
        def compose(self) -> ComposeResult:
            yield PathLine()

    app = Dropping()
    async with app.run_test() as pilot:
        line = app.query_one(PathLine)
        for dropped in (f"'{file}'", f"file://{quote(str(file))}\n", f"{file} "):
            line.begin()
            line.paste(dropped)
            await pilot.pause()
            assert line.path == file
