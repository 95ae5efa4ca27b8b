"""The keys of the preparation."""

from __future__ import annotations

from models.domain.language import N_
from tui.forms.keys import FORM
from tui.widgets.key import Key, page_keys, row_keys, undo_keys

PREPARATION = (
    Key("prepare.edit", "enter", "panel('edit')", N_("edit"), N_("Change the title and minutes of the chosen item.")),
    Key("prepare.presenter", "p", "panel('presenter')", N_("presenter"), N_("Hand the chosen item to somebody.")),
    Key("prepare.later", "shift+down,J", "do('later')", N_("down"), N_("Move the item behind the next one.")),
    Key("prepare.earlier", "shift+up,K", "do('earlier')", N_("up"), N_("Move the item before the one above.")),
    Key("prepare.add", "a", "panel('add')", N_("add"), N_("Add an item behind the chosen one.")),
    Key("prepare.agree", "g", "do('agree')", N_("agree"), N_("Agree the agenda; later changes are marked.")),
    Key("prepare.notify", "i", "do('notify')", N_("notified"), N_("Note that everybody was notified.")),
    Key("prepare.attach", "f", "panel('attach')", N_("document"), N_("Attach a document to the chosen item.")),
    Key("prepare.read", "o", "read", N_("open it"), N_("Open the item's document with the system's program.")),
    Key("prepare.detach", "D", "do('detach')", N_("take away"), N_("Take the item's document away.")),
    Key("prepare.theme", "t", "do('theme')", N_("theme"), N_("Make the item the theme of the meeting, or not.")),
    Key("prepare.under", "greater_than_sign", "do('under')", N_("under"), N_("Put the item under the one above.")),
    Key("prepare.remove", "x", "do('remove')", N_("remove"), N_("Remove the chosen item.")),
    Key("prepare.carry", "c", "do('carry_over')", N_("left over"), N_("Take over what the last meeting left.")),
    Key("prepare.resolution", "N", "panel('resolution')", N_("resolution"), N_("Draft the meeting's resolution.")),
    *undo_keys("prepare"),
    *row_keys("prepare", N_("Choose the item above."), N_("Choose the item below.")),
    Key("prepare.side", "tab", "other_side", N_("other side"), N_("On a narrow screen: agenda, or what is missing.")),
    *page_keys("prepare"),
    Key("prepare.meeting", "m", "app.go('live')", N_("to the meeting"), N_("Go to the meeting itself.")),
    Key("prepare.back", "q,escape", "leave", N_("back"), N_("Back to the list of meetings.")),
)  # fmt: skip

ATTACH = (
    Key("attach.complete", "tab", "complete", N_("complete"), N_("Complete the path of the file.")),
    *FORM[2:],
)
