"""Which form of discipline a secret ballot decides (docs/domain.md, rule 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.domain.errors import DataFileWrong
from models.domain.language import N_
from models.domain.thresholds import MajorityVerdict, Threshold, verdict


class DisciplineForm(StrEnum):
    """The forms of discipline of a member, mildest first."""

    REPRIMAND = "reprimand"
    WARNING = "warning"
    DISMISSAL = "dismissal"
    EXPULSION = "expulsion"


@dataclass(frozen=True, slots=True)
class DisciplineStep:
    """One comparison of the decision: the votes for ``form``, and those for severer forms that count for it.

    ``parts`` are the votes added, severest first: one number while each form stands alone.
    """

    form: DisciplineForm
    parts: tuple[int, ...]
    verdict: MajorityVerdict


@dataclass(frozen=True, slots=True)
class DisciplineResult:
    """The form decided, ``None`` when even all votes together do not suffice; and every step, in order."""

    form: DisciplineForm | None
    steps: tuple[DisciplineStep, ...]


def accumulate(
    votes_by_form: Mapping[DisciplineForm, int],
    n: int,
    thresholds: Mapping[DisciplineForm, Threshold],
    *,
    adds_up: bool = True,
) -> DisciplineResult:
    """Return the form that ``votes_by_form`` decide when N is ``n``.

    First each form is compared alone. If none suffices, votes accumulate from the severest downward: a vote for a
    severer form counts for the milder one. Forms on the ballot are those with a threshold (dismissal, for example, only
    if the member holds an office). If ``adds_up`` is false, votes do not accumulate. Source: docs/domain.md, rule 9 ✔:
    over 1/2, expulsion at least 2/3.

    Raises :class:`DataFileWrong` when a form with votes has no threshold.
    """
    _refuse_unknown(votes_by_form, thresholds)
    steps = []
    for step in _steps(votes_by_form, n, thresholds, adds_up=adds_up):
        steps.append(step)
        if step.verdict.passed:
            return DisciplineResult(step.form, tuple(steps))
    return DisciplineResult(None, tuple(steps))


def _steps(
    votes_by_form: Mapping[DisciplineForm, int],
    n: int,
    thresholds: Mapping[DisciplineForm, Threshold],
    *,
    adds_up: bool,
) -> Iterator[DisciplineStep]:
    severest_first = [form for form in reversed(DisciplineForm) if form in thresholds]
    votes = [votes_by_form.get(form, 0) for form in severest_first]
    for form, alone in zip(severest_first, votes, strict=True):
        yield DisciplineStep(form, (alone,), verdict(thresholds[form], alone, n))
    if not adds_up:
        return
    for place, form in enumerate(severest_first[1:], start=2):  # no severer form adds votes to the severest
        parts = tuple(votes[:place])
        yield DisciplineStep(form, parts, verdict(thresholds[form], sum(parts), n))


def _refuse_unknown(
    votes_by_form: Mapping[DisciplineForm, int], thresholds: Mapping[DisciplineForm, Threshold]
) -> None:
    for form in votes_by_form:
        if form not in thresholds:
            raise DataFileWrong(
                N_("No majority is given for the form of discipline “{form}”; add it to the rule profile."),
                form=form.value,
            )
