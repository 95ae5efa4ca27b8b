"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from tui.documents.keys import DOCUMENTS
from tui.shell.places import Place

PLACE = Place(
    "documents",
    {"DOCUMENTS": DOCUMENTS},
    label=N_("Documents"),
    screen="tui.documents.screen:DocumentsScreen",
    rank=50,
)
