"""Each piece of ``tui.compat`` is still needed: a test fails once the library does by itself what the piece does.

Then the piece goes, with its test.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from rich import _wrap
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.dom import DOMNode
from textual.drivers import linux_driver
from textual.screen import ModalScreen
from textual.widgets import Input, Static

import tui.compat

PIECES = sorted(Path(tui.compat.__file__).parent.glob("[a-z]*.py"))


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.stem)
def test_a_piece_names_what_it_was_measured_against_and_what_is_known_upstream(piece: Path) -> None:
    told = ast.get_docstring(ast.parse(piece.read_text(encoding="utf-8"))) or ""
    assert "Measured against" in told
    assert "Upstream: " in told


def keys_of(text: str) -> list[str]:
    """Return what Textual's own parser makes of a read."""
    return [
        event.key if isinstance(event, events.Key) else f"paste {event.text}"
        for event in XTermParser().feed(text)
        if isinstance(event, events.Key | events.Paste)
    ]


def test_keyboard_textual_takes_esc_and_a_letter_for_alt() -> None:
    assert keys_of("\x1bdx") != ["escape", "d", "x"]


def test_keyboard_textual_loses_letters_of_a_paste_with_a_sequence_in_it() -> None:
    assert keys_of("\x1b[200~a\x1b[Ab\x1b[201~") != ["paste a\x1b[Ab"]


class Below(App[None]):
    """A line whose first key opens a dialog with a line of its own."""

    BINDINGS = [Binding("plus", "hit", priority=True)]  # noqa: RUF012 - Textual's

    def __init__(self) -> None:
        super().__init__()
        self.hits = 0
        self.styled: list[DOMNode] = []

    def compose(self) -> ComposeResult:
        yield Input(id="below")
        yield Container(Static(id="hidden"), id="closed")

    def on_input_submitted(self) -> None:
        self.push_screen(Dialog())

    def action_hit(self) -> None:
        self.hits += 1


class Dialog(ModalScreen[None]):
    """A line."""

    def compose(self) -> ComposeResult:
        yield Input(id="above")


async def test_key_order_textual_hands_the_next_key_to_what_stands_below() -> None:
    app = Below()
    async with app.run_test() as pilot:
        for key, sign in (("enter", "\r"), ("a", "a")):  # in one read
            app.post_message(events.Key(key, sign))
        await pilot.pause()
        await pilot.pause()
        assert app.screen.query_one(Input).id == "above"
        assert app.screen.query_one(Input).value != "a"


async def test_key_order_textual_asks_a_key_before_the_line_that_is_typed_into() -> None:
    app = Below()
    async with app.run_test() as pilot:
        await pilot.press("plus")
        assert (app.hits, app.query_one(Input).value) != (0, "+")


async def test_styling_textual_styles_what_is_hidden_when_a_class_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Below()
    async with app.run_test():
        app.query_one("#closed").display = False
        styled: list[DOMNode] = []
        update = app.stylesheet.update_nodes

        def noting(nodes: Iterable[DOMNode], animate: bool = False) -> None:
            styled.extend(nodes)
            update(styled, animate)

        monkeypatch.setattr(app.stylesheet, "update_nodes", noting)
        app.screen.add_class("anything")
        assert app.query_one("#hidden") in styled


def test_line_ends_rich_breaks_at_a_no_break_space(monkeypatch: pytest.MonkeyPatch) -> None:
    specification = spec_from_file_location("rich._as_shipped", _wrap.__file__)  # in this process it may be mended
    assert specification
    assert specification.loader
    as_shipped = module_from_spec(specification)
    specification.loader.exec_module(as_shipped)
    monkeypatch.setattr(_wrap, "re_word", as_shipped.re_word)
    lines = [line.plain.strip() for line in Content("Yes 5/8 (62.5\u00a0%)").wrap(15)]
    assert lines == ["Yes 5/8 (62.5", "%)"]


def test_kitty_keys_textual_asks_for_all_keys_as_codes() -> None:
    source = Path(linux_driver.__file__).read_text(encoding="utf-8")
    assert "KITTY_REPORT_ALL_KEYS" in source.partition("if not constants.DISABLE_KITTY_KEY:")[2]


def test_import_throttle_the_acts_bring_hundreds_of_modules() -> None:
    code = (
        "import sys, tui.app; before = len(sys.modules); import models.acts.registry; print(len(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 200
