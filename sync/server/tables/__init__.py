"""The server's tables (SQLModel), with metadata of their own: they share no file with a cell's store.

The cell is the first column of the key of its rows. It is the sharding key: PostgreSQL can partition by it, and no
machine's request reads or locks the rows of two cells. The superior's pages read figures across cells, which
:mod:`sync.server.figures` stores beside the reports.
"""

from sync.server.tables.base import METADATA
from sync.server.tables.cells import (
    Account,
    Audit,
    DailyUse,
    EnrolmentCode,
    HiddenParcel,
    Holding,
    KeyBox,
    Ledger,
    OrganisationNode,
    ReceivedReport,
    RemovedHistory,
    ReportKey,
    StoredHead,
    StoredParcel,
)
from sync.server.tables.figures import (
    CellYear,
    MonthFigure,
    PetitionFigure,
    Placement,
    ReceivedPetition,
    ReportFigure,
    TreeAncestor,
)
from sync.server.tables.superiors import (
    AssignedSuperior,
    FourGood,
    Grant,
    ScoreReview,
    SignInAttempt,
    Supervisor,
    TrustedDevice,
    WebSession,
    WrittenPraise,
)

__all__ = [
    "METADATA",
    "Account",
    "AssignedSuperior",
    "Audit",
    "CellYear",
    "DailyUse",
    "EnrolmentCode",
    "FourGood",
    "Grant",
    "HiddenParcel",
    "Holding",
    "KeyBox",
    "Ledger",
    "MonthFigure",
    "OrganisationNode",
    "PetitionFigure",
    "Placement",
    "ReceivedPetition",
    "ReceivedReport",
    "RemovedHistory",
    "ReportFigure",
    "ReportKey",
    "ScoreReview",
    "SignInAttempt",
    "StoredHead",
    "StoredParcel",
    "Supervisor",
    "TreeAncestor",
    "TrustedDevice",
    "WebSession",
    "WrittenPraise",
]
