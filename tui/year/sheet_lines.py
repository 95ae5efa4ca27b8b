"""The total of a sheet of a year: its sum, and what is missing to the standard, or the class of its points."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from models.domain.classification import classification_name
from models.domain.language import _, ngettext
from models.domain.vocabulary import ScoreStage
from models.domain.year_scoring import SheetStanding
from models.queries.year_points import YearSheet
from tui.point_sheet.summary import sum_line

MAX_NAMED = 3
"""How many lines with lost points are named."""


def year_sum(sheet: YearSheet, stage: ScoreStage) -> Content:
    """Return the sum of a stage with its verdict."""
    return Content("\n").join([sum_line(sheet, stage), *_verdict(sheet, stage)])


def short_verdict(sheet: YearSheet, stage: ScoreStage) -> str:
    """Return the comparison with the standard in a few words: "88 of 100, 7 missing to 95"."""
    standing = sheet.standing(stage)
    if standing is None:
        return ""
    told = _("{given} of {most}").format(given=standing.given, most=standing.most)
    return f"{told} · {_reached(standing)}"


def _verdict(sheet: YearSheet, stage: ScoreStage) -> Iterator[Content]:
    standing = sheet.standing(stage)
    if standing is None:
        yield _class(sheet, stage)
        return
    style = "b $success" if standing.is_met else "b $warning"
    yield Content.assemble((_reached(standing), style), _open(standing))
    if standing.losses and not standing.is_met:
        yield Content(_("Lost: {lines}").format(lines=_lost(sheet, standing)))


def _reached(standing: SheetStanding) -> str:
    if standing.is_met:
        return _("{given} ≥ {needed} → meets the standard").format(given=standing.given, needed=standing.needed)
    return _("{given} < {needed}: {missing} missing").format(
        given=standing.given, needed=standing.needed, missing=standing.missing
    )


def _open(standing: SheetStanding) -> str:
    if not standing.undecided:
        return ""
    count = len(standing.undecided)
    lines = ngettext("{count} line without points", "{count} lines without points", count).format(count=count)
    worth = _("worth {points}").format(points=standing.open_points)
    beyond = "" if standing.is_within_reach else " · " + _("out of reach")
    return f" · {lines}, {worth}{beyond}"


def _lost(sheet: YearSheet, standing: SheetStanding) -> str:
    named = [f"{_name(sheet, loss.key)} −{loss.points}" for loss in standing.losses[:MAX_NAMED]]
    rest = standing.losses[MAX_NAMED:]
    more = [_("{count} more lines −{points}").format(count=len(rest), points=sum(one.points for one in rest))]
    return "; ".join(named + (more if rest else []))


def _name(sheet: YearSheet, key: str) -> str:
    return str(sheet.lines[key].name)


def _class(sheet: YearSheet, stage: ScoreStage) -> Content:
    found, grade = sheet.total(stage), sheet.grade(stage)
    if grade is None:
        told = ngettext("{count} line without points", "{count} lines without points", found.missing)
        return Content.assemble((told.format(count=found.missing), "$warning"))
    bound = f"{found.given} ≥ {grade.at_least} → " if grade.at_least else f"{found.given} < {grade.below} → "
    return Content.assemble(bound, (classification_name(grade), "b $success"))
