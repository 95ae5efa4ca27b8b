"""A screen as text: its rows as they are read, then the styles of each row.

::

     1 …                            the rows, without the blanks at their ends
    ──── styles by row ────
     1    kd 2, pq 40, kd           row 1: two cells in style kd, forty in pq, the rest in kd
     2-7  kd                        rows 2 to 7: kd throughout
    ──── legend ────
    kd  #e0e0e0 on #121212
    pq  bold #ffffff on #0178d4

The two letters of a style are computed from what it is, so that a style has the same letters in every picture, and
one that is added changes no other line. A blank shows nothing but its background: it counts to the text before it
where that has the same background.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App

ATTRIBUTES = ("bold", "dim", "italic", "underline", "blink", "reverse", "strike")
SHOWN_ON_BLANKS = ("underline", "reverse", "strike")
STYLES, LEGEND = ("──── styles by row ────", "──── legend ────")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class ScreenText(SingleFileSnapshotExtension):
    """Keeps each picture in a text file of its own; a failure shows a unified diff."""

    _file_extension = "txt"
    _write_mode = WriteMode.TEXT

    def diff_lines(self, serialized_data: Any, snapshot_data: Any) -> Iterator[str]:
        """Return what differs, with two rows around it."""
        before, now = str(snapshot_data).splitlines(), str(serialized_data).splitlines()
        yield from difflib.unified_diff(before, now, "accepted", "now", n=2, lineterm="")


def screen_text(app: App[Any]) -> str:
    """Return the present screen, as text."""
    screens = app._background_screens  # what shows through a screen that covers only a part
    update: Any = app.screen._compositor.render_update(full=True, screen_stack=screens)
    return as_text([segment for strip in row for segment in strip] for row in update.strips)


def as_text(rows: Iterable[Sequence[Segment]]) -> str:
    """Return rows of styled text as lines, the styles of each, and what each style is."""
    texts, runs = [], []
    for row in rows:
        shown = [segment for segment in row if not segment.control]
        texts.append("".join(segment.text for segment in shown).rstrip())
        runs.append(_runs(shown))
    letters = _letters({name for row in runs for _width, name in row})
    lines = [*texts, STYLES, *_style_lines(runs, letters), LEGEND]
    lines += [f"{short}  {name}" for name, short in letters.items()]
    return "\n".join(lines) + "\n"


@dataclass
class _Run:
    """Neighbouring cells that look alike; ``text`` is None as long as they are blanks."""

    width: int
    ground: str
    text: str | None


def _runs(row: Sequence[Segment]) -> list[tuple[int, str]]:
    """Return widths and names of the styles of a row."""
    runs: list[_Run] = []
    for segment in row:
        style = segment.style or Style()
        ground, name = _ground(style), _name(style)
        plain = not any(getattr(style, attribute) for attribute in SHOWN_ON_BLANKS)
        for blank, letters in groupby(segment.text, key=lambda letter: plain and letter == " "):
            _append(runs, _Run(cell_len("".join(letters)), ground, None if blank else name))
    return [(run.width, run.text or run.ground) for run in runs]


def _append(runs: list[_Run], run: _Run) -> None:
    last = runs[-1] if runs else None
    if last and last.ground == run.ground and (run.text is None or last.text in {None, run.text}):
        last.width += run.width
        last.text = last.text or run.text
    else:
        runs.append(run)


def _name(style: Style) -> str:
    attributes = [attribute for attribute in ATTRIBUTES if getattr(style, attribute)]
    return " ".join([*attributes, style.color.name if style.color else "default", _ground(style)])


def _ground(style: Style) -> str:
    return f"on {style.bgcolor.name if style.bgcolor else 'default'}"


def _letters(names: set[str]) -> dict[str, str]:
    """Return two letters for each style, more of them where two styles would share theirs."""
    whole = {name: "".join(LETTERS[byte % 26] for byte in sha256(name.encode()).digest()) for name in names}
    short = {}
    for name in sorted(names):
        others = [letters for other, letters in whole.items() if other != name]
        length = next(n for n in range(2, 32) if not any(other.startswith(whole[name][:n]) for other in others))
        short[name] = whole[name][:length]
    return short


def _style_lines(rows: Sequence[Sequence[tuple[int, str]]], letters: dict[str, str]) -> Iterator[str]:
    """Yield one line for each row, one for neighbours that are alike."""
    first = 1
    for runs, alike in groupby(rows):
        last = first + len(list(alike)) - 1
        numbers = str(first) if first == last else f"{first}-{last}"
        parts = [f"{letters[name]} {width}" for width, name in runs[:-1]] + [
            letters[name] for _width, name in runs[-1:]
        ]
        yield f"{numbers:>5}  {', '.join(parts)}".rstrip()
        first = last + 1
