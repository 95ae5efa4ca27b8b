"""Takes over what the superior wrote on its pages: official points of a meeting, praise."""

from __future__ import annotations

from datetime import datetime

from models.acts.context import meeting_day, meeting_of
from models.acts.kinds import MeetingId
from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.points import Points
from models.domain.state_sets import SEALED
from models.domain.text import clean_text, one_line
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import OfficialPoints, Praise


@act(
    "score.hear",
    label=N_("took over the official points of {day}: {points} of {most}"),
    irrevocable=N_("this is what the superior decided, whatever is undone here."),
)
def import_points(
    unit: Unit, meeting: MeetingId, points: Points, of: Points, at: datetime, remark: str = "", by: str = ""
) -> bool:
    """Take over the official points that the superior gave a meeting as a whole; the later ones stand.

    The cell's own points, and those of each line, are left as they are. Told twice, or late, it changes nothing;
    return whether it changed something.
    """
    found = meeting_of(unit, meeting, SEALED)
    given, most = Points.of(points), Points.of(of)
    if not 0 <= given <= most or not most:
        raise Refused(N_("{points} of {most} are no points of a sheet."), points=given, most=most).at("points")
    row = unit.find(OfficialPoints, natural_id("official_points", found.id))
    if row is not None and row.given_at is not None and at <= row.given_at:
        return False
    row = row or OfficialPoints(
        id=natural_id("official_points", found.id), meeting_id=found.id, points=given.whole, points_of=most.whole
    )
    row.points, row.half, row.points_of, row.half_of = given.whole, given.half, most.whole, most.half
    row.deleted = False
    row.remark, row.given_by, row.given_at = clean_text(remark).strip(), one_line(clean_text(by)), at
    unit.add(row)
    unit.say(day=meeting_day(found), points=given, most=most)
    return True


@act(
    "praise.hear",
    label=N_("took over the praise of {by}"),
    irrevocable=N_("this is what the superior wrote, whatever is undone here."),
)
def import_praise(
    unit: Unit, praise: str, text: str, at: datetime, by: str = "", withdrawn_at: datetime | None = None
) -> bool:
    """Take over what the superior praised the cell for, or that it was withdrawn.

    Told twice it changes nothing; return whether it changed something.
    """
    row = unit.find(Praise, praise)
    if row is None and withdrawn_at is not None:
        return False  # written and withdrawn between two requests
    if row is not None and (row.withdrawn_at is not None or withdrawn_at is None):
        return False
    row = row or Praise(id=praise, text=clean_text(text).strip(), given_by=one_line(clean_text(by)), given_at=at)
    row.withdrawn_at = withdrawn_at
    unit.add(row)
    unit.say(by=row.given_by or "–")
    return True
