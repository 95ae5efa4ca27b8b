"""The open vote of an item, or the result of the last one, in one line."""

from __future__ import annotations

from textual.content import Content

from models.domain.language import _
from models.domain.text import one_line
from models.queries.live import LiveView
from models.queries.results import round_result, standing_count

WORDING = 60
"""The most cells for the text of a motion."""


def vote_line(view: LiveView) -> Content:
    """Return the open vote, else the result of the item's last count; empty for none."""
    if view.voting:
        motion, opened = view.voting
        needed = f" · {_('needed: {needed}').format(needed=opened.needed)}" if opened.needed else ""
        asked = _("Vote: {question}").format(question=one_line(motion.wording, WORDING))
        return Content.assemble((f"{asked}{needed} · ", "b $accent"), _("{key:vote} counts"))
    counted = standing_count(view.motions, view.on.id if view.on else None)
    result = round_result(counted[1]) if counted else None
    if counted is None or result is None:
        return Content("")
    style = "b $success" if result.complete else "b $warning"
    return Content.assemble(
        (result.verdict, style), f"  {one_line(result.told)}  ", (one_line(counted[0].title, 30), "$foreground-muted")
    )
