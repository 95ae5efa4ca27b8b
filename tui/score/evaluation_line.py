"""The lines of the superior's signature and official points."""

from __future__ import annotations

from textual.content import Content

from models.domain.formats import day_text, hour_text
from models.domain.language import _
from models.domain.text import one_line
from models.queries.evaluations import EvaluationView, stands_as_signed
from models.queries.score_sheet import ScoreSheet
from models.queries.superior import Official

SEAL = 12
"""Digits of the seal that are shown: enough to compare it with the report."""


def official_line(found: Official) -> Content:
    """Return the superior's official points, with who gave them and the remark."""
    who = one_line(found.by) or _("the superior")
    told = _("The superior decided: {points} of {most} · {who}, {day}").format(
        points=found.points, most=found.of, who=who, day=day_text(found.at)
    )
    return Content.assemble(("✓ ", "b $success"), told, f" · {one_line(found.remark)}" if found.remark else "")


def evaluation_line(sheet: ScoreSheet, found: EvaluationView) -> Content:
    """Return who signed and when, with the start of the seal; or that nobody has signed."""
    who = ", ".join(filter(None, (one_line(found.evaluator), one_line(found.role))))
    if found.signed_at is None:
        told = (
            _("Not signed yet ({who}); {key:score.evaluate} opens the evaluation.")
            if who
            else _("Not signed yet; {key:score.evaluate} opens the evaluation.")
        )
        return Content.assemble((told.format(who=who), "$foreground-muted"))
    signed = _("Signed by {who}, {day} {hour} · seal {seal}").format(
        who=who, day=day_text(found.signed_at), hour=hour_text(found.signed_at), seal=found.seal[:SEAL]
    )
    if stands_as_signed(sheet, found):
        return Content.assemble(("✓ ", "b $success"), signed)
    changed = _("changed since it was signed: X, then sign again")
    return Content.assemble(("⚠ ", "b $warning"), signed, (f" · {changed}", "b $warning"))
