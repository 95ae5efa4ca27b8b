"""The places of the program, as each declares itself in ``tui/PLACE/place.py``. App, palette, help and guide use them.

The screen of a place is imported on the first visit, to keep the start fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from models.domain.language import _
from models.domain.vocabulary import MeetingState
from tui.widgets.key import Key

if TYPE_CHECKING:
    from tui.shell.screen import ChiboScreen

_TUI = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its id, its key tables by name, and how to go there. Texts are English gettext messages."""

    name: str
    tables: Mapping[str, tuple[Key, ...]] = field(hash=False)
    label: str = ""
    """Its name in the palette; empty for no entry."""
    screen: str = ""
    """The class of the screen, as ``module:class``; empty when the place is not opened by its name."""
    of_meeting: bool = True
    """Whether the screen shows one meeting and takes its key."""
    rank: int = 0
    """Its position in the palette."""
    states: frozenset[MeetingState] = frozenset()
    """The states of the meetings that open in this place."""
    key: Key | None = None
    """The key that goes there from every screen."""

    @property
    def word(self) -> str:
        """The name of the place in the language of the program."""
        return _(self.label)

    def make(self, meeting_id: str = "", **where: str) -> ChiboScreen:
        """Return a new screen of this place; ``where`` are further arguments of the screen."""
        module, name = self.screen.split(":")
        made: Callable[..., ChiboScreen] = getattr(import_module(module), name)
        return made(meeting_id, **where) if self.of_meeting else made(**where)


def go_key(place: str, keys: str, word: str, sentence: str) -> Key:
    """Return the key that opens a place from every screen."""
    return Key(f"go.{place}", keys, f"app.go('{place}')", word, sentence)


@cache
def every_place() -> tuple[Place, ...]:
    """Return the ``PLACE`` of the module ``place`` of every package of ``tui``, by rank."""
    rooms = [f"tui.{room.name}" for room in iter_modules([str(_TUI)]) if room.ispkg]
    found: Iterable[Place] = (import_module(f"{room}.place").PLACE for room in rooms if find_spec(f"{room}.place"))
    return tuple(sorted(found, key=lambda place: place.rank))


@cache
def places() -> Mapping[str, Place]:
    """Return the places in the palette, by name."""
    return {place.name: place for place in every_place() if place.label}


def place_named(name: str) -> Place:
    """Return a place by its name, also one outside the palette."""
    return next(place for place in every_place() if place.name == name)


@cache
def go_keys() -> tuple[Key, ...]:
    """Return the keys that open places: home first, the others by function key."""
    keys = (place.key for place in every_place() if place.key)
    return tuple(sorted(keys, key=lambda key: (key.id != "go.home", int(key.keys.split(",")[0].removeprefix("f")))))


def place_of(state: MeetingState) -> str:
    """Return the place that opens a meeting in this state."""
    return next(place.name for place in every_place() if state in place.states)
