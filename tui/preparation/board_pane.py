"""The agenda of the preparation: number, title, presenter, minutes, documents."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content

from models.domain.language import _
from models.domain.text import one_line, short_name
from models.queries.agenda import ItemView
from models.queries.preparation import PreparationView
from models.queries.removed_items import RemovedItem
from tui.widgets.row_list import RowList

PRESENTER, RIGHT = 14, 7  # cells of the presenter, and of minutes and marks at the end of a line
REMOVED = "−"
"""The beginning of the line, and of the key, of an item removed since the agreement."""


class BoardPane(RowList):
    """Shows the agenda of a :class:`PreparationView`; the chosen item stays chosen when the view changes."""

    DEFAULT_CSS = "BoardPane { text-wrap: nowrap; }"

    _view: PreparationView | None = None

    @property
    def chosen(self) -> ItemView | None:
        return self._view.agenda.item(self.chosen_id) if self._view and self.chosen_id else None

    def show(self, view: PreparationView) -> None:
        """Show the agenda; only lines that differ are drawn again."""
        self._view = view
        self._draw()

    def on_resize(self, _event: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._view is None:
            return
        lines = self._board_lines(self._view)
        self.show_rows(lines, disabled={key for key in lines if key.startswith(REMOVED)})

    def _board_lines(self, view: PreparationView) -> dict[str, Content]:
        """Return the lines by key, with items removed since the agreement in their place."""
        lines: dict[str, Content] = {}
        for item in view.agenda.items:
            lines |= {REMOVED + one.id: self._removed_line(one) for one in view.removed if one.before == item.id}
            lines[item.id] = self._line(item)
        return lines | {REMOVED + one.id: self._removed_line(one) for one in view.removed if one.before is None}

    def _line(self, item: ItemView) -> Content:
        changed = "+" if item.added_after_agreement else " "
        left = f"{changed}{'  ' * item.depth}{item.number:>2} "
        width = max(8, self.line_width - cell_len(left) - PRESENTER - RIGHT - 2)
        title = one_line(("★ " if item.thematic else "") + item.title, width)
        who = one_line(short_name(item.presenter) if item.presenter_name else item.presenter, PRESENTER) or "–"
        mark = "¶" if self._view and self._view.materials.get(item.id) else " "
        return Content.assemble(
            (left, "$warning" if item.added_after_agreement else "$foreground-muted"),
            title,
            " " * (width - cell_len(title)),
            (f" {who}{' ' * (PRESENTER - cell_len(who))}", "$accent" if item.presenter else "$warning"),
            (f"{mark}{item.minutes:>4}′ ", "$foreground-muted"),
        )

    def _removed_line(self, item: RemovedItem) -> Content:
        """Draw an item removed since the agreement, with a sign and a word: not every terminal can strike
        text through.
        """
        left = f"{REMOVED}{'  ' * item.depth}   "
        width = max(8, self.line_width - cell_len(left) - PRESENTER - RIGHT - 2)
        title = one_line(item.title, width)
        filling = " " * (width - cell_len(title) + 1)
        return Content.assemble(
            (left, "$warning"), (title, "strike"), filling, (one_line(_("taken out"), PRESENTER), "$warning")
        )
