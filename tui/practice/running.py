"""Runs the practice room: goes on with an unfinished practice, or makes a new one, and opens its screens."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.vocabulary import MeetingKind
from models.practice.clock import PracticeClock
from models.practice.keeping import Practice, is_finished, kept_practice, resumed
from models.practice.plan import SPEEDS, Draw
from models.practice.room import furnish_practice
from models.profiles.in_force import load_practice
from models.profiles.practice import PracticeLevel
from tui.app import run
from tui.practice.app import POWER_IS_GONE, PracticeApp
from tui.shell.terminal import require_terminal

SPEED = 4
"""How many times faster the clock runs if nothing is said: a regular meeting takes under half an hour."""

SEEDS = 9999
"""The highest seed; four digits are read out easily, so that others practise the same meeting."""

_NO_SPEED = N_("--speed is from {lowest} to {highest}: how many times faster than a real one the meeting runs.")
_NO_SEED = N_("--seed is a number from 0 to {highest}; the same seed gives the same meeting.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the trainee asked for; what was left out is taken from an unfinished practice, else chosen."""

    level: PracticeLevel | None = None
    seed: int | None = None
    speed: int | None = None
    kind: MeetingKind | None = None
    new: bool = False

    def check(self) -> None:
        """Raise :class:`WrongUsage` for a value that cannot be."""
        if self.speed is not None and self.speed not in SPEEDS:
            raise WrongUsage(_NO_SPEED, lowest=SPEEDS[0], highest=SPEEDS[-1])
        if self.seed is not None and not 0 <= self.seed <= SEEDS:
            raise WrongUsage(_NO_SEED, highest=SEEDS)

    def goes_on(self, standing: Practice) -> bool:
        """Return whether an unfinished practice is what was asked for; another speed is taken over."""
        draw = standing.draw
        same = self.level in (None, draw.level) and self.seed in (None, draw.seed) and self.kind in (None, draw.kind)
        return same and not self.new

    def drawn(self) -> Draw:
        """Return the draw of a new practice."""
        seed = random.SystemRandom().randint(0, SEEDS) if self.seed is None else self.seed
        return Draw(seed, self.level or PracticeLevel.EASY, self.kind or MeetingKind.REGULAR, self.speed or SPEED)


def practise(cell: Path, room: Path, wanted: Wanted) -> int:
    """Open the practice room in the folder ``room``; ``cell`` is the cell's own home, of which only the data file with
    the events is read. Return the exit code.
    """
    wanted.check()
    require_terminal()
    script = load_practice(cell)
    practice = prepared(room, wanted)
    clock = PracticeClock(practice.now, practice.draw.speed)
    code = run(room, clock, lambda gateway: PracticeApp(gateway, script, practice))
    _tell_end(room, code)
    return 0 if code == POWER_IS_GONE else code


def prepared(room: Path, wanted: Wanted) -> Practice:
    """Return the practice to open: the unfinished one, or a new one in its place."""
    standing = kept_practice(room)
    if standing and not is_finished(room, standing) and wanted.goes_on(standing):
        draw = standing.draw
        draw = Draw(draw.seed, draw.level, draw.kind, wanted.speed or draw.speed)
        found = resumed(standing)
        return Practice(draw, found.meeting, found.now, found.log)
    draw = wanted.drawn()
    said = _("Furnishing the practice room …")
    sys.stderr.write(f"{said}\n")
    return furnish_practice(room, draw)


def _tell_end(room: Path, code: int) -> None:
    standing = kept_practice(room)
    if standing is None:
        return
    if code == POWER_IS_GONE:
        said = _(
            "The power went, as it does in this practice. Open the program again: chibo practice. The meeting goes on."
        )
    elif is_finished(room, standing):
        said = _("The practice is over. “chibo practice report” says how it went.")
    else:
        said = _("The practice stands still; “chibo practice” goes on with it.")
    sys.stdout.write(f"{said}\n")
    again = _("The same meeting again: {command}").format(command=command_of(standing))
    sys.stdout.write(f"{again}\n")


def command_of(practice: Practice) -> str:
    """Return the command that begins the same practice anew."""
    draw = practice.draw
    kind = f" --kind {draw.kind.value}" if draw.kind is not MeetingKind.REGULAR else ""
    return f"chibo practice --new --level {draw.level.value} --seed {draw.seed} --speed {draw.speed}{kind}"
