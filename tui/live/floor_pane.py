"""The speakers: who speaks and how long, the speakers' list, who has not spoken."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from models.domain.clock import Clock
from models.domain.labels import label
from models.domain.language import _
from models.domain.text import one_line, short_name
from models.domain.timing import clock_text
from models.domain.vocabulary import SpeechKind, SpeechState
from models.queries.floor import FloorView, Speaker
from tui.widgets.static_text import set_text
from tui.widgets.ticking_text import TickingText


class FloorPane(VerticalScroll):
    """Shows a :class:`FloorView`; the speaker's time is updated every second."""

    DEFAULT_CSS = """
    FloorPane { padding: 0 1; scrollbar-size-vertical: 1; }
    FloorPane Static { height: auto; }
    FloorPane #floor-speaker { margin-bottom: 1; }
    FloorPane #floor-unspoken { margin-top: 1; color: $text-muted; }
    """
    can_focus = False

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._clock = clock
        self._view: FloorView | None = None
        self._is_over = False

    def compose(self) -> ComposeResult:
        yield TickingText(self._speaker, id="floor-speaker")
        yield Static(id="floor-waiting")
        yield Static(id="floor-unspoken")

    def show(self, view: FloorView | None, *, is_over: bool = False) -> None:
        """Show the speakers of the current item; nothing without one, or once the meeting is over."""
        self._view, self._is_over = view, is_over
        self.query_one("#floor-speaker", TickingText).tick()
        set_text(self, "#floor-waiting", self._waiting())
        set_text(self, "#floor-unspoken", self._unspoken())

    def _speaker(self) -> Content:
        if self._view is None and self._is_over:
            return _muted(_("The meeting is over; nobody speaks any more."))
        if self._view is None:
            return _muted(_("No item runs, so nobody has the floor. The speakers stand here once one does."))
        waiting = [_muted(f"  ‖ {one_line(other.name)}") for other in self._view.interrupted]
        return Content("\n").join([speaker_line(self._view, self._clock()), *waiting])

    def _waiting(self) -> Content:
        if self._view is None:
            return Content("")
        closed = _("Speakers' list (closed)") if self._view.closed else _("Speakers' list")
        spoken = {speaker.speech.member_id for speaker in self._view.begun}
        lines = [Content.assemble((closed, "b u"))]
        for place, speaker in enumerate(self._view.waiting, start=1):
            again = "" if speaker.speech.member_id not in spoken else _("  has spoken")
            lines.append(
                Content.assemble(
                    (f"{place:>2} ", "$foreground-muted"),
                    one_line(speaker.name),
                    (_kind(speaker), "$warning"),
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


def speaker_line(view: FloorView, now: datetime) -> Content:
    """Return the speaker, the time used and allowed, with a sign when it is over."""
    if view.current is None:
        return _muted(_("Nobody is speaking."))
    speech = view.current.speech
    sign = "‖" if speech.state is SpeechState.PAUSED else "▶"
    left = view.current.remaining_seconds(now)
    over = left is not None and left < 0
    return Content.assemble(
        (f"{sign} {one_line(view.current.name)}  ", "b $accent"),
        (clock_text(view.current.spoken_seconds(now)), "b $error" if over else "b"),
        (_planned(speech.planned_seconds, over=over), "$error" if over else "$foreground-muted"),
        (_kind(view.current), "$warning"),
    )


def next_line(view: FloorView) -> Content:
    """Return the next speaker and the number waiting."""
    if not view.waiting:
        return _muted(_("Nobody waits."))
    return _muted(
        _("Next: {name} ({count} waiting)").format(name=one_line(view.waiting[0].name, 24), count=len(view.waiting))
    )


def unspoken_line(view: FloorView) -> Content:
    """Return who has not spoken, in one line."""
    if not view.unspoken:
        return _muted(_("Everybody has spoken."))
    names = ", ".join(short_name(one_line(name)) for name in view.unspoken)
    return _muted(_("Not yet spoken ({count}): {names}").format(count=len(view.unspoken), names=names))


def _planned(seconds: int | None, *, over: bool) -> str:
    return "" if seconds is None else f" / {clock_text(seconds)}" + (" !" if over else "")


def _kind(speaker: Speaker) -> str:
    return "" if speaker.speech.kind is SpeechKind.SPEECH else f"  {label(speaker.speech.kind)}"


def _muted(text: str) -> Content:
    return Content.assemble((text, "$foreground-muted"))
