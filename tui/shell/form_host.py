"""A screen with drawers: one is open at a time, and has the keys while it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.timer import Timer
from textual.widget import Widget

from models.domain.errors import ChiboError
from models.domain.language import _
from tui.forms.form import Drawer, Form
from tui.forms.keys import ANEW, FIELD_KEYS
from tui.shell.drafts import KEEP_SECONDS, Draft
from tui.shell.places import places
from tui.shell.screen import ChiboScreen
from tui.widgets.key import Key


class DrawerHost(ChiboScreen):
    """Opens and closes drawers, and has done what they order. They are mounted with the screen, each with an id."""

    _own_actions: frozenset[str] = frozenset()
    """The actions of the screen's own keys."""

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        cls._own_actions = frozenset(key.action.partition("(")[0] for key in cls.key_table)

    def all_keys(self) -> tuple[Key, ...]:
        """Return the keys of the drawer that is open, else those of the screen."""
        return self.drawer.keys if self.drawer else super().all_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While a drawer is open, the keys of the screen belong to it."""
        return self.drawer is None or action not in self._own_actions

    drawer: Drawer | None = None
    _opened_by = ""
    """The name by which a key opened the drawer."""

    _keeping: Timer | None = None
    _left_at: Widget | None = None
    """Where the cursor stood in the drawer that ordered an act last."""

    def drawer_view(self) -> Any:
        """Return what drawers are prepared from; ``None`` while there is nothing."""
        raise NotImplementedError

    def drawer_for(self, name: str) -> str:
        """Return the id of the drawer that a name stands for now; a screen may choose by its state."""
        return name

    async def action_drawer(self, name: str) -> None:
        """Open a drawer; what is typed next is typed into it. Where it is about nothing now, it says so instead."""
        try:
            await self._open(name)
        except ChiboError as refusal:
            self.messages.refused(str(refusal))

    async def _open(self, name: str) -> None:
        drawer = self.query_one(f"#{self.drawer_for(name)}", Drawer)
        await drawer.furnish()
        view = self.drawer_view()
        if view is None:
            return
        self.keep_draft()
        drawer.reset()
        drawer.prepare(view)
        drawer.show_heading(view)
        found = self._find_draft(drawer, view, name)
        if found:
            await drawer.fill(found.filled)
        self._show(drawer)
        if found:
            self.messages.say(_("Your draft stands here again; {key} begins anew.").format(key=ANEW.shown))

    def _find_draft(self, drawer: Drawer, view: Any, name: str) -> Draft | None:
        """Return what was left in a drawer that is about the same object, and name what is typed now."""
        if not drawer.keeps_draft:
            return None
        about = drawer.subject(view)
        drawer.draft_name = ":".join((type(self).__name__, self.shown_meeting, str(drawer.id), about))
        drawer.begun, self._opened_by = drawer.texts(), name
        found = self.chibo.drafts.find(drawer.draft_name)
        return found if found and (about or found.begun == drawer.begun) else None

    def keep_draft(self) -> bool:
        """Keep what is typed into the open drawer; return whether there is something to keep."""
        drawer = self.drawer
        if drawer is None or not drawer.draft_name:
            return False
        is_typed = bool(drawer.texts() != drawer.begun)
        self.chibo.drafts.keep(drawer.draft_name, Draft(drawer.begun, drawer.filled()) if is_typed else None)
        return is_typed

    def may_leave(self) -> bool:
        """Say that what is being filled in would be lost."""
        if self.drawer is not None and self.is_typing:
            self.messages.say(_("Finish the form, or close it with {key:form.cancel}, before you go elsewhere."))
            return False
        return True

    def put_away(self) -> None:
        """Close the drawer that stands over the place."""
        if self.drawer is not None:
            self.keep_draft()
            self._hide()

    def refused(self, drawer: Drawer | None) -> None:
        """Open a form again whose act was refused, as it was filled in; a drawer that stands goes back by itself."""
        if drawer is not None and self.drawer is None:
            self._show(drawer)
            if field := drawer.to_mend(self._left_at):
                self.set_focus(field)
        elif self.drawer is not None:
            self.drawer.go_back()

    @on(Drawer.Ordered)
    def _drawer_ordered(self, event: Drawer.Ordered) -> None:
        event.stop()
        self._left_at = self.focused
        if event.close:
            self._hide()
        self.hand_over(event.order, event.drawer if event.close else None)

    @on(Drawer.Closed)
    def _drawer_closed(self, event: Drawer.Closed) -> None:
        event.stop()
        is_kept = self.keep_draft()
        self._hide()
        if is_kept:
            self.messages.say(_draft_kept(self.all_keys(), self._opened_by))

    @on(Drawer.Anew)
    def _drawer_anew(self, event: Drawer.Anew) -> None:
        event.stop()
        drawer, view = self.drawer, self.drawer_view()
        if drawer is not None and view is not None:
            drawer.reset()
            drawer.prepare(view)
            drawer.show_heading(view)
            self.set_focus(drawer.first(), scroll_visible=False)
            drawer.scroll_home(animate=False)
            self.keep_draft()

    @on(Drawer.Instead)
    async def _drawer_instead(self, event: Drawer.Instead) -> None:
        event.stop()
        self.keep_draft()
        self._hide()
        if event.name in places():
            self.chibo.action_go(event.name)
        else:
            await self.action_drawer(event.name)

    @on(Drawer.Said)
    def _drawer_said(self, event: Drawer.Said) -> None:
        event.stop()
        self.messages.refused(event.sentence)

    @property
    def is_typing(self) -> bool:
        """Whether letters are letters now."""
        return self.drawer is not None and self.drawer.takes_letters

    def _show(self, drawer: Drawer) -> None:
        self.drawer = drawer
        drawer.add_class("open", update=self.has_class("drawer"))  # the next line styles it together with the screen
        self.add_class("drawer", f"has-{drawer.id}")  # a screen may make room for one of them
        if drawer.draft_name:
            self._keeping = self._keeping or self.set_interval(KEEP_SECONDS, self.keep_draft)
        if isinstance(drawer, Form):
            drawer.show_hint()
        self.idle_keys = self.idle_keys | FIELD_KEYS if len(drawer.fields_now()) == 1 else self.idle_keys - FIELD_KEYS
        self.set_focus(drawer.first(), scroll_visible=False)  # what is asked for stands over the first field
        drawer.scroll_home(animate=False)
        self.refresh_keys()

    def _hide(self) -> None:
        if self._keeping:
            self._keeping.stop()
            self._keeping = None
        if self.drawer:
            self.drawer.remove_class("open")
            self.remove_class(f"has-{self.drawer.id}")
        self.drawer = None
        self.remove_class("drawer")
        self.set_focus(None)
        self.refresh_keys()


def _draft_kept(keys: Iterable[Key], opened_by: str) -> str:
    """Return how a form is opened again whose draft was kept."""
    key = next((one.shown for one in keys if one.action == f"drawer('{opened_by}')"), "")
    opens = _("Draft kept; {key} opens it again.") if key else _("Draft kept; the form has it when it opens again.")
    return opens.format(key=key)
