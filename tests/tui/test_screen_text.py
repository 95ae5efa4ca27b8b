"""A screen as text shows what a person sees: letters, selection, colours; and nothing that is not seen."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.segment import Segment
from rich.style import Style

from tests.tui.screen_text import LEGEND, STYLES, ScreenText, as_text

PLAIN, CHOSEN = Style.parse("#ffffff on #000000"), Style.parse("bold #ffffff on #0000ff")
BLANK = Style.parse("#123456 on #000000")


def rows_and_styles(*rows: Sequence[Segment]) -> tuple[list[str], list[str], list[str]]:
    """Return the lines of the three parts."""
    lines = as_text(rows).splitlines()
    styles, legend = lines.index(STYLES), lines.index(LEGEND)
    return lines[:styles], lines[styles + 1 : legend], lines[legend + 1 :]


def test_rows_then_their_styles_then_what_these_are() -> None:
    line = [Segment("one ", PLAIN), Segment("two", CHOSEN)]
    rows, styles, legend = rows_and_styles(line, line, [Segment("one two  ", PLAIN)])
    assert rows == ["one two", "one two", "one two"]
    plain, chosen = (
        next(entry.split("  ")[0] for entry in legend if entry.endswith(what))
        for what in ("  #ffffff on #000000", "  bold #ffffff on #0000ff")
    )
    assert styles == [f"  1-2  {plain} 4, {chosen}", f"    3  {plain}"]


def test_another_row_chosen_changes_the_styles_of_two_rows_and_no_text() -> None:
    before = rows_and_styles([Segment("a", CHOSEN)], [Segment("b", PLAIN)], [Segment("c", PLAIN), Segment("d", CHOSEN)])
    after = rows_and_styles([Segment("a", PLAIN)], [Segment("b", CHOSEN)], [Segment("c", PLAIN), Segment("d", CHOSEN)])
    assert before[0] == after[0]
    assert before[2] == after[2]
    assert [one == other for one, other in zip(before[1], after[1], strict=True)] == [False, False, True]


@pytest.mark.parametrize(
    "row",
    [
        [Segment("a b", PLAIN), Segment("   ", PLAIN)],
        [Segment("a", PLAIN), Segment(" ", BLANK), Segment("b", PLAIN), Segment("   ", BLANK)],
        [Segment("a b   ", PLAIN + Style(meta={"@click": "x"}))],
    ],
    ids=["in two parts", "the colour of blanks", "what a click does"],
)
def test_what_looks_alike_is_alike(row: list[Segment]) -> None:
    assert as_text([row]) == as_text([[Segment("a b   ", PLAIN)]])


@pytest.mark.parametrize("style", ["reverse", "underline", "strike", "on #0000ff"])
def test_a_blank_that_shows_is_told(style: str) -> None:
    field = Segment("  ", PLAIN + Style.parse(style))
    _rows, styles, legend = rows_and_styles([Segment("name: ", PLAIN), field])
    assert len(legend) == 2
    assert ", " in styles[0]


def test_a_style_keeps_its_letters_whatever_stands_beside_it() -> None:
    alone = rows_and_styles([Segment("a", PLAIN)])[2]
    beside = rows_and_styles([Segment("b", CHOSEN), Segment("a", PLAIN)])[2]
    assert set(alone) <= set(beside)


def test_no_two_styles_of_a_picture_share_their_letters() -> None:
    many = [Segment("x", Style.parse(f"color({number})")) for number in range(256)]
    legend = rows_and_styles(many)[2]
    assert len({line.split("  ")[0] for line in legend}) == len(legend) == 256


def test_a_failure_shows_a_unified_diff() -> None:
    lines = list(ScreenText().diff_lines("a\nB\nc\n", "a\nb\nc\n"))
    assert lines == ["--- accepted", "+++ now", "@@ -1,3 +1,3 @@", " a", "-b", "+B", " c"]
