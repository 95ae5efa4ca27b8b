"""The minutes of a meeting: drafted from the records, edited as text, approved once, corrected by addenda."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult

from models.domain.errors import ChiboError
from models.domain.language import _, ngettext
from models.domain.seal import seal_of
from models.domain.vocabulary import MeetingState
from models.queries.meetings import MeetingView, meeting, meeting_title
from models.queries.minutes import find_minutes
from models.queries.reports import find_report
from tui.forms.form import Panel
from tui.forms.meeting_times import TimesForm
from tui.forms.minute_taker import MinuteTakerForm
from tui.forms.resolutions import ResolutionForm
from tui.minutes.approval_forms import AddendumForm, ApprovalFormData, ApproveForm
from tui.minutes.autosave import Autosave, changed_elsewhere
from tui.minutes.editing import EditingSession, stored_form
from tui.minutes.keys import MINUTES, TYPING
from tui.minutes.page import MinutesHead, MinutesPage
from tui.minutes.place import PLACE
from tui.minutes.report_panel import ReportPanel
from tui.minutes.sources import DraftSources
from tui.shell.panel_host import PanelHost
from tui.widgets.entry_area import EntryArea
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine

_BEFORE_APPROVAL = frozenset(
    f"minutes.{name}"
    for name in ("edit", "compare", "rederive", "checks", "approve", "taker", "times", "resolution", "undo", "redo")
)

_FIRST_KEYS = tuple(f"minutes.{name}" for name in ("edit", "approve", "checks", "compare", "documents"))
"""The keys that the footer shows first while the minutes of a closed meeting are not approved."""


class MinutesScreen(PanelHost):
    """Shows the minutes to read, edit, compare with the current draft, and approve."""

    CSS_PATH = "minutes.tcss"
    place = PLACE.name
    panels: Mapping[str, type[Panel]] = {
        "approve-form": ApproveForm,
        "addendum-form": AddendumForm,
        "resolution": ResolutionForm,
        "minute-taker": MinuteTakerForm,
        "times": TimesForm,
        "report-panel": ReportPanel,
    }
    BINDINGS = bindings(MINUTES, TYPING)
    key_table: tuple[Key, ...] = MINUTES

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self.typing = False
        self._session: EditingSession | None = None
        self._sources = DraftSources("", ())
        self._saving = Autosave(self, meeting_id)
        self.page = MinutesPage(self._saving, id="desk")
        self._is_closed = False

    def compose(self) -> ComposeResult:
        yield MinutesHead(id="head")
        yield self.page
        yield from self.compose_panels()
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def store_changed(self) -> None:
        """Read the minutes again; typed text stays."""
        reader = self.chibo.gateway.reader
        of = meeting(reader, self.meeting_id)
        stored = find_minutes(reader, self.meeting_id)
        if not (stored and stored.is_sealed) and not self.typing:
            self._sources = DraftSources.of(self.chibo.gateway, of, stored, self.chibo.clock())
        if self._session is None:
            self._session = EditingSession(stored, self._sources.draft, self._saving.kept(reader))
        else:
            self._session.text = self.page.area.text if not self._session.is_sealed else self._session.text
            self._session.read(stored, self._sources.draft)
        if stored and stored.is_sealed and self.typing:
            self._saving.keep(self._session)
            self._set_typing(typing=False)
        if not self._session.is_dirty:
            self._saving.forget(reader)
        self._is_closed = of.state is MeetingState.CLOSED
        self.query_one(MinutesHead).show(of, self._session, find_report(reader, self.meeting_id))
        self.page.show(self._session, self._sources.doubts)
        if self.panel:
            self.panel.show(None)
        self.refresh_keys()

    @property
    def is_typing(self) -> bool:
        """Whether letters are typed now, not keys."""
        return self.typing or (self.panel is not None and not isinstance(self.panel, ReportPanel))

    def footer_keys(self) -> tuple[Key, ...]:
        """Return the keys for the state of the minutes: addenda for approved ones only."""
        if self._session is None or self.typing or self.panel:
            return self.all_keys()
        if self._session.is_sealed:
            return tuple(key for key in MINUTES if key.id not in _BEFORE_APPROVAL)
        of_later = {"minutes.addendum"} if self._is_closed else {"minutes.addendum", "minutes.approve"}
        keys = [key for key in MINUTES if key.id not in of_later]
        if self._is_closed:
            keys.sort(key=lambda key: _FIRST_KEYS.index(key.id) if key.id in _FIRST_KEYS else len(_FIRST_KEYS))
        return tuple(keys)

    def may_leave(self) -> bool:
        """Save typed text; refuse to leave while a form is open."""
        if not super().may_leave():
            return False
        if self.typing:
            self.action_done()
        return True

    def panel_data(self) -> ApprovalFormData | None:
        if (session := self._session) is None:
            return None
        of = meeting_title(meeting(self.chibo.gateway.reader, self.meeting_id))
        seal, doubts = seal_of(stored_form(session.text)), len(self._sources.doubts)
        return ApprovalFormData(
            self.meeting_id, seal, doubts, session.late_lines, of, session.missing_changes, session.altered
        )

    def refused(self, panel: Panel | None, refusal: ChiboError) -> None:
        """Keep the typed text: it was not written."""
        if self._session:
            self._session.sent = None
        super().refused(panel, refusal)

    def act_done(self, panel: Panel | None) -> None:
        """Discard lines typed after the approval, once an addendum contains them."""
        if isinstance(panel, AddendumForm) and self._session and self._session.stored:
            self._session.text = self._session.base = self._session.stored.text
            self.store_changed()

    def action_edit(self) -> None:
        """Start typing."""
        if self._session is None or self._session.is_sealed:
            self.messages.say(_("Approved minutes change no more; {key:minutes.addendum} adds an addendum."))
            return
        self._session.recovered = False
        self.page.check(wanted=False)
        self._set_typing(typing=True)

    @on(EntryArea.Submitted, "#text")
    def action_done(self) -> None:
        """End typing, and write the text."""
        self._set_typing(typing=False)
        if self._session:
            self._saving.write(self._session)

    def action_compare(self) -> None:
        """Switch between the comparison and the text."""
        if self._session is None or self._session.is_sealed:
            self.messages.say(_("Approved minutes change no more; there is nothing to compare."))
            return
        self.page.compare()

    def action_checks(self) -> None:
        """Switch between the checks and the text."""
        if self._session is None or self._session.is_sealed:
            self.messages.say(_("These minutes are approved; there is nothing left to check."))
            return
        self.page.check(wanted=not self.page.is_checking)

    def action_take_in(self) -> None:
        """Merge the changes into the text; typed sentences are kept."""
        session = self._session
        if session is None or session.is_sealed:
            self.messages.say(_("Approved minutes change no more; {key:minutes.addendum} adds an addendum."))
            return
        before = session.text
        conflicts = len(session.take_in().conflicts)
        if session.text == before and not conflicts:
            self.messages.say(_("Nothing changed since the text was drafted."))
            return
        self.page.show_text()
        self._saving.write(session)
        if conflicts:
            said = ngettext(
                "Taken in; {count} place was changed on both sides: yours is kept.",
                "Taken in; {count} places were changed on both sides: yours are kept.",
                conflicts,
            )
            self.messages.say(said.format(count=conflicts))

    async def action_open(self, name: str) -> None:
        """Open the approval, an addendum or the report, or show why it is not available."""
        of = meeting(self.chibo.gateway.reader, self.meeting_id)
        if said := _why_unavailable(name, of, self._session):
            self.messages.say(said)
            return
        if name == "approve-form" and self._session:
            self._saving.write(self._session, also_unchanged=True)
        await self.action_panel(name)

    def action_scroll(self, way: str) -> None:
        """Scroll the shown widget."""
        self.scroll_or_say(self.page.shown, way)

    def action_leave(self) -> None:
        """Return to the text, or go back to the meetings."""
        if self.page.is_comparing:
            self.action_compare()
        elif self.page.is_checking and not self.page.has_class("wide"):
            self.action_checks()
        else:
            self.chibo.navigation.show_home()

    def _set_typing(self, *, typing: bool) -> None:
        self.typing, self.key_table = typing, TYPING if typing else MINUTES
        self._saving.stop()
        self.page.let_type(typing=typing)
        self.set_focus(self.page.area if typing else None)
        self.refresh_keys()


def _why_unavailable(name: str, of: MeetingView, session: EditingSession | None) -> str:
    """Return why a form is not available; empty when it is."""
    is_sealed = session is None or session.is_sealed
    if name == "addendum-form":
        told = _("These minutes are not approved yet: {key:minutes.edit} edits the text itself.")
        return "" if session and is_sealed else told
    if name == "report-panel":
        told = _("The report is made of the whole meeting; this one is not over yet.")
        return told if of.closed_at is None else ""
    if is_sealed:
        return _("These minutes are approved already.")
    if session and session.elsewhere:
        return changed_elsewhere()
    told = _("Minutes are approved once the meeting is closed: {key:go.live}, then {key:meeting}.")
    return told if of.state is not MeetingState.CLOSED else ""
