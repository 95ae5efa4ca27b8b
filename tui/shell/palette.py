"""The palette: everything by its name — the keys of the screen, places, themes, every act."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from models.documents import names as documents
from models.domain.errors import ChiboError, WrongUsage
from models.domain.language import N_, _
from models.domain.text import fold
from tui.format import shown
from tui.forms.form import Drawer, Order
from tui.shell.palette_keys import PALETTE
from tui.shell.places import places
from tui.shell.screen import ChiboScreen
from tui.shell.themes import NAMES, theme_word
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from models.acts.registry import Act

MOST = 60
"""Rows offered at a time; who wants another writes more of its name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be done: its word, what stands muted behind it, what doing it means."""

    word: str
    detail: str
    do: Callable[[], object]
    act: Act | None = None
    also: str = ""
    """What else it is called by, which is not shown."""

    def fits(self, words: Sequence[str]) -> bool:
        """Say whether every folded word is part of what the entry is called."""
        text = fold(f"{self.word} {self.detail} {self.also}")
        return all(word in text for word in words)


class PaletteScreen(ChiboScreen, ModalScreen[None]):
    """A line over the list of what fits it. ``name key=value …`` in the line does an act at once."""

    DEFAULT_CSS = """
    PaletteScreen { align: center top; }
    PaletteScreen > Vertical {
        width: 90; max-width: 100%; height: auto; max-height: 100%; margin-top: 1;
        background: $surface; border: round $accent;
    }
    PaletteScreen Rows { height: auto; max-height: 16; border: none; background: $surface; padding: 0 1; }
    PaletteScreen KeyBar { dock: none; }
    """
    BINDINGS = bindings(PALETTE)

    class ActsKnown(Message):
        """The acts are loaded."""

        def __init__(self, acts: Iterable[Act]) -> None:
            super().__init__()
            self.acts = tuple(acts)

    def __init__(self, screen_keys: Sequence[Key], meeting_id: str) -> None:
        super().__init__()
        self._screen_keys = screen_keys
        self.meeting_id = meeting_id
        self._entries: list[Entry] = []
        self._offered: list[Entry] = []

    def compose(self) -> ComposeResult:
        """Lay out line, list, message and keys."""
        with Vertical() as box:
            box.border_title = _("Do anything")
            yield EntryLine(id="line")
            yield Rows(id="offered")
            yield MessageLine(id="message")
            yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Offer what needs no loading at once, the acts as soon as they are there."""
        self._entries = [*self._keys(), *self._places(), self._of_documents(), *self._sync(), *self._themes()]
        self.set_focus(self.query_one(EntryLine))
        self._offer()
        self.refresh_keys()
        loaded = self.chibo.gateway.acts()
        loaded.add_done_callback(lambda done: self.post_message(self.ActsKnown(done.result())))

    def all_keys(self) -> tuple[Key, ...]:
        """Return the palette's own keys."""
        return PALETTE

    def action_up(self) -> None:
        """Go to the row above."""
        self.query_one(OptionList).action_cursor_up()

    def action_down(self) -> None:
        """Go to the row below."""
        self.query_one(OptionList).action_cursor_down()

    def action_complete(self) -> None:
        """Write the name of the act under the cursor into the line."""
        chosen = self._chosen
        if chosen is None or chosen.act is None:
            self.messages.say(
                _("Only the name of an act can be completed; {key:palette.do} does what the cursor stands on.")
            )
            return
        line = self.query_one(EntryLine)
        line.value = f"{chosen.act.name} "
        line.cursor_position = len(line.value)

    def action_close(self) -> None:
        """Close without doing anything."""
        self.dismiss()

    def action_do(self) -> None:
        """Do what the line says, or what the cursor stands on."""
        try:
            order = self._written()
        except ChiboError as refusal:
            self.messages.refused(str(refusal))
            return
        if order is not None:
            self.hand_over(order)
        elif (chosen := self._chosen) is not None:
            self.dismiss()
            self.app.call_later(chosen.do)
        else:
            self.messages.say(_("Nothing is called that; write less of the name."))

    def act_done(self, _drawer: Drawer | None) -> None:
        """Close: what the line said is done."""
        self.dismiss()

    @on(ActsKnown)
    def _acts_known(self, event: ActsKnown) -> None:
        self._entries += [self._of_act(act) for act in event.acts]
        self._offer()

    @on(EntryLine.Changed)
    def _offer(self) -> None:
        name = self.query_one(EntryLine).value.partition("=")[0]
        words = fold(name.rpartition(" ")[0] if "=" in self.query_one(EntryLine).value else name).split()
        self._offered = [entry for entry in self._entries if entry.fits(words)][:MOST]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(Option(self._drawn(entry)) for entry in self._offered)
        listed.highlighted = 0 if self._offered else None

    @on(OptionList.OptionSelected)
    def _clicked(self) -> None:
        self.action_do()

    @property
    def _chosen(self) -> Entry | None:
        at = self.query_one(OptionList).highlighted
        return None if at is None else self._offered[at]

    def _written(self) -> Order | None:
        """Return the act that the line says with key=value; ``None`` where it only narrows the list."""
        text = self.query_one(EntryLine).value
        if "=" not in text:
            return None
        try:
            name, *words = shlex.split(text)
        except ValueError:
            raise WrongUsage(N_("Name an act; a value with spaces stands in quotation marks.")) from None
        pairs = {}
        for word in words:
            key, equals, value = word.partition("=")
            if not equals:
                raise WrongUsage(
                    N_("“{word}” is no key=value; write the name of an argument, “=” and its value."), word=word
                )
            pairs[key] = value
        return Order(name, pairs, by_words=True)

    def _keys(self) -> list[Entry]:
        def doing(key: Key) -> Callable[[], object]:
            return lambda: self.app.screen.run_action(key.action)

        return [Entry(_(key.help), key.shown, doing(key)) for key in self._screen_keys]

    def _places(self) -> list[Entry]:
        def going(name: str) -> Callable[[], object]:
            return lambda: self.chibo.action_go(name)

        return [Entry(_("Go to: {place}").format(place=one.word), "", going(one.name)) for one in places().values()]

    def _sync(self) -> list[Entry]:
        """Return the way to how sync stands; nothing where this machine has joined no cell."""
        return [Entry(_("How sync stands"), "", self.chibo.show_sync)] if self.chibo.sync_sign else []

    def _themes(self) -> list[Entry]:
        def choosing(name: str) -> Callable[[], object]:
            return lambda: self.chibo.choose_theme(name)

        return [Entry(_("Colours: {theme}").format(theme=theme_word(name)), "", choosing(name)) for name in NAMES]

    def _of_act(self, act: Act) -> Entry:
        return Entry(act.help, act.name, lambda: self.chibo.start_act(act, self.meeting_id), act)

    def _of_documents(self) -> Entry:
        """Return the way to the documents by what each is called, in either language."""
        names = [documents.name_of(kind) for kind in documents.DocumentKind]
        also = (*names, *documents.NAMES.values(), _("invitation, attendance list, ballots, print"))
        word = _("Make a document: {names} …").format(names=", ".join(names[:3]))
        return Entry(word, "", lambda: self.chibo.action_go("documents"), also=" ".join(also))

    @staticmethod
    def _drawn(entry: Entry) -> Content:
        return Content.assemble(shown(entry.word), (f"  {entry.detail}", "$foreground-muted"))
