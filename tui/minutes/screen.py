"""The minutes of a meeting: drafted from what happened, edited as text, approved once; corrected only by addenda."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from models.domain.language import _, ngettext
from models.domain.seal import seal_of
from models.domain.vocabulary import MeetingState
from models.queries.meetings import MeetingView, meeting
from models.queries.minutes import find_minutes
from models.queries.reports import find_report
from models.store.scratch import keep, kept
from tui.format import meeting_title
from tui.forms.form import Drawer
from tui.forms.minute_taker import MinuteTakerForm
from tui.forms.resolutions import ResolutionForm
from tui.live.attendance_forms import TimesForm
from tui.minutes.approval_forms import AddendumForm, Approvable, ApproveForm
from tui.minutes.compare_pane import ComparePane
from tui.minutes.editing import Desk, Typed, as_written
from tui.minutes.keys import MINUTES, TYPING
from tui.minutes.lines import doubt_lines, header_line, notice_lines, sealed_text
from tui.minutes.place import PLACE
from tui.minutes.report_drawer import ReportDrawer
from tui.minutes.sources import Sources
from tui.shell.form_host import DrawerHost
from tui.widgets.entry_area import EntryArea
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine

WIDE = 110
"""From so many columns on the checks stand beside the text."""

LONGEST = 400_000
"""Characters of minutes; a congress of several days has fewer."""

KEEP_SECONDS = 0.5
"""So long after a letter what was typed is kept on this machine, also while the typing goes on."""

COMPARE_SECONDS = 1.0
"""After so long a pause the comparison is drawn anew; to do so between two letters would hold up the second."""

WRITE_SECONDS = 30.0
"""After so long a pause it is written into the records, as one act; so it is when the typing ends."""

_READING = frozenset(key.action.partition("(")[0] for key in MINUTES) - {"compare"}

_BEFORE_APPROVAL = frozenset(
    f"minutes.{name}"
    for name in ("edit", "compare", "rederive", "checks", "approve", "taker", "times", "resolution", "undo", "redo")
)

_FIRST_KEYS = tuple(f"minutes.{name}" for name in ("edit", "approve", "checks", "compare", "documents"))
"""The keys that the footer shows first while the minutes of a closed meeting wait for their approval."""


class MinutesScreen(DrawerHost):
    """Read, or edit; compare with what would be drafted now; approve."""

    CSS_PATH = "minutes.tcss"
    place = PLACE.name
    BINDINGS = bindings(MINUTES, TYPING)
    key_table = MINUTES

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self.typing = False
        self._desk: Desk | None = None
        self._sources = Sources("", ())
        self._pauses: list[Timer] = []
        self._keeping: Timer | None = None
        self._is_closed = False

    def compose(self) -> ComposeResult:
        """Lay out header, notice, text with comparison and checks, forms, message and keys."""
        yield Static(id="header", markup=False)
        yield Static(id="notice")
        with Horizontal(id="desk"):
            with Vertical(id="pages"):
                yield EntryArea(longest=LONGEST, id="text")
                yield ComparePane(id="compare")
            with VerticalScroll(id="checks", can_focus=False):
                yield Static(id="check-lines")
        yield ApproveForm(id="approve-form")
        yield AddendumForm(id="addendum-form")
        yield ResolutionForm(id="resolution")
        yield MinuteTakerForm(id="minute-taker")
        yield TimesForm(id="times")
        yield ReportDrawer(id="report-drawer")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Lay the minutes on the desk: those that were written, else a draft; with what was typed before a kill."""
        self.area.read_only, self.area.show_cursor = True, False
        self.set_class(self.size.width >= WIDE, "wide")
        self.read()

    def on_resize(self, event: events.Resize) -> None:
        """Put the checks beside the text where there is room."""
        self.set_class(event.size.width >= WIDE, "wide")
        self.call_after_refresh(self._draw_comparison)

    def on_unmount(self) -> None:
        """Keep what was typed; whoever leaves the program in the middle of a word finds it again."""
        if self._desk and self._desk.is_dirty:
            self._keep()

    def store_changed(self) -> None:
        """Read the minutes again; typed text stays whatever was changed elsewhere."""
        reader = self.chibo.gateway.reader
        of = meeting(reader, self.meeting_id)
        stored = find_minutes(reader, self.meeting_id)
        if not (stored and stored.is_sealed) and not self.typing:
            self._sources = Sources.of(self.chibo.gateway, of, stored, self.chibo.clock())
        if self._desk is None:
            typed = Typed.from_json(kept(reader, self._scratch))
            self._desk = Desk(stored, self._sources.draft, typed)
        else:
            self._desk.text = self.area.text if not self._desk.is_sealed else self._desk.text
            self._desk.read(stored, self._sources.draft)
        if stored and stored.is_sealed and self.typing:
            self._keep()
            self._set_typing(typing=False)
        if not self._desk.is_dirty and kept(reader, self._scratch):
            self.chibo.gateway.order(lambda store: keep(store, self._scratch, ""))
        self._draw(of)
        if self.drawer:
            self.drawer.show(None)
        self.refresh_keys()

    @property
    def area(self) -> EntryArea:
        """The text."""
        return self.query_one("#text", EntryArea)

    @property
    def is_typing(self) -> bool:
        """Whether letters are letters now."""
        return self.typing or (self.drawer is not None and not isinstance(self.drawer, ReportDrawer))

    def all_keys(self) -> tuple[Key, ...]:
        """Return the keys of the form that is open, of the typing, or of the reading."""
        if self.drawer:
            return self.drawer.keys
        return TYPING if self.typing else MINUTES

    def keys_now(self) -> tuple[Key, ...]:
        """Return what is useful now: approved minutes take addenda and nothing else, others take none."""
        if self._desk is None or self.typing or self.drawer:
            return self.all_keys()
        if self._desk.is_sealed:
            return tuple(key for key in MINUTES if key.id not in _BEFORE_APPROVAL)
        keys = [key for key in MINUTES if key.id != "minutes.addendum"]
        if self._is_closed:
            keys.sort(key=lambda key: _FIRST_KEYS.index(key.id) if key.id in _FIRST_KEYS else len(_FIRST_KEYS))
        return tuple(keys)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While a form is open, or something is typed, the keys of reading are letters."""
        if action == "done":
            return self.typing and self.drawer is None
        if action == "compare":
            return self.drawer is None
        return action not in _READING or (self.drawer is None and not self.typing)

    def may_leave(self) -> bool:
        """Save what is typed; a form is not left behind."""
        if not super().may_leave():
            return False
        if self.typing:
            self.action_done()
        return True

    def drawer_view(self) -> Approvable | None:
        """Return what an approval or an addendum is about."""
        if self._desk is None:
            return None
        text = as_written(self._desk.text)
        of, lacking = meeting_title(meeting(self.chibo.gateway.reader, self.meeting_id)), self._desk.lacking
        return Approvable(self.meeting_id, seal_of(text), len(self._sources.doubts), self._desk.left_over, of, lacking)

    def refused(self, drawer: Drawer | None) -> None:
        """Go on with what is typed: it was not written."""
        if self._desk:
            self._desk.sent = None
        super().refused(drawer)

    def act_done(self, drawer: Drawer | None) -> None:
        """Put aside what was typed too late, once an addendum has taken it up."""
        if isinstance(drawer, AddendumForm) and self._desk and self._desk.stored:
            self._desk.text = self._desk.base = self._desk.stored.text
            self.store_changed()

    def action_edit(self) -> None:
        """Begin to type."""
        if self._desk is None or self._desk.is_sealed:
            self.messages.say(_("Approved minutes change no more; {key:minutes.addendum} adds an addendum."))
            return
        self._desk.recovered = False
        self.remove_class("showing-checks")
        self._set_typing(typing=True)

    def action_done(self) -> None:
        """End the typing, and write what was typed."""
        self._set_typing(typing=False)
        self._write()

    def action_compare(self) -> None:
        """Show what changed, or the text again."""
        if self._desk is None or self._desk.is_sealed:
            self.messages.say(_("Approved minutes change no more; there is nothing to compare."))
            return
        self.toggle_class("comparing")
        self.remove_class("showing-checks")
        self.query_one(ComparePane).set_class(self.has_class("comparing"), "open")
        self._draw_comparison()

    def action_checks(self) -> None:
        """Show what should be seen to before the approval, or the text again."""
        if self._desk is None or self._desk.is_sealed:
            self.messages.say(_("These minutes are approved; there is nothing left to check."))
            return
        self.toggle_class("showing-checks")

    def action_take_in(self) -> None:
        """Bring what changed into the text; the typed sentences are kept."""
        desk = self._desk
        if desk is None or desk.is_sealed:
            self.messages.say(_("Approved minutes change no more; {key:minutes.addendum} adds an addendum."))
            return
        before = desk.text
        conflicts = len(desk.take_in().conflicts)
        if desk.text == before and not conflicts:
            self.messages.say(_("Nothing changed since the text was drafted."))
            return
        self._show_text()
        self._write()
        if conflicts:
            said = ngettext(
                "Taken in; {count} place was changed on both sides: yours is kept.",
                "Taken in; {count} places were changed on both sides: yours are kept.",
                conflicts,
            )
            self.messages.say(said.format(count=conflicts))

    async def action_approve(self) -> None:
        """Ask whether the text that is shown shall be approved."""
        if said := self._why_not_approved():
            self.messages.say(said)
            return
        self._write(also_unchanged=True)
        await self.action_drawer("approve-form")

    async def action_addendum(self) -> None:
        """Write a correction beside approved minutes."""
        if self._desk is None or not self._desk.is_sealed:
            self.messages.say(_("These minutes are not approved yet: {key:minutes.edit} edits the text itself."))
            return
        await self.action_drawer("addendum-form")

    async def action_report(self) -> None:
        """Show what goes up to the superior, and what became of it."""
        if meeting(self.chibo.gateway.reader, self.meeting_id).closed_at is None:
            self.messages.say(_("The report is made of the whole meeting; this one is not over yet."))
            return
        await self.action_drawer("report-drawer")

    def action_scroll(self, way: str) -> None:
        """Scroll what is shown."""
        shown = self.query_one(ComparePane) if self.has_class("comparing") else self.area
        target = self.query_one("#checks") if self.has_class("showing-checks") else shown
        self.scroll_or_say(target, way)

    def action_leave(self) -> None:
        """Close what stands in the place of the text, or go back to the meetings."""
        if self.has_class("comparing"):
            self.action_compare()
        elif self.has_class("showing-checks") and not self.has_class("wide"):
            self.action_checks()
        else:
            self.chibo.navigation.show_home()

    def _show(self, drawer: Drawer) -> None:
        super()._show(drawer)
        self.set_class(isinstance(drawer, ReportDrawer), "reporting")

    def _hide(self) -> None:
        super()._hide()
        self.remove_class("reporting")

    @on(TextArea.Changed, "#text")
    def _typed(self) -> None:
        if self._desk is None or not self.typing:
            return
        self._desk.text = self.area.text
        for timer in self._pauses:
            timer.stop()
        self._pauses = [
            self.set_timer(COMPARE_SECONDS, self._draw_comparison),
            self.set_timer(WRITE_SECONDS, self._write),
        ]
        self._keeping = self._keeping or self.set_timer(KEEP_SECONDS, self._keep)

    @on(EntryArea.Submitted, "#text")
    def _submitted(self) -> None:
        self.action_done()

    @property
    def _scratch(self) -> str:
        return f"minutes:{self.meeting_id}"

    def _keep(self) -> None:
        self._keeping = None
        if self._desk:
            typed = self._desk.typed.to_json()
            self.chibo.gateway.order(lambda store: keep(store, self._scratch, typed))

    def _write(self, *, also_unchanged: bool = False) -> None:
        """Write the text as one act; where another text stands by now, keep it and say so."""
        desk = self._desk
        wanted = desk is not None and (desk.is_dirty or (also_unchanged and desk.stored is None))
        if desk is None or not wanted or desk.is_sealed or desk.sent == as_written(desk.text):
            return
        self._keep()
        if desk.elsewhere:
            self.messages.refused(
                _(
                    "The text was changed elsewhere; yours is kept here. {key:minutes.compare} compares,"
                    " {key:minutes.rederive} takes both."
                )
            )
            return
        replaces = seal_of(desk.replaces) if desk.replaces else ""
        desk.sent = as_written(desk.text)
        self.do("minutes.write", text=desk.text, derived=desk.derived, replaces=replaces, meeting=self.meeting_id)

    def _set_typing(self, *, typing: bool) -> None:
        self.typing = typing
        self.set_class(typing, "typing")
        for timer in (*self._pauses, self._keeping):
            if timer:
                timer.stop()
        self._keeping = None
        self.area.read_only, self.area.show_cursor = not typing, typing
        self.set_focus(self.area if typing else None)
        self.refresh_keys()

    def _why_not_approved(self) -> str:
        desk = self._desk
        if desk is None or desk.is_sealed:
            return _("These minutes are approved already.")
        if desk.elsewhere:
            return _(
                "The text was changed elsewhere; yours is kept here. {key:minutes.compare} compares,"
                " {key:minutes.rederive} takes both."
            )
        of = meeting(self.chibo.gateway.reader, self.meeting_id)
        if of.state is not MeetingState.CLOSED:
            return _("Minutes are approved once the meeting is closed: {key:go.live}, then {key:meeting}.")
        return ""

    def _draw(self, of: MeetingView) -> None:
        desk = self._desk
        if desk is None:
            return
        self._is_closed = of.state is MeetingState.CLOSED
        self.set_class(not desk.is_sealed, "draft")
        report = find_report(self.chibo.gateway.reader, self.meeting_id)
        self.query_one("#header", Static).update(header_line(of, desk, report))
        lines = notice_lines(desk, report)
        self.query_one("#notice", Static).update(Content("\n").join(lines))
        self.query_one("#notice").set_class(not lines, "empty")
        self.query_one("#check-lines", Static).update(doubt_lines(self._sources.doubts))
        self._show_text()
        self._draw_comparison()

    def _show_text(self) -> None:
        """Put the text of the desk into the area where it is another one; the cursor stays near its place."""
        desk = self._desk
        if desk is None:
            return
        text = sealed_text(desk.stored) if desk.stored and desk.is_sealed else desk.text
        if text != self.area.text:
            at, scrolled = self.area.cursor_location, self.area.scroll_offset
            self.area.load_text(text)
            self.area.move_cursor(at)
            self.area.scroll_to(*scrolled, animate=False)

    def _draw_comparison(self) -> None:
        if self._desk is None or not self.has_class("comparing"):
            return
        theirs = _("changed elsewhere") if self._desk.elsewhere else _("drafted now")
        pane = self.query_one(ComparePane)
        pane.show(
            self._desk.compared(), _("your text"), theirs, pane.scrollable_content_region.width or self.size.width
        )
