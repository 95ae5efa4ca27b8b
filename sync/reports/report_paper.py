"""The minutes of a signed report as a document, which the superior's pages draw, and ``chibo verify`` draws again.

A report contains the text of the minutes, not the paper that the cell prints: it has neither number nor names. Any
content gives a paper; nothing here raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from models.documents.kinds.minutes import blocks, parts_of, seal_with
from models.documents.paper import Block, Paper, Paragraph, Signature
from models.documents.sealed_paper import sealed_whole
from models.domain.clock import day_of, local, moment_or_none
from models.domain.language import _, in_language
from models.domain.seal import seal_of
from sync.server.report_content import line, listed, paragraphs, part

MOST = 200_000
"""Maximum number of characters of minutes that are drawn: more than any meeting needs, drawn within seconds."""


def text_of(content: Mapping[str, Any]) -> str:
    """Return the approved text of a report's minutes, as it was signed."""
    found = part(content, "minutes").get("text")
    return found if isinstance(found, str) else ""


def paper_of_report(content: Mapping[str, Any]) -> Paper:
    """Return the minutes of a report as a document, in Vietnamese."""
    with in_language("vi"):
        return sealed_whole(_paper(content))


def _paper(content: Mapping[str, Any]) -> Paper:
    cell, text = part(content, "cell"), text_of(content)
    title, subject, lines = parts_of(text)
    approved = moment_or_none(part(content, "minutes").get("approved_at"))
    return Paper(
        superior=line(cell.get("superior"), 200).upper(),
        cell=line(cell.get("name"), 200).upper(),
        party=_("COMMUNIST PARTY OF VIETNAM"),
        number="",
        place_and_day=_day_in_words(_day(content)),
        title=title or _("MINUTES"),
        subject=subject,
        body=(*blocks(lines), *_addenda(content)),
        right=Signature("", _("SIGNED WITH THE CELL'S KEY"), ""),
        seal=seal_with(seal_of(text)) if text else None,
        created=local(approved).isoformat(timespec="seconds") if approved else "",
    )


def _day(content: Mapping[str, Any]) -> date | None:
    """Return the day of the meeting, from its opening or else its plan."""
    of = part(content, "meeting")
    times = (moment_or_none(of.get(name)) for name in ("opened_at", "scheduled_at"))
    return next((day_of(one) for one in times if one), None)


def _day_in_words(day: date | None) -> str:
    if day is None:
        return ""
    return _("{day}/{month}/{year}").format(day=f"{day:%d}", month=f"{day:%m}", year=f"{day:%Y}")


def _addenda(content: Mapping[str, Any]) -> Iterator[Block]:
    for one in listed(content.get("addenda")):
        text = paragraphs(one.get("text"), MOST) if isinstance(one, dict) else ""
        if text:
            yield Paragraph(f"{_('Addendum')}: {text}")
