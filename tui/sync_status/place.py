"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from tui.shell.places import Place
from tui.sync_status.keys import SYNC_STATE

PLACE = Place(
    "sync_status",
    {"SYNC_STATE": SYNC_STATE},
    screen="tui.sync_status.screen:SyncStateScreen",
    of_meeting=False,
    rank=110,
)
