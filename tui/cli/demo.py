"""Makes the demo and reports its progress."""

from __future__ import annotations

import sys
from pathlib import Path

from models.demo.seeding import seed_demo as furnish_store
from models.domain.language import _
from tui.main import data_folder


def furnish(home: Path) -> Path:
    """Make the demo in ``home``, or beside the program's usual folder if no other was chosen; return its folder."""
    folder = home.with_name("chibo-demo") if home == data_folder() else home
    word = _("Furnishing the demo")
    furnish_store(folder, progress=lambda line: sys.stderr.write(f"\r{word} {line} "))
    sys.stderr.write(f"\n{folder}\n")
    return folder
