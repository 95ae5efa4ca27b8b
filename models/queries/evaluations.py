"""The attending superior's evaluation of a meeting: who signed it, and whether it is unchanged since."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.domain.clock import from_text, to_text
from models.domain.points import maximum_to_parts, to_parts
from models.domain.seal import seal_of
from models.domain.vocabulary import ScoreStage
from models.queries.meetings import guests
from models.queries.score_sheet import ScoreSheet
from models.store.entry import to_json


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """The evaluator, the evaluator's role and overall remark; ``seal`` and ``signed_at`` are set by the signature."""

    evaluator: str = ""
    role: str = ""
    remark: str = ""
    seal: str = ""
    signed_at: datetime | None = None

    @property
    def is_signed(self) -> bool:
        """Whether it has been signed."""
        return bool(self.seal)


def find_evaluation(connection: sqlite3.Connection, meeting_id: str) -> EvaluationView | None:
    """Return the evaluation of a meeting; ``None`` if none has been entered."""
    row = connection.execute(
        "SELECT evaluator, role, remark, seal, signed_at FROM evaluation WHERE deleted = 0 AND meeting_id = ?",
        (meeting_id,),
    ).fetchone()
    if row is None:
        return None
    evaluator, role, remark, seal, signed = row
    return EvaluationView(evaluator, role, remark, seal, from_text(signed) if signed else None)


def offered_evaluation(connection: sqlite3.Connection, meeting_id: str) -> EvaluationView:
    """Return the entered evaluation, else an empty one by the superior's assigned member among the guests."""
    if found := find_evaluation(connection, meeting_id):
        return found
    assigned = next((guest for guest in guests(connection, meeting_id) if guest.assigned_superior), None)
    return EvaluationView(assigned.full_name, assigned.role) if assigned else EvaluationView()


def signed_content(sheet: ScoreSheet, found: EvaluationView) -> dict[str, Any]:
    """Return the signed content: points and remarks of the superior's stage, with their authors and times."""
    given = sheet.given[ScoreStage.SUPERIOR]
    return {
        "meeting": sheet.meeting.id,
        "sheet": sheet.table.id,
        "evaluator": found.evaluator,
        "role": found.role,
        "remark": found.remark,
        "signed_at": to_text(found.signed_at) if found.signed_at else None,
        "points": [
            {
                "criterion": key,
                **to_parts(given[key].points),
                **maximum_to_parts(line.points),
                "remark": given[key].remark,
            }
            for key, line in sheet.lines.items()
            if key in given
        ],
    }


def seal_of_evaluation(sheet: ScoreSheet, found: EvaluationView) -> str:
    """Return the seal of an evaluation's present content."""
    return seal_of(to_json(signed_content(sheet, found)))


def stands_as_signed(sheet: ScoreSheet, found: EvaluationView) -> bool:
    """Return whether nothing was changed since the signature; another machine may have added points since."""
    return found.is_signed and found.seal == seal_of_evaluation(sheet, found)


def evaluation_section(sheet: ScoreSheet, found: EvaluationView | None) -> dict[str, Any] | None:
    """Return the section of the report: signed content, seal, and titles of the criteria."""
    if found is None or not found.is_signed:
        return None
    titles = {key: line.name.vi for key, line in sheet.lines.items()}
    return signed_content(sheet, found) | {"seal": found.seal, "titles": titles}
