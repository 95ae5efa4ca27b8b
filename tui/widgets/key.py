"""Keys: id, bound keys, action, label, help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.keys import REPLACED_KEYS, key_to_character

from models.domain.language import N_, _


@dataclass(frozen=True, slots=True)
class Key:
    """A key and its action: ``id`` is stable (for remapping), ``keys`` as Textual names them, ``action`` its action.

    ``label`` is the word in the footer, ``help`` the sentence in the help; both are English gettext messages.
    ``is_letter``: in a text field the key is typed as a letter.
    """

    id: str
    keys: str
    action: str
    label: str
    help: str
    is_letter: bool = False

    @property
    def in_force(self) -> str:
        """The keys in force: those of the keymap, else ``keys``."""
        return _REMAPPED.get(self.id, self.keys)

    @property
    def shown(self) -> str:
        """The first of the keys, as displayed."""
        return self.every_shown[0]

    @property
    def every_shown(self) -> tuple[str, ...]:
        """All of the keys, as displayed."""
        return tuple(key_name(name) for name in self.in_force.split(","))

    @property
    def word(self) -> str:
        """The label in the language of the program."""
        return _(self.label)

    @property
    def binding(self) -> Binding:
        """Return Textual's binding; it has priority over the focused widget unless the key is a letter."""
        return Binding(self.keys, self.action, self.label, show=False, priority=not self.is_letter, id=self.id)


_REMAPPED: dict[str, str] = {}


def remap(keymap: Mapping[str, str]) -> None:
    """Set the keymap: keys by the ids of actions, replacing those of the tables."""
    _REMAPPED.clear()
    _REMAPPED.update(keymap)


def key_name(name: str) -> str:
    """Return the display name of a key: ``
    `` for Textual's ``enter``, ``^r`` for ``ctrl+r``, ``F5`` for ``f5``.
    """
    held, _plus, key = name.rpartition("+")
    if key[:1] == "f" and key[1:].isdecimal():
        key = key.upper()
    return "".join(_HELD[one] for one in held.split("+") if one) + (_NAMES.get(key) or _sign(key))


def _sign(key: str) -> str:
    """Return the sign of a key that Textual names as in Unicode (``greater_than_sign``)."""
    return key_to_character(REPLACED_KEYS.get(key, key)) or key


_HELD = {"ctrl": "^", "shift": "⇧", "alt": "alt+", "super": "super+", "meta": "meta+", "hyper": "hyper+"}

_NAMES = {
    "backspace": "⌫",
    "delete": "del",
    "insert": "ins",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "enter": "⏎",
    "space": "␣",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": "⇥",
}
"""Keys without a sign; Textual knows the sign of the others (``question_mark``: ``?``)."""


def is_undo(key: Key) -> bool:
    """Return whether a key is undo: it is in the footer of every place."""
    return key.id.rpartition(".")[2] == "undo"


def is_redo(key: Key) -> bool:
    """Return whether a key is redo: it comes last in the footer."""
    return key.id.rpartition(".")[2] == "redo"


def undo_keys(table: str = "", namespace: str = "") -> tuple[Key, Key]:
    """Return the keys that undo and redo, with ids of a table; ``namespace`` is ``screen.`` in a panel's table."""
    prefix = f"{table}." if table else ""
    return (
        Key(f"{prefix}undo", "u", f"{namespace}act('undo')", N_("undo"), N_("Take back the last act.")),
        Key(f"{prefix}redo", "U,ctrl+r", f"{namespace}act('redo')", N_("redo"), N_("Do again what was undone.")),
    )


def row_keys(
    table: str, above: str = N_("Go to the row above."), below: str = N_("Go to the row below.")
) -> tuple[Key, Key]:
    """Return the keys that move the cursor of a list, with ids of its table."""
    return (
        Key(f"{table}.up", "up,k", "choose('up')", N_("up"), above),
        Key(f"{table}.down", "down,j", "choose('down')", N_("down"), below),
    )


def scroll_keys(table: str) -> tuple[Key, ...]:
    """Return the keys that scroll a text, with ids of its table: by a line, then by a page."""
    return (
        Key(f"{table}.up", "up,k", "scroll('up')", N_("up"), N_("Scroll up.")),
        Key(f"{table}.down", "down,j", "scroll('down')", N_("down"), N_("Scroll down.")),
        Key(f"{table}.page_up", "pageup,b", "scroll('page_up')", N_("page up"), N_("Go a page up.")),
        Key(f"{table}.page_down", "pagedown,space", "scroll('page_down')", N_("page down"), N_("Go a page down.")),
    )


def page_keys(table: str) -> tuple[Key, Key]:
    """Return the keys that scroll the side pane of a screen, with ids of its table."""
    return (
        Key(f"{table}.page_up", "comma", "page(-1)", N_("page up"), N_("Scroll what stands beside the list up.")),
        Key(f"{table}.page_down", "full_stop", "page(1)", N_("page down"), N_("Scroll what stands beside the list.")),
    )


def bindings(*tables: tuple[Key, ...]) -> list[BindingType]:
    """Return the keys of tables as Textual's ``BINDINGS``."""
    return [key.binding for table in tables for key in table]
