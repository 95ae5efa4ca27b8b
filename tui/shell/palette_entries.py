"""The entries of the palette, and the acts that can be typed into its line."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.app import App

from models.documents import names as documents
from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.text import fold
from tui.forms.form import ActRequest
from tui.shell.places import places
from tui.shell.themes import NAMES, theme_word
from tui.shell.ways_out import keys_to
from tui.widgets.key import Key

if TYPE_CHECKING:
    from models.acts.registry import Act
    from tui.shell.program import PaletteProgram


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """An entry: its text, the muted detail behind it, and what it does."""

    word: str
    detail: str
    do: Callable[[], object]
    act: Act | None = None
    also: str = ""
    """Further words that find the entry and are not shown."""

    def fits(self, words: Sequence[str]) -> bool:
        """Return whether the entry contains every folded word."""
        text = fold(f"{self.word} {self.detail} {self.also}")
        return all(word in text for word in words)


def entries(program: PaletteProgram, app: App[Any], screen_keys: Iterable[Key]) -> list[PaletteEntry]:
    """Return the entries that need no loading, those for the keys of the screen below first."""
    going = [_going(program, place.name, _("Go to: {place}").format(place=place.word)) for place in places().values()]
    sync = [PaletteEntry(_("How sync stands"), "", program.navigation.show_sync)] if program.sync_sign else []
    return [
        *(_doing(app, key) for key in screen_keys),
        *going,
        _documents(program),
        *sync,
        *(_choosing(program, name) for name in NAMES),
    ]


def act_entry(program: PaletteProgram, act: Act, meeting_id: str) -> PaletteEntry:
    """Return the entry of an act, for the meeting that is shown. It is found by the act's name, too."""
    return PaletteEntry(act.help, keys_to(act.name), lambda: program.start_act(act, meeting_id), act, also=act.name)


def written_request(text: str) -> ActRequest | None:
    """Return the act in a line of the form ``name key=value …``; ``None`` for a search text.

    Raises :class:`WrongUsage` for a line that is neither.
    """
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
    return ActRequest(name, pairs, by_words=True)


def _doing(app: App[Any], key: Key) -> PaletteEntry:
    return PaletteEntry(_(key.help), key.shown, lambda: app.screen.run_action(key.action))


def _going(program: PaletteProgram, name: str, word: str) -> PaletteEntry:
    return PaletteEntry(word, "", lambda: program.action_go(name))


def _choosing(program: PaletteProgram, theme: str) -> PaletteEntry:
    return PaletteEntry(_("Colours: {theme}").format(theme=theme_word(theme)), "", lambda: program.choose_theme(theme))


def _documents(program: PaletteProgram) -> PaletteEntry:
    """Return the entry of the documents, found by the name of each in either language."""
    names = [documents.name_of(kind) for kind in documents.DocumentKind]
    also = (*names, *documents.NAMES.values(), _("invitation, attendance list, ballots, print"))
    word = _("Make a document: {names} …").format(names=", ".join(names[:3]))
    return PaletteEntry(word, "", lambda: program.action_go("documents"), also=" ".join(also))
