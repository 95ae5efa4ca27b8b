"""What the superior wrote about the cell on its pages: official points of a meeting, praise."""

from __future__ import annotations

from datetime import datetime

from models.tables.base import Record, moment, reference


class OfficialPoints(Record, table=True):
    """The official points that the superior gave a meeting as a whole; natural key. Later ones replace earlier ones.

    ``half`` and ``half_of`` are 1 if half a point is added to the points and to their maximum.
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
    """The superior's praise of the cell; the key is the server's. Withdrawn praise stays, marked as such."""

    text: str
    given_by: str = ""
    given_at: datetime | None = moment()
    withdrawn_at: datetime | None = moment()
