"""Disables the Kitty keyboard protocol: with it several terminals lose text committed by an input method.

Vietnamese is typed with one. To be called before Textual is imported, which reads the variable once.

Measured against Textual 8.2.8, which asks for all keys as codes with their text. Upstream: none found at Textual; the
terminals have it, https://github.com/wezterm/wezterm/pull/7922 for one.
"""

from __future__ import annotations

import os


def disable_kitty_keys() -> None:
    """Disable the protocol, unless the environment sets the variable."""
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
