"""The keys of importing members."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

ROSTER_IMPORT = (
    Key("import.go", "enter", "go", N_("go on"), N_("Read the file; then take its members over.")),
    Key("import.complete", "tab", "complete", N_("complete"), N_("Complete the path of the file.")),
    Key(
        "import.skip",
        "f10,ctrl+e",
        "skip",
        N_("rows with errors"),
        N_("Show only the rows with errors; then take over all the others."),
    ),
    Key("import.up", "up", "choose('up')", N_("up"), N_("Go to the row above.")),
    Key("import.down", "down", "choose('down')", N_("down"), N_("Go to the row below.")),
    Key(
        "import.back",
        "escape,ctrl+g",
        "back",
        N_("back"),
        N_("All rows, another file; from there, back to the meetings."),
    ),
)
