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
    Key("quit", "ctrl+q", "app.quit", N_("quit"), N_("Leave the program; nothing needs to be saved.")),
)

MOVING = (
    Key("list.page_up", "pageup", "app.move('page_up')", N_("page up"), N_("Go a page up in the list.")),
    Key("list.page_down", "pagedown", "app.move('page_down')", N_("page down"), N_("Go a page down in the list.")),
    Key("list.first", "home", "app.move('first')", N_("first"), N_("Go to the first row of the list.")),
    Key("list.last", "end", "app.move('last')", N_("last"), N_("Go to the last row of the list.")),
)
"""The keys that move in every list."""

GOING = (
    Key("go.home", "f9", "app.go('home')", N_("home"), N_("Go to the first screen.")),
    Key("go.preparation", "f2", "app.go('preparation')", N_("preparation"), N_("Prepare the meeting.")),
    Key("go.live", "f3", "app.go('live')", N_("meeting"), N_("Go to the meeting itself.")),
    Key("go.score", "f4", "app.go('score')", N_("score"), N_("Score the meeting.")),
    Key("go.minutes", "f5", "app.go('minutes')", N_("minutes"), N_("Read, write and approve the minutes.")),
    Key("go.records", "f6", "app.go('records')", N_("records"), N_("Look up members, tasks, petitions.")),
    Key("go.search", "f7", "app.go('search')", N_("search"), N_("Search everything, with or without diacritics.")),
    Key("go.conflicts", "f8", "app.go('conflicts')", N_("conflicts"), N_("Settle what two laptops changed at once.")),
    Key("go.year", "f11,ctrl+t", "app.go('year')", N_("year"), N_("The year: meetings, sheets, reviews of members.")),
)
"""The places, from every screen."""
