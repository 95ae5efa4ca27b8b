"""What the superior wrote of the cell on its pages: official points of a meeting, praise."""

from __future__ import annotations

from datetime import datetime

from models.tables.base import Record, moment, reference


class OfficialPoints(Record, table=True):
    """The official points that the superior gave a meeting as a whole; natural key. The later ones stand.

    ``half`` and ``half_of`` are 1 where half a point is added to the points, and to how many there are.
    """

    __tablename__ = "official_points"
    meeting_id: str = reference("meeting", required=True)
    points: int
    half: int = 0
    points_of: int
    half_of: int = 0
    remark: str = ""
    given_by: str = ""
    given_at: datetime | None = moment()


class Praise(Record, table=True):
    """What the superior praised the cell for; the key is the server's. One that was withdrawn stays, and says so."""

    text: str
    given_by: str = ""
    given_at: datetime | None = moment()
    withdrawn_at: datetime | None = moment()
