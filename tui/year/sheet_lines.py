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
    stands = sheet.standing(stage)
    if stands is None:
        return ""
    told = _("{given} of {most}").format(given=stands.given, most=stands.most)
    return f"{told} · {_reached(stands)}"


def _verdict(sheet: YearSheet, stage: ScoreStage) -> Iterator[Content]:
    stands = sheet.standing(stage)
    if stands is None:
        yield _class(sheet, stage)
        return
    style = "b $success" if stands.is_met else "b $warning"
    yield Content.assemble((_reached(stands), style), _open(stands))
    if stands.losses and not stands.is_met:
        yield Content(_("Lost: {lines}").format(lines=_lost(sheet, stands)))


def _reached(stands: SheetStanding) -> str:
    if stands.is_met:
        return _("{given} ≥ {needed} → meets the standard").format(given=stands.given, needed=stands.needed)
    return _("{given} < {needed}: {missing} missing").format(
        given=stands.given, needed=stands.needed, missing=stands.missing
    )


def _open(stands: SheetStanding) -> str:
    if not stands.undecided:
        return ""
    count = len(stands.undecided)
    lines = ngettext("{count} line without points", "{count} lines without points", count).format(count=count)
    worth = _("worth {points}").format(points=stands.open_points)
    beyond = "" if stands.is_within_reach else " · " + _("out of reach")
    return f" · {lines}, {worth}{beyond}"


def _lost(sheet: YearSheet, stands: SheetStanding) -> str:
    named = [f"{_name(sheet, loss.key)} −{loss.points}" for loss in stands.losses[:MAX_NAMED]]
    rest = stands.losses[MAX_NAMED:]
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
