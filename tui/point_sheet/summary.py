"""The lines around a score sheet: stages, the chosen line in full, the sum."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from models.domain.bands import Grade
from models.domain.language import N_, _, ngettext
from models.domain.points import weighed
from models.domain.scoring import grade_name
from models.domain.text import one_line
from models.domain.vocabulary import ScoreStage
from models.profiles.criteria import Criterion
from models.queries.score_sheet import PointSheet

UNFINISHED = "–"
"""The sum of a heading without any points: 0 could be taken for its points."""

_STAGES = {
    ScoreStage.SELF: N_("self score"),
    ScoreStage.VOTED: N_("voted by the cell"),
    ScoreStage.SUPERIOR: N_("superior"),
    ScoreStage.OFFICIAL: N_("official"),
}
"""Short names of the stages: all of them are on one line."""


def stage_line(sheet: PointSheet, at: ScoreStage) -> Content:
    """Return the stages with their sums; the shown one is in brackets."""
    parts = [_stage(sheet, stage, chosen=stage is at) for stage in ScoreStage]
    return Content("  ").join(parts)


def _stage(sheet: PointSheet, stage: ScoreStage, *, chosen: bool) -> Content:
    total = sheet.stage_total(stage)
    has_points = bool(sheet.given[stage]) or total != sheet.total(stage)
    points = str(total.given) if has_points else "–"
    if chosen:
        return Content.assemble((f"[{_(_STAGES[stage])} {points}]", "b $accent"))
    return Content.assemble((f"{_(_STAGES[stage])} {points}", "" if has_points else "$foreground-muted"))


def line_in_full(sheet: PointSheet, line: Criterion, evidence: str, stage: ScoreStage) -> Content:
    """Return the chosen line: title, evidence, differences, remark."""
    return Content("\n").join(list(_told(sheet, line, evidence, stage)))


def _told(sheet: PointSheet, line: Criterion, evidence: str, stage: ScoreStage) -> Iterator[Content]:
    yield Content.assemble((str(line.title), "b"))
    proposed = sheet.proposals[line.key].points
    if not sheet.applies(line):
        yield Content(evidence)
        return
    if proposed is None:
        yield Content.assemble((_("You decide, 0 to {most}:").format(most=line.points) + " ", "$warning"), evidence)
    else:
        yield Content.assemble((_("Proposed {points}:").format(points=proposed) + " ", "$success"), evidence)
    if given := sheet.given[stage].get(line.key):
        remark = _("Remark: {text}").format(text=one_line(given.remark)) if given.remark else ""
        differs = _("Differs from the proposal.") if sheet.differs(line.key, stage) else ""
        yield Content.assemble((f"{differs} " if differs else "", "b $warning"), remark)


def sum_lines(sheet: PointSheet, stage: ScoreStage) -> Content:
    """Return the sum, and the grade with its bound, or the number of lines without points."""
    return Content.assemble(sum_line(sheet, stage), *_verdict(sheet, stage))


def sum_line(sheet: PointSheet, stage: ScoreStage) -> Content:
    """Return the sum by headings and the maximum."""
    found = sheet.stage_total(stage)
    if found != sheet.total(stage):
        parts = _("as a whole")
    else:
        parts = " + ".join(_part(sheet, place, stage) for place in range(len(sheet.table.headings)))
    given = UNFINISHED if found.missing == found.lines and found.lines else found.given
    of = _("{given} of {most}").format(given=given, most=found.most)
    return Content.assemble((f"{parts} = ", "$foreground-muted"), (of, "b"))


def _part(sheet: PointSheet, place: int, stage: ScoreStage) -> str:
    found = sheet.heading_total(sheet.table.headings[place], stage)
    return UNFINISHED if found.missing == found.lines and found.lines else str(found.given)


def _verdict(sheet: PointSheet, stage: ScoreStage) -> Iterator[tuple[str, str]]:
    found, grade = sheet.stage_total(stage), sheet.grade(stage)
    if grade is None:
        text = ngettext("{count} line without points", "{count} lines without points", found.missing)
        yield f" · {text.format(count=found.missing)}", "$warning"
        return
    if short := sheet.lacking(stage):
        names = ", ".join(str(line.name) for line in short)
        text = _("full points are missing in: {names}").format(names=names)
        yield f" · {text} → ", "$warning"
    else:
        yield f" · {_weighed(sheet, stage)}{_bound(grade)} → ", ""
    yield grade_name(grade), "b $success"


def _weighed(sheet: PointSheet, stage: ScoreStage) -> str:
    """Return the points, scaled when some lines do not apply this month."""
    found, whole = sheet.stage_total(stage), sheet.table.total
    if found.most == whole:
        return str(found.given)
    return f"{found.given} × {whole} : {found.most} = {weighed(found.given, whole, found.most)}"


def _bound(grade: Grade) -> str:
    return f" < {grade.below}" if not grade.at_least and grade.below else f" ≥ {grade.at_least}"
