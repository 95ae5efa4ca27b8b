"""The keys that every screen has."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

EVERYWHERE = (
    Key("help", "question_mark", "app.help", N_("help"), N_("Show every key of this screen."), is_letter=True),
    Key("help.typing", "f1", "app.help", N_("help"), N_("Show every key, also while something is being typed.")),
    Key(
        "palette",
        "colon",
        "app.palette",
        N_("any act"),
        N_("Do anything by its name: acts, places, themes."),
        is_letter=True,
    ),
    Key("palette.typing", "ctrl+p", "app.palette", N_("any act"), N_("The same, also while something is typed.")),
    Key(
        "jump",
        "semicolon",
        "app.jump",
        N_("jump"),
        N_("Show a letter beside every row; the letter goes there."),
        is_letter=True,
    ),
    Key("sources", "f12", "screen.sources", N_("sources"), N_("Show in which documents the rules stand.")),
    Key("quit", "ctrl+q", "app.quit", N_("quit"), N_("Leave the program; nothing needs to be saved.")),
)

MOVING = (
    Key("list.page_up", "pageup", "app.move('page_up')", N_("page up"), N_("Go a page up in the list.")),
    Key("list.page_down", "pagedown", "app.move('page_down')", N_("page down"), N_("Go a page down in the list.")),
    Key("list.first", "home", "app.move('first')", N_("first"), N_("Go to the first row of the list.")),
    Key("list.last", "end", "app.move('last')", N_("last"), N_("Go to the last row of the list.")),
)
"""The keys that move in every list."""
