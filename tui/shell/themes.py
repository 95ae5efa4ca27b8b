"""The themes: calm, with Party red and gold used sparingly, readable at arm's length."""

from __future__ import annotations

from textual.app import App
from textual.theme import Theme

from models.domain.language import N_, _

DARK = Theme(
    name="chibo-dark",
    primary="#8a2c2c",
    secondary="#b08d3c",
    accent="#e6c35c",
    foreground="#ececec",
    background="#14161a",
    surface="#1b1e24",
    panel="#262a33",
    success="#7fbf7f",
    warning="#e6a23c",
    error="#ff7b72",
    dark=True,
)
LIGHT = Theme(
    name="chibo-light",
    primary="#b03a3a",
    secondary="#8a6d1f",
    accent="#8f1d1d",
    foreground="#1d1d1f",
    background="#fbfaf7",
    surface="#f3f1ea",
    panel="#e6e2d6",
    success="#1f6b2c",
    warning="#8a4b00",
    error="#a8071a",
    dark=False,
    variables={"foreground-muted": "#45433f"},
)
CONTRAST = Theme(
    name="chibo-contrast",
    primary="#ffd400",
    secondary="#ffffff",
    accent="#ffd400",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    success="#00ff5f",
    warning="#ffb000",
    error="#ff6b6b",
    dark=True,
    variables={"foreground-muted": "#e0e0e0"},
)
THEMES = (DARK, LIGHT, CONTRAST)
NAMES = {
    "dark": DARK.name,
    "light": LIGHT.name,
    "contrast": CONTRAST.name,
    "ansi-dark": "ansi-dark",
    "ansi-light": "ansi-light",
}
"""The themes by their short names; the ANSI ones use the terminal's own colours, and half the bytes on a slow line."""


def register_themes(app: App[int], chosen: str = "dark") -> None:
    """Register the themes, and choose one by its short name."""
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = NAMES[chosen]


def theme_word(name: str) -> str:
    """Return the name of a theme in the language of the program."""
    return _(_WORDS[name])


_WORDS = {
    "dark": N_("dark colours"),
    "light": N_("light colours"),
    "contrast": N_("high contrast"),
    "ansi-dark": N_("the terminal's own colours, dark"),
    "ansi-light": N_("the terminal's own colours, light"),
}
