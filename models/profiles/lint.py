"""Faults of a usable file: minutes, points, gaps and overlaps, themes that do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.domain.item_kinds import ItemKind
from models.domain.language import N_
from models.domain.points import Points, sum_of
from models.domain.quarters import QUARTERS
from models.domain.text import fold
from models.domain.vocabulary import CellKind, MeetingKind, SheetKind
from models.domain.warnings import RuleWarning
from models.profiles.criteria import Band, BandUnit, Bound, CriteriaTable, Criterion, Scale, doubled
from models.profiles.schema import AgendaTemplate, RuleProfile
from models.profiles.script import MeetingScript
from models.profiles.themes import ThemeCatalogue

HIGHEST_SCORE = 100
USUAL_MINUTES = 90
"""The meeting length assumed for a bound “half” when bands are compared."""


def lint_rules(profile: RuleProfile) -> tuple[RuleWarning, ...]:
    """Return a warning for every score of 0 to 100 with no grade, or with two."""
    tables = (profile.review.classification, profile.review.meeting_quality)
    return tuple(remark for rule in tables for remark in rule.value.lint(0, HIGHEST_SCORE, str(rule.citation)))


def lint_agenda(template: AgendaTemplate) -> tuple[RuleWarning, ...]:
    """Return a warning if the items do not take as long as the template declares."""
    minutes = sum(item.total_minutes for item in template.items)
    if minutes == template.minutes:
        return ()
    values = {"title": template.title, "sum": minutes, "declared": template.minutes}
    text = N_("The items of “{title}” take {sum} minutes together; it declares {declared}.")
    return (RuleWarning(text, values, str(template.citation)),)


def lint_themes(catalogue: ThemeCatalogue) -> tuple[RuleWarning, ...]:
    """Return a warning for a repeated theme, and for a type of cell with too few themes."""
    return (*_twice(catalogue), *_too_few(catalogue))


def lint_script(script: MeetingScript) -> tuple[RuleWarning, ...]:
    """Return a remark for every kind of item and meeting at which the script has nothing to say."""
    text = N_("The script has no part for items of the kind “{kind}” at a meeting of the kind “{meeting}”.")
    return tuple(
        RuleWarning(text, {"kind": kind.value, "meeting": meeting.value}, str(script.citation))
        for meeting in MeetingKind
        for kind in ItemKind
        if script.of_item("", kind, meeting) is None
    )


def lint_criteria(table: CriteriaTable) -> tuple[RuleWarning, ...]:
    """Return the faults of ``table`` that a person should know before scoring, in the order of the sheet."""
    criteria = [criterion for heading in table.headings for criterion in heading.criteria]
    return (
        *_sums(table),
        *_without_theme(table),
        *(remark for criterion in criteria for remark in _criterion(criterion)),
        *(_thematic(table, criterion) for criterion in criteria if criterion.only_with_theme),
        *(_not_one(criterion) for criterion in criteria if table.scale is Scale.MET and criterion.points != 1),
    )


def _twice(catalogue: ThemeCatalogue) -> Iterator[RuleWarning]:
    seen: set[str] = set()
    for theme in catalogue.themes:
        if fold(theme.title.vi) in seen:
            text = N_("The theme “{title}” is offered twice.")
            yield RuleWarning(text, {"title": theme.title}, str(catalogue.citation))
        seen.add(fold(theme.title.vi))


def _too_few(catalogue: ThemeCatalogue) -> Iterator[RuleWarning]:
    for kind in CellKind:
        count = sum(not theme.of or kind in theme.of for theme in catalogue.themes)
        if count < len(QUARTERS):
            text = N_("A cell of the type “{kind}” is offered {count} themes; a year has {quarters} quarters.")
            values = {"kind": kind.value, "count": count, "quarters": len(QUARTERS)}
            yield RuleWarning(text, values, str(catalogue.citation))


def _sums(table: CriteriaTable) -> Iterator[RuleWarning]:
    declared = [(table.title, Points.of(table.total), [heading.points for heading in table.headings])]
    declared += [(each.title, each.points, [one.points for one in each.criteria]) for each in table.headings]
    for title, points, parts in declared:
        if (found := sum_of(parts)) != points:
            yield RuleWarning(
                N_("“{title}” declares {declared} points, but its parts add up to {sum}."),
                {"title": title, "declared": points, "sum": found},
                str(table.citation),
            )


def _without_theme(table: CriteriaTable) -> Iterator[RuleWarning]:
    """Yield a warning if the points for a month without a theme do not add up."""
    if all(line.without_theme is None for line in table.lines.values()):
        return
    lines = table.in_month(thematic=False).lines.values()
    found = sum_of(line.points for line in lines if not line.only_with_theme)
    if found != table.total:
        text = N_("“{title}” declares {declared} points; in a month without a theme its lines add up to {sum}.")
        yield RuleWarning(text, {"title": table.title, "declared": table.total, "sum": found}, str(table.citation))


def _thematic(table: CriteriaTable, criterion: Criterion) -> RuleWarning:
    if table.sheet is not SheetKind.MEETING_QUALITY:
        return _remark(criterion, N_("“{title}” is a line of a year; “only_with_theme” means nothing there."))
    return _remark(
        criterion, N_("“{title}” ({points} points) applies only in a month with a theme."), points=criterion.points
    )


def _not_one(criterion: Criterion) -> RuleWarning:
    text = N_("“{title}” is met or not met, which is 1 point or 0; it declares {points}.")
    return _remark(criterion, text, points=criterion.points)


def _criterion(criterion: Criterion) -> Iterator[RuleWarning]:
    if criterion.if_unexcused is not None and criterion.if_unexcused > criterion.points:
        text = N_("“{title}” is worth {points} points, and with somebody absent without a reason {most}.")
        yield _remark(criterion, text, points=criterion.points, most=criterion.if_unexcused)
    bands = sorted(criterion.bands, key=_start)
    if not bands:
        return
    best = max(band.points for band in bands)
    if best != criterion.points:
        text = N_("“{title}” is worth {points} points, but its best band gives {best}.")
        yield _remark(criterion, text, points=criterion.points, best=best)
    yield from _ends(criterion)
    for before, after in pairwise(bands):
        yield from _joint(criterion, before, after)


def _start(band: Band) -> tuple[int, bool]:
    return (-1 if band.lower is None else _at(band.lower), not band.lower_included)


def _at(bound: Bound) -> int:
    """Return twice a bound, for the comparison of bands."""
    return doubled(bound, USUAL_MINUTES)


def _ends(criterion: Criterion) -> Iterator[RuleWarning]:
    ends = (0, 100) if criterion.unit is BandUnit.PERCENT else (0,)
    for value in ends:
        if not any(band.holds(value, 1, USUAL_MINUTES) for band in criterion.bands):
            yield _gap(criterion, value)


def _joint(criterion: Criterion, before: Band, after: Band) -> Iterator[RuleWarning]:
    if before.upper is None or after.lower is None:
        yield _overlap(criterion, 0 if after.lower is None else after.lower)
        return
    end, start = _at(before.upper), _at(after.lower)
    if end > start or (end == start and before.upper_included and after.lower_included):
        yield _overlap(criterion, after.lower)
    elif end < start:
        text = N_("“{title}” has no points between {lower} and {upper}.")
        yield _remark(criterion, text, lower=before.upper, upper=after.lower)
    elif not before.upper_included and not after.lower_included:
        yield _gap(criterion, after.lower)


def _gap(criterion: Criterion, value: Bound) -> RuleWarning:
    return _remark(criterion, N_("“{title}” has no points for exactly {value}."), value=value)


def _overlap(criterion: Criterion, value: Bound) -> RuleWarning:
    return _remark(criterion, N_("“{title}” has two bands for the values near {value}."), value=value)


def _remark(criterion: Criterion, text: str, **values: object) -> RuleWarning:
    return RuleWarning(text, {"title": criterion.title, **values}, str(criterion.citation))
