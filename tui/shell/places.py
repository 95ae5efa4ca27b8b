"""The places of the program. Each declares itself in ``tui/PLACE/place.py``; app, palette, help and guide read it here.

The screen of a place is imported when somebody goes there: the start needs none but home and the meeting.
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
    """A place: its id, its key tables by name, and what leads there. All texts are English gettext messages."""

    name: str
    tables: Mapping[str, tuple[Key, ...]] = field(hash=False)
    label: str = ""
    """What the palette calls it; empty where the palette has no line for it."""
    screen: str = ""
    """The class of the screen, as ``module:class``; empty where one does not go there by the name of the place."""
    of_meeting: bool = True
    """Whether the screen shows one meeting, whose key it is given."""
    rank: int = 0
    """Where it stands in the palette."""
    states: frozenset[MeetingState] = frozenset()
    """The states of the meetings that are worked on here."""
    key: Key | None = None
    """What goes there from every screen."""

    @property
    def word(self) -> str:
        """What the place is called, in the language of the program."""
        return _(self.label)

    def make(self, meeting_id: str = "", **where: str) -> ChiboScreen:
        """Return a new screen of this place; ``where`` is what it shows first, as the screen names it."""
        module, name = self.screen.split(":")
        made: Callable[..., ChiboScreen] = getattr(import_module(module), name)
        return made(meeting_id, **where) if self.of_meeting else made(**where)


def go_key(place: str, keys: str, word: str, sentence: str) -> Key:
    """Return the key that goes to a place from every screen."""
    return Key(f"go.{place}", keys, f"app.go('{place}')", word, sentence)


@cache
def every_place() -> tuple[Place, ...]:
    """Return what every package of the screens declares as ``PLACE`` in its module ``place``, in their order."""
    rooms = [f"tui.{room.name}" for room in iter_modules([str(_TUI)]) if room.ispkg]
    found: Iterable[Place] = (import_module(f"{room}.place").PLACE for room in rooms if find_spec(f"{room}.place"))
    return tuple(sorted(found, key=lambda place: place.rank))


@cache
def places() -> Mapping[str, Place]:
    """Return the places that one goes to by their names, as the palette lists them."""
    return {place.name: place for place in every_place() if place.label}


def place_named(name: str) -> Place:
    """Return a place by its name, be it one that has a way of its own."""
    return next(place for place in every_place() if place.name == name)


@cache
def go_keys() -> tuple[Key, ...]:
    """Return the keys that go to a place: home first, the others by the numbers of their function keys."""
    keys = (place.key for place in every_place() if place.key)
    return tuple(sorted(keys, key=lambda key: (key.id != "go.home", int(key.keys.split(",")[0].removeprefix("f")))))


def place_of(state: MeetingState) -> str:
    """Return the place where a meeting in this state is worked on."""
    return next(place.name for place in every_place() if state in place.states)
