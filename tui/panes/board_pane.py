"""The agenda on the board of preparation: number, title, presenter, minutes, what lies with it."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widgets.option_list import Option

from models.domain.text import short_name
from models.queries.agenda import ItemView
from models.queries.preparation import PreparationView
from tui.format import shown
from tui.widgets.rows import Rows

PRESENTER, RIGHT = 14, 7  # cells of the presenter, and of minutes and marks at the end of a line


class BoardPane(Rows):
    """Shows the agenda of a :class:`PreparationView`; the chosen item stays chosen when the view changes."""

    DEFAULT_CSS = "BoardPane { text-wrap: nowrap; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._view: PreparationView | None = None
        self._drawn: dict[str, Content] = {}

    @property
    def chosen(self) -> ItemView | None:
        """The item on which the cursor stands."""
        if self._view is None or self.highlighted is None:
            return None
        return self._view.agenda.item(str(self.get_option_at_index(self.highlighted).id))

    def show(self, view: PreparationView) -> None:
        """Show the agenda as it stands; only lines that differ are drawn again."""
        self._view = view
        self._draw()

    def on_resize(self, _event: events.Resize) -> None:
        """Cut the titles anew."""
        self._draw()

    def _draw(self) -> None:
        if self._view is None:
            return
        lines = {item.id: self._line(item) for item in self._view.agenda.items}
        if list(lines) != list(self._drawn):
            self._replace_all(lines)
        for key, line in lines.items():
            if line != self._drawn.get(key):
                self.replace_option_prompt(key, line)
        self._drawn = lines

    def _replace_all(self, lines: dict[str, Content]) -> None:
        at = self.highlighted
        chosen = None if at is None else str(self.get_option_at_index(at).id)
        self.clear_options()
        self.add_options(Option(line, id=key) for key, line in lines.items())
        self._drawn = lines
        if chosen in lines:
            self.highlighted = list(lines).index(chosen)
        else:
            self.highlighted = min(at or 0, len(lines) - 1) if lines else None

    def _line(self, item: ItemView) -> Content:
        changed = "+" if item.added_after_agreement else " "
        left = f"{changed}{'  ' * item.depth}{item.number:>2} "
        width = max(8, self.line_width - cell_len(left) - PRESENTER - RIGHT - 2)
        title = shown(("★ " if item.thematic else "") + item.title, width)
        who = shown(short_name(item.presenter) if item.presenter_name else item.presenter, PRESENTER) or "–"
        mark = "¶" if self._view and self._view.materials.get(item.id) else " "
        return Content.assemble(
            (left, "$warning" if item.added_after_agreement else "$foreground-muted"),
            title,
            " " * (width - cell_len(title)),
            (f" {who}{' ' * (PRESENTER - cell_len(who))}", "$accent" if item.presenter else "$warning"),
            (f"{mark}{item.minutes:>4}′ ", "$foreground-muted"),
        )
