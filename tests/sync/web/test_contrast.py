"""Colours of the pages: contrast as WCAG 2.2 AA requires (1.4.3, 1.4.11)."""

from __future__ import annotations

import re

import pytest

from sync.web.rendering import static_files

TEXT, SIGN = 4.5, 3.0
COLOURS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", static_files()["chibo.css"][0].decode()))
PAIRS = [
    *(("ink", ground, TEXT) for ground in ("paper", "sheet")),
    *(("soft", ground, TEXT) for ground in ("paper", "sheet")),
    *(("red", ground, TEXT) for ground in ("paper", "sheet")),
    *((grade, f"{grade}-ground", TEXT) for grade in ("good", "fair", "average", "poor")),
    ("blue", "plain-ground", TEXT),
    ("blue", "sheet", TEXT),
    ("poor", "sheet", TEXT),
    ("on-red", "red", TEXT),
    ("on-red", "red-deep", TEXT),
    ("red", "poor-ground", TEXT),
    ("focus", "paper", SIGN),
    ("focus", "sheet", SIGN),
    ("gold", "red", SIGN),
    ("good", "rail", SIGN),
    ("poor", "rail", SIGN),
]


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_it_can_be_told_from_its_ground(ink: str, ground: str, least: float) -> None:
    lighter, darker = sorted((luminance(COLOURS[ink]), luminance(COLOURS[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
