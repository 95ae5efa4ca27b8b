"""The server's tables (SQLModel), on a metadata of their own: they share no file with a cell's store.

Whatever belongs to a cell is keyed by the cell first. It is the sharding key: PostgreSQL can partition by it, and no
machine's request reads or locks the rows of two cells. What the superior's pages read across cells are figures, which
:mod:`sync.server.figures` keeps beside the reports.
"""

from sync.server.tables.base import METADATA
from sync.server.tables.cells import (
    Account,
    Audit,
    Code,
    Head,
    KeyBox,
    Ledger,
    Organisation,
    Report,
    ReportKey,
    StoredParcel,
    Taken,
)
from sync.server.tables.figures import Above, CellYear, MonthFigure, Petition, PetitionFigure, ReportFigure, Stay
from sync.server.tables.superiors import (
    AssignedSuperior,
    FourGood,
    Grant,
    Praise,
    ScoreReview,
    SignInTry,
    Supervisor,
    TrustedDevice,
    WebSession,
)

__all__ = [
    "METADATA",
    "Above",
    "Account",
    "AssignedSuperior",
    "Audit",
    "CellYear",
    "Code",
    "FourGood",
    "Grant",
    "Head",
    "KeyBox",
    "Ledger",
    "MonthFigure",
    "Organisation",
    "Petition",
    "PetitionFigure",
    "Praise",
    "Report",
    "ReportFigure",
    "ReportKey",
    "ScoreReview",
    "SignInTry",
    "Stay",
    "StoredParcel",
    "Supervisor",
    "Taken",
    "TrustedDevice",
    "WebSession",
]
