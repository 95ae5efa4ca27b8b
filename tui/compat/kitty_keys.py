"""Disables the Kitty keyboard protocol: with it several terminals lose text from an input method, as used for
Vietnamese.

Call it before importing Textual, which reads the variable once.

Measured against Textual 8.2.8, which requests all keys as codes with their text. Upstream: none found at Textual; the
fault is in the terminals, for example https://github.com/wezterm/wezterm/pull/7922.
"""

from __future__ import annotations

import os


def disable_kitty_keys() -> None:
    """Disable the protocol, unless the environment sets the variable."""
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
