"""The keys of the records."""

from __future__ import annotations

from models.domain.language import N_
from tui.forms.filter_panel import filter_key
from tui.widgets.key import Key, page_keys, row_keys, undo_keys

RECORDS = (
    Key("records.next", "tab,right,l", "list(1)", N_("next list"), N_("Members, tasks, petitions: the next list.")),
    Key("records.previous", "shift+tab,left,h", "list(-1)", N_("list before"), N_("The list before.")),
    Key("records.show", "enter", "show", N_("show"), N_("On a narrow screen: the chosen record, and back.")),
    Key("records.finish", "f", "panel('finish')", N_("done"), N_("Finish the chosen task, with its result.")),
    Key("records.report", "p", "panel('report')", N_("progress"), N_("Report on the chosen task.")),
    Key("records.words", "e", "panel('words')", N_("correct"), N_("Correct the member, task or petition.")),
    Key("records.due", "d", "panel('due')", N_("day"), N_("Give the chosen task or petition another day.")),
    Key("records.owner", "m", "panel('owner')", N_("whose"), N_("Hand the chosen task or petition to somebody else.")),
    Key("records.answer", "a", "panel('answer')", N_("answer"), N_("Answer the chosen petition.")),
    Key("records.forward", "w", "panel('forward')", N_("forward"), N_("Forward the chosen petition upward.")),
    Key("records.close", "c", "close_petition", N_("settle"), N_("Settle the petition that was answered.")),
    Key("records.open", "o", "only_open", N_("only open"), N_("Show only what is open, or everything.")),
    Key("records.history", "y", "history", N_("history"), N_("Who changed the chosen record, when and what.")),
    filter_key("records"),
    Key("records.import", "i", "app.go('roster')", N_("import members"), N_("Read the members from a spreadsheet.")),
    Key("records.add", "n", "panel('member-add')", N_("new member"), N_("Take a new member into the records.")),
    Key("records.office", "g", "panel('office-form')", N_("office"), N_("Give a member an office, or end it.")),
    Key("records.status", "s", "panel('status-form')", N_("status"), N_("Give a member a status, or end it.")),
    Key("records.remove", "x,delete", "panel('remove')", N_("remove"), N_("Remove a member taken in by mistake.")),
    *undo_keys("records"),
    *row_keys("records"),
    *page_keys("records"),
    Key("records.back", "q,escape", "leave", N_("back"), N_("Back to the list of meetings.")),
)  # fmt: skip
