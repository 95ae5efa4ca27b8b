"""The keys of every form."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

DISCARD_DRAFT = Key(
    "form.anew", "ctrl+n", "discard_draft", N_("begin anew"), N_("Put aside what is typed, and its draft.")
)
FORM = (
    Key("form.next", "tab", "next_field", N_("next field"), N_("Go to the next field.")),
    Key("form.previous", "shift+tab", "previous_field", N_("previous field"), N_("Go to the field before.")),
    Key("form.done", "f10,ctrl+s", "done", N_("done"), N_("Finish the form, from any field.")),
    Key(
        "form.cancel", "escape,ctrl+g", "cancel", N_("cancel"), N_("Close the form; what is typed is kept as a draft.")
    ),
    DISCARD_DRAFT,
)

FIELD_KEYS = frozenset({"form.next", "form.previous"})
