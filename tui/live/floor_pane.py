"""The speakers' list, who was interrupted, who has not spoken."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from models.domain.language import _
from models.domain.text import one_line
from models.queries.floor import FloorView
from tui.live.clock_faces import kind_word
from tui.widgets.static_text import set_text


class FloorPane(VerticalScroll):
    """Shows a :class:`FloorView`."""

    DEFAULT_CSS = """
    FloorPane { scrollbar-size-vertical: 1; }
    FloorPane Static { height: auto; }
    FloorPane #floor-unspoken { margin-top: 1; color: $text-muted; }
    """
    can_focus = False
    _view: FloorView | None = None
    _is_over = False

    def compose(self) -> ComposeResult:
        yield Static(id="floor-waiting")
        yield Static(id="floor-unspoken")

    def show(self, view: FloorView | None, *, is_over: bool = False) -> None:
        """Show the speakers of the current item; nothing without one, or once the meeting is over."""
        self._view, self._is_over = view, is_over
        set_text(self, "#floor-waiting", self._waiting())
        set_text(self, "#floor-unspoken", self._unspoken())

    @property
    def title(self) -> str:
        """The title of the pane: how many wait, and whether the list is closed."""
        if self._view is None:
            return _("Speakers' list")
        listed = _("Speakers' list (closed)") if self._view.closed else _("Speakers' list")
        return f"{listed} · {len(self._view.waiting)}"

    def _waiting(self) -> Content:
        if self._view is None and self._is_over:
            return _muted(_("The meeting is over; nobody speaks any more."))
        if self._view is None:
            return _muted(_("No item runs, so nobody has the floor. The speakers stand here once one does."))
        spoken = {speaker.speech.member_id for speaker in self._view.begun}
        lines = [_muted(f" ‖ {one_line(other.name)}") for other in self._view.interrupted]
        for place, speaker in enumerate(self._view.waiting, start=1):
            again = "" if speaker.speech.member_id not in spoken else _("  has spoken")
            lines.append(
                Content.assemble(
                    (f"{place:>2} ", "$foreground-muted"),
                    one_line(speaker.name),
                    (kind_word(speaker), "$warning"),
                    (again, "$foreground-muted"),
                )
            )
        if not self._view.waiting:
            lines.append(
                Content.assemble((_("Nobody waits. {key:speech.ask} puts somebody on the list."), "$foreground-muted"))
            )
        return Content("\n").join(lines)

    def _unspoken(self) -> Content:
        if self._view is None:
            return Content("")
        names = ", ".join(one_line(name) for name in self._view.unspoken)
        counted = _("{spoke} of {attended} have spoken.").format(spoke=self._view.spoke, attended=self._view.attended)
        rest = _("Not yet: {names}").format(names=names) if names else ""
        return Content(f"{counted} {rest}".strip())


def _muted(text: str) -> Content:
    return Content.assemble((text, "$foreground-muted"))
