"""The keys of the home screen."""

from __future__ import annotations

from models.domain.language import N_
from tui.shell.pane_keys import pane_keys
from tui.widgets.key import Key, page_keys, row_keys, undo_keys

HOME = (
    Key("home.open", "enter", "open", N_("go in"), N_("Open the chosen meeting.")),
    Key("home.plan", "n", "panel('plan')", N_("new meeting"), N_("Plan a meeting from its template.")),
    Key("home.prepare", "p", "app.go('preparation')", N_("prepare"), N_("Prepare the chosen meeting.")),
    Key("home.records", "r", "app.go('records')", N_("records"), N_("Look up members, tasks, petitions.")),
    Key("home.outgoing", "o", "app.go('outgoing')", N_("outgoing"), N_("Letters, and the book of what was issued.")),
    Key("home.year", "y", "app.go('year')", N_("year"), N_("The year: meetings, sheets, reviews of members.")),
    Key("home.search", "slash", "app.go('search')", N_("search"), N_("Search everything.")),
    Key("home.import", "i", "app.go('roster')", N_("import members"), N_("Read the members from a spreadsheet.")),
    *undo_keys("home"),
    Key("home.remove", "x", "remove", N_("remove"), N_("Remove a meeting that was planned by mistake.")),
    Key("home.doubles", "M", "panel('doubles')", N_("make one"), N_("Make one of what is there twice.")),
    *row_keys("home", N_("Go to the meeting above."), N_("Go to the meeting below.")),
    *page_keys("home"),
    *pane_keys(
        "home",
        N_("Go to the meetings."),
        N_("Go to the chosen meeting."),
        N_("Go to the open work."),
        N_("Go to the year's figures."),
    ),
    Key("home.quit", "q", "app.quit", N_("quit"), N_("Leave the program; nothing needs to be saved.")),
)
