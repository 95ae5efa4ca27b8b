"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from tui.records.keys import RECORDS
from tui.shell.places import Place, go_key

PLACE = Place(
    "records",
    {"RECORDS": RECORDS},
    label=N_("Records"),
    screen="tui.records.screen:RecordsScreen",
    of_meeting=False,
    rank=60,
    key=go_key("records", "f6", N_("records"), N_("Look up members, tasks, petitions.")),
)
