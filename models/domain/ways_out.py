"""The way out of a refusal: an act, named by its key on a screen and by its command on the command line.

A refusal contains the act as a value, ``{way}``; the program that shows sentences decides how acts are named. A process
is either a screen or a command line, in all its threads and tasks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WayOut:
    """An act by its name, with arguments as on a command line.

    ``str(way)`` is its key or its command.
    """

    act: str
    arguments: str = ""

    def __str__(self) -> str:
        return _tell(self)


Tell = Callable[[WayOut], str]


def as_command(way: WayOut) -> str:
    """Return the command of an act: ``“chibo do meeting.plan”``."""
    return f"“chibo do {' '.join(filter(None, (way.act, way.arguments)))}”"


_tell: Tell = as_command


def tell_ways_by(tell: Tell) -> None:
    """Name acts by ``tell`` in all following sentences of this process."""
    global _tell  # noqa: PLW0603 - one place a process, as it has one language
    _tell = tell
