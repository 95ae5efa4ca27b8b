"""Write docs/guide/keys.md from the tables of keys: ``python docs/tools/keys_page.py``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from models.domain.language import _, choose_language
from tui.shell.key_tables import all_tables
from tui.widgets.key import remap

PAGE = ROOT / "docs" / "guide" / "keys.md"
HEAD = """# Every key

Made by `docs/tools/keys_page.py` from the program's own tables. `chibo keys` lists them in your language;
`chibo keys --write` writes a file in which you can change them. The mouse works too: a click on a word of the footer is
its key.
"""


def page() -> str:
    """Return the page, with the keys as they are shipped."""
    choose_language("en")
    remap({})
    parts = [HEAD]
    for name, table in sorted(all_tables().items()):
        rows = [
            f"| `{key.id}` | {' '.join(key.every_shown).replace('|', chr(92) + '|')} | {_(key.help)} |" for key in table
        ]
        parts.append(
            "\n".join([f"## {name.replace('_', ' ').capitalize()}", "| id | keys | |", "|---|---|---|", *rows]) + "\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
