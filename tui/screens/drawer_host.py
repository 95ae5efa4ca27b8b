"""A screen with drawers: one is open at a time, and has the keys while it is."""

from __future__ import annotations

from typing import Any

from textual import on

from models.domain.language import _
from tui.drawers.form import Drawer
from tui.places import PLACES
from tui.screens.base import ChiboScreen


class DrawerHost(ChiboScreen):
    """Opens and closes drawers, and has done what they order. They are mounted with the screen, each with an id."""

    drawer: Drawer | None = None

    def drawer_view(self) -> Any:
        """Return what drawers are prepared from; ``None`` while there is nothing."""
        raise NotImplementedError

    def drawer_for(self, name: str) -> str:
        """Return the id of the drawer that a name stands for now; a screen may choose by its state."""
        return name

    async def action_drawer(self, name: str) -> None:
        """Open a drawer; what is typed next is typed into it."""
        drawer = self.query_one(f"#{self.drawer_for(name)}", Drawer)
        await drawer.furnish()
        view = self.drawer_view()
        if view is None:
            return
        drawer.prepare(view)
        drawer.show_heading(view)
        self._show(drawer)

    def may_leave(self) -> bool:
        """Say that what is being filled in would be lost."""
        if self.drawer is not None and self.is_typing:
            self.messages.say(_("Finish the form, or close it with esc, before you go elsewhere."))
            return False
        return True

    def refused(self, drawer: Drawer | None) -> None:
        """Open a form again whose act was refused, as it was filled in."""
        if drawer is not None and self.drawer is None:
            self._show(drawer)

    @on(Drawer.Ordered)
    def _drawer_ordered(self, event: Drawer.Ordered) -> None:
        event.stop()
        if event.close:
            self._hide()
        self.hand_over(event.order, event.drawer if event.close else None)

    @on(Drawer.Closed)
    def _drawer_closed(self, event: Drawer.Closed) -> None:
        event.stop()
        self._hide()

    @on(Drawer.Instead)
    async def _drawer_instead(self, event: Drawer.Instead) -> None:
        event.stop()
        self._hide()
        if event.name in PLACES:
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
        self.add_class("drawer")
        self.set_focus(drawer.first(), scroll_visible=False)  # what is asked for stands over the first field
        drawer.scroll_home(animate=False)
        self.refresh_keys()

    def _hide(self) -> None:
        if self.drawer:
            self.drawer.remove_class("open")
        self.drawer = None
        self.remove_class("drawer")
        self.set_focus(None)
        self.refresh_keys()
