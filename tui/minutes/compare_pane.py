"""The differences of two versions of the minutes, side by side or one above the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from rich.cells import cell_len
from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from models.domain.language import N_, _, ngettext
from models.domain.textmerge import Chunk, ChunkChange, TextMerge, parts

SIDE_BY_SIDE = 100
"""From this width on the two versions are side by side."""

_WORDS = {
    ChunkChange.MINE: (N_("changed by you"), "$accent"),
    ChunkChange.THEIRS: (N_("changed there"), "$success"),
    ChunkChange.BOTH_ALIKE: (N_("changed alike on both sides"), "$foreground-muted"),
    ChunkChange.WOVEN: (N_("changed on both sides, in different sentences"), "$success"),
    ChunkChange.CONFLICT: (N_("changed on both sides: yours is kept"), "b $warning"),
}


class ComparePane(VerticalScroll, can_focus=False):
    """Shows a :class:`TextMerge` chunk by chunk, each with who changed it."""

    DEFAULT_CSS = """
    ComparePane { display: none; height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
    ComparePane.open { display: block; }
    ComparePane Static { height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shown: tuple[TextMerge, str, str] | None = None

    def compose(self) -> Iterator[Static]:
        yield Static()

    def show(self, merged: TextMerge, mine: str, theirs: str) -> None:
        """Draw the differences; ``mine`` and ``theirs`` are the titles of the versions."""
        self._shown = (merged, mine, theirs)
        self._draw()

    def on_resize(self, _event: events.Resize) -> None:
        """Draw again: the width is unknown until the pane is laid out, and changes with the terminal."""
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        if self._shown is None or not width:
            return
        merged, mine, theirs = self._shown
        differing = [chunk for chunk in merged.chunks if chunk.change is not ChunkChange.NOBODY]
        lines = list(_drawn(merged.chunks, width, mine, theirs)) if differing else [Content(_("Nothing differs."))]
        self.query_one(Static).update(Content("\n").join(lines))


def _drawn(chunks: tuple[Chunk, ...], width: int, mine: str, theirs: str) -> Iterator[Content]:
    wide = width >= SIDE_BY_SIDE
    half = (width - 5) // 2
    if wide:
        yield Content.assemble((f"{_cell(mine, half)}   {theirs}", "b"))
    for chunk in chunks:
        if chunk.change is ChunkChange.NOBODY:
            count = len(chunk.base)
            same = ngettext("… {count} line alike …", "… {count} lines alike …", count).format(count=count)
            yield Content.assemble((same, "$foreground-muted"))
            continue
        words, style = _WORDS[chunk.change]
        yield Content.assemble((f"▌{_(words)}", style))
        yield from _beside(chunk, half) if wide else _stacked(chunk, width, mine, theirs)


def _beside(chunk: Chunk, half: int) -> Iterator[Content]:
    left = _wrapped(chunk.mine, chunk.theirs, half, "$accent")
    right = _wrapped(chunk.theirs, chunk.mine, half, "$success")
    for one, other in zip_longest(left, right, fillvalue=Content("")):
        yield Content.assemble(one, " " * (half - one.cell_length), " │ ", other)


def _stacked(chunk: Chunk, width: int, mine: str, theirs: str) -> Iterator[Content]:
    for name, these, others, style in (
        (mine, chunk.mine, chunk.theirs, "$accent"),
        (theirs, chunk.theirs, chunk.mine, "$success"),
    ):
        yield Content.assemble((f"  {name}:", "$foreground-muted"))
        wrapped = _wrapped(these, others, width - 6, style) or [Content.assemble(("–", "$foreground-muted"))]
        yield from (Content.assemble("    ", line) for line in wrapped)


def _wrapped(lines: tuple[str, ...], others: tuple[str, ...], width: int, style: str) -> list[Content]:
    """Return lines wrapped to a width, with the words missing in the other version marked."""
    if not lines:
        return []
    pieces = parts("\n".join(lines), "\n".join(others))
    marked = Content.assemble(*((piece.text, f"b u {style}" if piece.changed else "") for piece in pieces))
    return [row for line in marked.split("\n", allow_blank=True) for row in line.wrap(max(8, width))]


def _cell(text: str, width: int) -> str:
    return text + " " * max(0, width - cell_len(text))
