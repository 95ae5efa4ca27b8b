"""A key: what it is called, what it does, how it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType

from models.domain.language import _


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does: ``id`` is stable (for remapping), ``keys`` as Textual names them, ``action`` its action.

    ``label`` is the word in the footer, ``help`` the sentence in the help; both are English gettext messages.
    """

    id: str
    keys: str
    action: str
    label: str
    help: str

    @property
    def shown(self) -> str:
        """The first of the keys as people read it."""
        return self.every_shown[0]

    @property
    def every_shown(self) -> tuple[str, ...]:
        """All of the keys as people read them."""
        return tuple(
            _NAMES.get(name, name.replace("ctrl+", "^").replace("shift+", "⇧")) for name in self.keys.split(",")
        )

    @property
    def word(self) -> str:
        """The label in the language of the program."""
        return _(self.label)

    @property
    def binding(self) -> Binding:
        """The key as Textual wants it, asked before the widget that has the focus (see ``tui.key_order``).

        But the question mark is a letter first: it may stand in what is being typed.
        """
        priority = self.keys != "question_mark"
        return Binding(self.keys, self.action, self.label, show=False, priority=priority, id=self.id)


_NAMES = {
    "colon": ":",
    "enter": "⏎",
    "space": "␣",
    "question_mark": "?",
    "escape": "esc",
    "f1": "F1",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "shift+up": "⇧↑",
    "shift+down": "⇧↓",
    "tab": "⇥",
}


def bindings(*tables: tuple[Key, ...]) -> list[BindingType]:
    """Return the keys of tables as Textual wants them in ``BINDINGS``."""
    return [key.binding for table in tables for key in table]
