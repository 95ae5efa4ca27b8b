"""The way out of a refusal: an act, told as the place where the sentence is read needs it.

The same sentence is read on a screen, where a key leads on, and on a command line, where a command does. So it names
the act as a value, ``{way}``; whoever shows sentences says how acts are called there. A process is one or the other:
what is read on its screen is written in any of its threads and tasks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WayOut:
    """An act by its name, with arguments as they are written on a command line.

    ``str(way)`` is how it is called where the sentence is read.
    """

    act: str
    arguments: str = ""

    def __str__(self) -> str:
        return _tell(self)


Tell = Callable[[WayOut], str]


def as_command(way: WayOut) -> str:
    """Return the command that does it: ``“chibo do meeting.plan”``."""
    return f"“chibo do {' '.join(filter(None, (way.act, way.arguments)))}”"


_tell: Tell = as_command


def tell_ways_by(tell: Tell) -> None:
    """Call acts by ``tell`` in every later sentence of this process."""
    global _tell  # noqa: PLW0603 - one place a process, as it has one language
    _tell = tell
