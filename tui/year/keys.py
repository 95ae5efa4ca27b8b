"""The keys of the year; each of its views adds its own."""

from __future__ import annotations

from models.domain.language import N_
from tui.point_sheet.keys import CLEAR, COPY, GIVING, LINES
from tui.widgets.key import Key, row_keys, undo_keys

YEAR = (
    Key("year.view", "tab", "view(1)", N_("next view"), N_("Go to the next view of the year.")),
    Key("year.back_view", "shift+tab", "view(-1)", N_("view before"), N_("Go to the view before.")),
    Key("year.before", "y", "year(-1)", N_("year before"), N_("Show the year before.")),
    Key("year.after", "Y", "year(1)", N_("year after"), N_("Show the year after.")),
    *undo_keys("year"),
    Key("year.back", "q,escape", "leave", N_("back"), N_("Back to the meetings.")),
)

YEAR_OVERVIEW = (
    Key("overview.open", "enter", "open", N_("go in"), N_("Open the chosen meeting.")),
    *row_keys("overview", N_("Go to the month above."), N_("Go to the month below.")),
)

YEAR_SHEET = (
    *GIVING,
    COPY,
    CLEAR,
    *LINES,
    Key("sheet.remark", "r", "remark", N_("remark"), N_("Write a remark beside the points.")),
    Key("sheet.stage", "right,l", "points('stage', 1)", N_("next stage"), N_("Go to the points of the next stage.")),
    Key("sheet.back_stage", "left,h", "points('stage', -1)", N_("stage before"), N_("Go to the stage before.")),
)
"""As on a meeting's sheet, except ⇥, which goes to the next view."""

YEAR_THEMES = (
    Key("themes.pick", "a", "panel('pick-theme')", N_("catalogue"), N_("Take a theme from the catalogue.")),
    Key("themes.right", "right,l", "move(1)", N_("next quarter"), N_("Move the theme to the next quarter.")),
    Key("themes.left", "left,h", "move(-1)", N_("quarter before"), N_("Move the theme to the quarter before.")),
    Key("themes.meeting", "p", "panel('theme-meeting')", N_("its meeting"), N_("Plan a meeting on the theme.")),
    Key("themes.own", "n", "panel('own-theme')", N_("own theme"), N_("Write a theme of the cell's own.")),
    Key("themes.taken", "t", "panel('taken-up')", N_("taken up"), N_("Name a meeting that takes the theme up.")),
    Key("themes.month", "m", "panel('theme-month')", N_("month"), N_("Give the theme its month.")),
    Key("themes.words", "e", "panel('theme-words')", N_("words"), N_("Change the words of the theme.")),
    Key("themes.remove", "x", "remove", N_("remove"), N_("Take the theme out of the plan.")),
    Key("themes.open", "enter", "open", N_("go in"), N_("Open the theme's meeting, or take the theme into the plan.")),
    *row_keys("themes"),
)

YEAR_INDICATORS = (*row_keys("indicators"),)

YEAR_MEMBERS = (
    Key("review.assess", "s", "panel('assess-form')", N_("self"), N_("Write what the member says of the year.")),
    Key("review.comment", "m", "panel('comment-form')", N_("comments"), N_("Write what the others say.")),
    Key("review.propose", "p", "panel('propose-form')", N_("propose"), N_("Write what the committee proposes.")),
    Key(
        "review.count",
        "v",
        "panel('count-form')",
        N_("ballot count"),
        N_("Write what the ballot counted, without names."),
    ),
    Key("review.decide", "o", "panel('decide-form')", N_("official"), N_("Write the class that was decided.")),
    Key("review.superior", "e", "panel('superior-class-form')", N_("superior's"), N_("Write the superior's class.")),
    Key("review.reveal", "h", "reveal", N_("private"), N_("Show what was said of the chosen member, or hide it.")),
    *row_keys("review"),
)
