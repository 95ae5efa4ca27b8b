"""What is being voted on at an item, or how its last vote came out, in one line."""

from __future__ import annotations

from textual.content import Content

from models.domain.language import _
from models.queries.live import LiveView
from models.queries.votes import MotionView, RoundView
from tui.format import shown


def vote_line(view: LiveView) -> Content:
    """Return the open vote, else the arithmetic of the item's last count; nothing where nobody voted."""
    if view.voting:
        motion, opened = view.voting
        needed = f" · {_('needed: {needed}').format(needed=opened.needed)}" if opened.needed else ""
        asked = _("Vote: {question}").format(question=shown(motion.title, 40))
        return Content.assemble((f"{asked}{needed} · ", "b $accent"), _("v counts"))
    counted = _last_counted(view)
    if counted is None:
        return Content("")
    motion, last = counted
    return Content.assemble(shown(motion.title, 30), ("  ", ""), *_result(last))


def _last_counted(view: LiveView) -> tuple[MotionView, RoundView] | None:
    here = [(one, one.last_counted) for one in view.motions if view.on and one.item_id == view.on.id]
    counted = [(motion, last) for motion, last in here if last and last.counted_at]
    return max(counted, key=lambda pair: (pair[1].counted_at, pair[1].id), default=None)


def _result(last: RoundView) -> list[tuple[str, str]]:
    if last.passed is None:
        elected = ", ".join(shown(one.option.label) for one in last.options if one.elected)
        return [(elected or last.arithmetic, "b")]
    word, style = (_("passed"), "b $success") if last.passed else (_("not passed"), "b $warning")
    return [(f"{last.arithmetic}  ", "b"), (word, style)]
