"""The screen around the views of the year, as a protocol for the views."""

from __future__ import annotations

from tui.shell.panel_host import PanelHost


class YearHost(PanelHost):
    """A screen that shows one ``year``; :class:`tui.year.screen.YearScreen` is the only one."""

    year = 0
