"""The keys that every screen has."""

from __future__ import annotations

from models.domain.language import N_
from tui.keys.key import Key

EVERYWHERE = (
    Key("help", "question_mark", "app.help", N_("help"), N_("Show every key of this screen.")),
    Key("help.typing", "f1", "app.help", N_("help"), N_("Show every key, also while something is being typed.")),
    Key("quit", "ctrl+q", "app.quit", N_("quit"), N_("Leave the program; nothing needs to be saved.")),
)
