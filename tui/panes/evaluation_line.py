"""The signature under the superior's points: by whom, when, and whether anything was changed since."""

from __future__ import annotations

from textual.content import Content

from models.domain.language import _
from models.queries.evaluations import EvaluationView, stands_as_signed
from models.queries.score_sheet import ScoreSheet
from tui.format import day, hour, shown

SEAL = 12
"""Digits of the seal that are shown: enough to compare it with the report."""


def evaluation_line(sheet: ScoreSheet, found: EvaluationView) -> Content:
    """Return who signed and when, with the head of the seal; or that nobody has yet."""
    who = ", ".join(filter(None, (shown(found.evaluator), shown(found.role))))
    if found.signed_at is None:
        told = (
            _("Not signed yet ({who}); e opens the evaluation.")
            if who
            else _("Not signed yet; e opens the evaluation.")
        )
        return Content.assemble((told.format(who=who), "$foreground-muted"))
    signed = _("Signed by {who}, {day} {hour} · seal {seal}").format(
        who=who, day=day(found.signed_at), hour=hour(found.signed_at), seal=found.seal[:SEAL]
    )
    if stands_as_signed(sheet, found):
        return Content.assemble(("✓ ", "b $success"), signed)
    changed = _("changed since it was signed: X, then sign again")
    return Content.assemble(("⚠ ", "b $warning"), signed, (f" · {changed}", "b $warning"))
