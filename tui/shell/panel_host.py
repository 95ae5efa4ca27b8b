"""A screen with panels: one is open at a time, and its keys are in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from textual import on
from textual.actions import parse
from textual.binding import Binding
from textual.timer import Timer
from textual.widget import Widget

from models.domain.errors import ChiboError
from models.domain.language import _
from tui.forms.field_values import fill_fields
from tui.forms.form import Form, Panel
from tui.forms.keys import DISCARD_DRAFT, FIELD_KEYS
from tui.shell.drafts import DRAFT_SECONDS, Draft
from tui.shell.places import places
from tui.shell.screen import ChiboScreen
from tui.widgets.key import Key


class PanelHost(ChiboScreen):
    """Opens and closes panels, and submits their requests. Panels are mounted with the screen."""

    panels: Mapping[str, type[Panel]] = {}
    """The panels of the screen by their ids, which key tables name: ``panel('note')``."""

    _own_actions: frozenset[str] = frozenset()
    """The actions of every key that the screen binds."""

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        actions = (one.action for one in vars(cls).get("BINDINGS", ()) if isinstance(one, Binding))
        cls._own_actions = frozenset(action.partition("(")[0] for action in actions)

    def compose_panels(self) -> Iterator[Panel]:
        """Yield every panel, closed and empty."""
        for name, panel in self.panels.items():
            yield panel(id=name)

    def all_keys(self) -> tuple[Key, ...]:
        """Return the keys of the open panel, else those of the screen."""
        return self.panel.keys if self.panel else super().all_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow an action only if a key in force has it: a key of the open panel, or of the screen's table."""
        if action not in self._own_actions:
            return True
        if self.panel is None:
            return action in {key.action.partition("(")[0] for key in self.key_table}
        return ("screen", action, parameters) in {parse(key.action) for key in self.panel.keys}

    panel: Panel | None = None
    _opened_by = ""
    """The name in the action that opened the panel."""

    opening = ""
    """The name of the panel that is being opened, for which :meth:`panel_data` is called."""
    _draft_timer: Timer | None = None
    _focus_at_submit: Widget | None = None
    """The focused widget as the last request was submitted."""

    def panel_data(self) -> Any:
        """Return the data for the panels; ``None`` while there is none."""
        raise NotImplementedError

    def panel_for(self, name: str) -> str:
        """Return the id of the panel to open for a name; a screen may choose by its state."""
        return name

    async def action_panel(self, name: str) -> None:
        """Open a panel, or show why it cannot be opened."""
        self.opening = name
        panel = self.query_one(f"#{self.panel_for(name)}", Panel)
        try:
            await panel.mount_fields()
            view = self.panel_data()
            if view is None:
                return
            self.keep_draft()
            panel.reset()
            panel.prepare(view)
            panel.show_heading(view)
        except ChiboError as refusal:
            self.messages.refused(str(refusal))
            return
        draft = self._find_draft(panel, view, name)
        if draft:
            await fill_fields(panel, draft.filled)
        self._open_panel(panel)
        if draft:
            self.messages.say(_("Your draft stands here again; {key} begins anew.").format(key=DISCARD_DRAFT.shown))

    def _find_draft(self, panel: Panel, view: Any, name: str) -> Draft | None:
        """Return the draft of a panel for the same record, and set the key of its next draft."""
        if not panel.keeps_draft:
            return None
        about = panel.subject(view)
        panel.draft_name = ":".join((type(self).__name__, self.shown_meeting, str(panel.id), about))
        panel.initial_texts, self._opened_by = panel.field_texts(), name
        found = self.chibo.drafts.find(panel.draft_name)
        return found if found and (about or found.begun == panel.initial_texts) else None

    def keep_draft(self) -> bool:
        """Save the draft of the open panel; return whether there is one."""
        panel = self.panel
        if panel is None or not panel.draft_name:
            return False
        is_typed = bool(panel.field_texts() != panel.initial_texts)
        self.chibo.drafts.keep(panel.draft_name, Draft(panel.initial_texts, panel.field_values()) if is_typed else None)
        return is_typed

    def may_leave(self) -> bool:
        """Refuse to leave while a form is open."""
        if self.panel is not None and self.is_typing:
            self.messages.say(_("Finish the form, or close it with {key:form.cancel}, before you go elsewhere."))
            return False
        return True

    def close_overlays(self) -> None:
        """Close the open panel."""
        if self.panel is not None:
            self.keep_draft()
            self._close_panel()

    def refused(self, panel: Panel | None, refusal: ChiboError) -> None:
        """Reopen the form of a refused act, as it was filled in, at the field that the refusal is about.

        An open panel returns to the refused row.
        """
        if panel is not None and self.panel is None:
            self._open_panel(panel)
            panel.focus_to_correct(refusal, self._focus_at_submit)
        elif self.panel is not None:
            self.panel.focus_fault(refusal)
            self.panel.return_to_refused()

    @on(Panel.Submitted)
    def _panel_submitted(self, event: Panel.Submitted) -> None:
        event.stop()
        self._focus_at_submit = self.focused
        if event.close:
            self._close_panel()
        self.submit(event.request, event.panel if event.close else None)

    @on(Panel.Closed)
    def _panel_closed(self, event: Panel.Closed) -> None:
        event.stop()
        is_kept = self.keep_draft()
        self._close_panel()
        if is_kept:
            self.messages.say(_draft_kept(self.all_keys(), self._opened_by))

    @on(Panel.DiscardDraft)
    def _panel_reset(self, event: Panel.DiscardDraft) -> None:
        event.stop()
        panel, view = self.panel, self.panel_data()
        if panel is not None and view is not None:
            panel.reset()
            panel.prepare(view)
            panel.show_heading(view)
            self.set_focus(panel.initial_focus(), scroll_visible=False)
            panel.scroll_home(animate=False)
            self.keep_draft()

    @on(Panel.OpenInstead)
    async def _panel_replaced(self, event: Panel.OpenInstead) -> None:
        event.stop()
        self.keep_draft()
        self._close_panel()
        if event.name in places():
            self.chibo.action_go(event.name)
        else:
            await self.action_panel(event.name)

    @on(Panel.Notice)
    def _panel_notice(self, event: Panel.Notice) -> None:
        event.stop()
        self.messages.refused(event.sentence)

    @property
    def is_typing(self) -> bool:
        """Whether letters are typed now, not keys."""
        return self.panel is not None and self.panel.takes_letters

    def _open_panel(self, panel: Panel) -> None:
        self.panel = panel
        panel.add_class("open", update=self.has_class("panel-open"))  # the next line styles panel and screen together
        self.add_class("panel-open", f"has-{panel.id}")  # a screen may make room for one of the panels
        if panel.draft_name:
            self._draft_timer = self._draft_timer or self.set_interval(DRAFT_SECONDS, self.keep_draft)
        if isinstance(panel, Form):
            panel.show_hint()
        self.idle_keys = (
            self.idle_keys | FIELD_KEYS if len(panel.focusable_fields()) == 1 else self.idle_keys - FIELD_KEYS
        )
        self.set_focus(panel.initial_focus(), scroll_visible=False)  # the title is above the first field
        panel.scroll_home(animate=False)
        self.refresh_keys()

    def _close_panel(self) -> None:
        if self._draft_timer:
            self._draft_timer.stop()
            self._draft_timer = None
        if self.panel:
            self.panel.remove_class("open")
            self.remove_class(f"has-{self.panel.id}")
        self.panel = None
        self.remove_class("panel-open")
        self.set_focus(None)
        self.refresh_keys()


def _draft_kept(keys: Iterable[Key], opened_by: str) -> str:
    """Return the sentence that names the key of a form with a draft."""
    key = next((one.shown for one in keys if one.action == f"panel('{opened_by}')"), "")
    opens = _("Draft kept; {key} opens it again.") if key else _("Draft kept; the form has it when it opens again.")
    return opens.format(key=key)
