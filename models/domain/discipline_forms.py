"""Forms of discipline that are not available against a member, and why (docs/domain.md, "Votes")."""

from __future__ import annotations

from collections.abc import Collection

from models.domain.discipline import DisciplineForm
from models.domain.labels import label
from models.domain.language import N_
from models.domain.warnings import RuleWarning

_PROBATIONARY = N_("Not on the ballot: {forms}; a member on probation is reprimanded or warned only.")
_NO_OFFICE = N_("Not on the ballot: {forms}; only who holds an office is dismissed from it.")
_OTHER = N_("Not on the ballot: {forms}; the rules do not foresee it for this member.")


def not_offered(
    offered: Collection[DisciplineForm], *, probationary: bool, has_office: bool, citation: str
) -> RuleWarning | None:
    """Return a warning that names the forms that are not on the ballot, and why; ``None`` if all are."""
    missing = [form for form in DisciplineForm if form not in offered]
    if not missing:
        return None
    reason = _OTHER
    if probationary:
        reason = _PROBATIONARY
    elif not has_office and missing == [DisciplineForm.DISMISSAL]:
        reason = _NO_OFFICE
    return RuleWarning(reason, {"forms": ", ".join(map(label, missing))}, citation)
