"""The words for the changes of an import, for the screen and the command line."""

from __future__ import annotations

from datetime import date

from models.domain.formats import day_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.vocabulary import Office, Status
from models.queries.field_labels import field_label
from models.roster.preview import FieldChange, FieldValue, Preview

_FIELDS = {"office": N_("office"), "standing": N_("standing"), "conditions": N_("conditions")}
NOTHING = "–"


def change_words(change: FieldChange) -> str:
    """Return a change: field, old value, new value."""
    name = _(_FIELDS[change.field]) if change.field in _FIELDS else field_label(change.field)
    return f"{name}: {_shown(change.old)} → {_shown(change.new)}"


def errors_line(preview: Preview) -> str:
    """Return the number of rows with errors, and the first error."""
    wrong = [found.row for found in preview.rows if found.row.is_error]
    reason = next(finding for finding in wrong[0].findings if finding.is_error)
    values = {"count": len(wrong), "line": wrong[0].line, "reason": reason}
    return _("{count} rows have errors, the first in line {line}: {reason}").format(**values)


def _shown(value: FieldValue) -> str:
    if isinstance(value, tuple):
        return ", ".join(label(word) for word in value) or NOTHING
    if isinstance(value, Office | Status):
        return label(value)
    if isinstance(value, date):
        return day_text(value)
    return value or NOTHING
