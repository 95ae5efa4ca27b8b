"""The guide's page of keys says what the program does."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "tools"))

import keys_page

from tui.widgets.key import remap


def test_every_key_stands_in_the_guide_as_it_is() -> None:
    remap({"speech.stop": "f12"})  # somebody's own keys
    assert keys_page.PAGE.read_text(encoding="utf-8") == keys_page.page(), "run python docs/tools/keys_page.py"
