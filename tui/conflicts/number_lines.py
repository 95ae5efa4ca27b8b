"""Numbers given twice by two machines: their lines, and the acts that renumber one side."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from models.domain.formats import day_text
from models.domain.language import N_, _
from models.domain.text import one_line
from models.queries.numbering import DuplicateNumber, NumberedDocument, Series
from tui.forms.act_request import ActRequest, request_act

_RECORDS = {Series.RESOLUTION: N_("Resolution no. {number}"), Series.MINUTES: N_("Minutes no. {number}")}
_LETTER = N_("Letter no. {number}-{sign}")


def double_row(one: DuplicateNumber) -> Content:
    """Return the row of the list."""
    times = _("given {count} times").format(count=len(one.sides))
    return Content.assemble(f" {_record(one)}", (f"  {times}", "$foreground-muted"))


def double_values(one: DuplicateNumber) -> Iterator[Content]:
    """Yield the records with the number, each with the key that keeps it."""
    yield Content.assemble((_record(one), "b $accent"))
    yield Content(_("The key keeps the number there; the others get the next ones."))
    for place, side in enumerate(one.sides):
        yield Content("")
        yield Content.assemble((f" {place + 1} ", "reverse b"), (f" {_side(side)}", "b"))
        if side.is_sealed and side.table != "letter":
            told = _("its minutes are approved; another number is told in an addendum")
            yield Content.assemble((f"   {told}", "$foreground-muted"))


def renumbering(one: DuplicateNumber, kept: int) -> Iterator[ActRequest]:
    """Yield the acts that give the other side a new number."""
    for place, side in enumerate(one.sides):
        if place == kept:
            continue
        if side.table == "letter":
            yield request_act("letter.renumber", letter=side.id)
        elif side.table == "resolution":
            yield request_act("resolution.renumber", resolution=side.id)
        elif side.table == "motion":
            act = "decision.renumber" if one.series is Series.RESOLUTION else "count.renumber"
            yield ActRequest(act, {"motion": side.id})
        else:
            yield request_act("minutes.renumber", meeting=side.meeting_id)


def _record(one: DuplicateNumber) -> str:
    return _(_RECORDS.get(one.series, _LETTER)).format(number=f"{one.number:02}", sign=one.series.value)


def _side(one: NumberedDocument) -> str:
    day = day_text(one.day)
    if one.table == "motion" and one.series is Series.MINUTES:
        return _("minutes of the count “{title}” · {day}").format(title=one_line(one.title), day=day)
    return f"{one_line(one.title)} · {day}" if one.title else _("minutes of {day}").format(day=day)
