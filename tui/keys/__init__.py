"""Every key of the program, one table a screen: footer, help, the mouse on the footer and remapping come from them."""

from __future__ import annotations

from tui.keys.ballot import BALLOT
from tui.keys.drawers import FORM, NOTES, ROLL_CALL
from tui.keys.everywhere import EVERYWHERE
from tui.keys.home import HOME
from tui.keys.key import Key, bindings
from tui.keys.live import LIVE

__all__ = ["BALLOT", "EVERYWHERE", "FORM", "HOME", "LIVE", "NOTES", "ROLL_CALL", "Key", "bindings"]
