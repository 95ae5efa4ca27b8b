"""What is written can be read in every theme: the contrast that WCAG 2.1 asks for (1.4.3, level AA)."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from tui.app import ChiboApp
from tui.shell.themes import DARK, THEMES, register_themes

AA = 4.5  # the least ratio of luminances for text of any size
WORDS = ("foreground", "foreground-muted", "text-muted", "accent", "success", "warning", "error")
GROUNDS = ("background", "surface", "panel")
CHOSEN, FOCUSED = 0.15, 0.25  # how much of the foreground lies over a chosen row, of the primary over a focused field


def luminance(color: Color) -> float:
    parts = (part / 255 for part in color.rgb)
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def drawn(name: str, theme: Theme, ground: Color) -> Color:
    """Return the colour of a word on a ground; Textual's "auto 60%" is black or white laid on thinly."""
    value = theme.to_color_system().generate()[name]
    if value.startswith("auto"):
        return ground + ground.get_contrast_text(float(value.split()[1].rstrip("%")) / 100)
    return ground + Color.parse(value)


def ground(name: str, theme: Theme, over: float = 0, laid: str = "primary") -> Color:
    values = theme.to_color_system().generate()
    return Color.parse(values[name]).blend(Color.parse(values[laid]), over)


@pytest.mark.parametrize("on", GROUNDS)
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_word_stands_out_from_what_it_is_written_on(theme: Theme, word: str, on: str) -> None:
    below = ground(on, theme)
    assert contrast(drawn(word, theme, below), below) >= AA


@pytest.mark.parametrize("word", ["foreground", "accent"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_what_is_typed_stands_out_from_the_field_that_has_the_focus(theme: Theme, word: str) -> None:
    below = ground("panel", theme, FOCUSED)
    assert contrast(drawn(word, theme, below), below) >= AA


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_chosen_row_can_be_read(theme: Theme, word: str) -> None:
    assert f"background: $foreground {CHOSEN:.0%}" in ChiboApp.CSS
    below = ground("background", theme, CHOSEN, "foreground")
    assert contrast(drawn(word, theme, below), below) >= AA


def test_the_measure_knows_black_on_white_and_a_grey_that_is_too_pale() -> None:
    white = Color(255, 255, 255)
    assert round(contrast(Color(0, 0, 0), white)) == 21
    assert contrast(Color(0x77, 0x77, 0x77), white) < AA < contrast(Color(0x76, 0x76, 0x76), white)


async def test_every_theme_can_be_chosen_by_its_name_and_the_dark_one_is() -> None:
    app: App[int] = App()
    async with app.run_test():
        register_themes(app)
        assert app.theme == DARK.name
        for theme in THEMES:
            app.theme = theme.name
            assert app.current_theme is theme
