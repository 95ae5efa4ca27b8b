"""A framed clock: large digits, what they count, a meter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from models.domain.clock import Clock
from tui.lines.meter import meter
from tui.live.clock_faces import ClockFace
from tui.widgets.pane import Frame
from tui.widgets.static_text import set_text

_METERS = {"over": "$error", "paused": "$warning", "": "$accent"}


class ClockFrame(Frame):
    """Shows the face that ``source`` returns, updated every second; only parts that differ are drawn again."""

    DEFAULT_CSS = """
    ClockFrame { layout: horizontal; height: 5; }
    ClockFrame Digits { width: auto; height: 3; color: $accent; margin-right: 2; }
    ClockFrame.over Digits { color: $error; }
    ClockFrame.paused Digits { color: $warning; }
    ClockFrame.idle Digits { display: none; }
    ClockFrame Vertical { width: 1fr; height: 3; }
    ClockFrame .clock-last, ClockFrame .clock-meter, ClockFrame .clock-strip {
        height: 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    ClockFrame .clock-first { height: 1; }
    ClockFrame.idle .clock-first { height: 2; }
    ClockFrame.idle .clock-meter { display: none; }
    ClockFrame .clock-strip { display: none; }
    """

    def __init__(self, source: Callable[[datetime], ClockFace], clock: Clock, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._source = source
        self._clock = clock
        self._face: ClockFace | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="clock-strip", id=f"{self.id}-strip")
        yield Digits("", id=f"{self.id}-timer")
        with Vertical():
            yield Static(classes="clock-first", id=f"{self.id}-first")
            yield Static(classes="clock-meter", id=f"{self.id}-meter")
            yield Static(classes="clock-last", id=f"{self.id}-last")

    def on_mount(self) -> None:
        self.set_interval(1, self.tick)

    def on_resize(self) -> None:
        """Draw the meter for the new width."""
        if self._face:
            self._show_meter(self._face)

    def tick(self) -> None:
        """Show the face of this moment."""
        face = self._source(self._clock())
        if face == self._face:
            return
        self._face = face
        self.show_title(face.title)
        for name in ("over", "paused"):
            self.set_class(face.state == name, name)
        self.set_class(not face.digits, "idle")
        digits = self.query_one(Digits)
        if digits.value != face.digits:
            digits.update(face.digits)
        set_text(self, ".clock-first", face.first)
        set_text(self, ".clock-last", face.last)
        set_text(self, ".clock-strip", face.strip)
        self._show_meter(face)

    def _show_meter(self, face: ClockFace) -> None:
        width = self.query_one(".clock-meter").size.width
        drawn = meter(face.used, face.planned, width, _METERS[face.state]) if face.planned and width else Content("")
        set_text(self, ".clock-meter", drawn)
