"""Size limits of roster files: far above any cell (3–50 members), far below what an old laptop can handle."""

from __future__ import annotations

import zipfile

from models.domain.errors import DataFileWrong
from models.domain.language import N_

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
"""For all parts of a workbook together, as declared by the archive; reading stops at the declared size."""
MAX_ROWS = 20_000
MAX_COLUMNS = 64


def check_unpacked(archive: zipfile.ZipFile, name: str) -> None:
    """Raise :class:`DataFileWrong` if the parts of a workbook together are too large."""
    if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED_BYTES:
        raise too_large(name)


def too_large(name: str) -> DataFileWrong:
    """Return the error for a file of too many bytes."""
    return DataFileWrong(
        N_("“{file}” is larger than a roster can be (20 MB, unpacked 100 MB); copy the table into a new file."),
        file=name,
    )


def too_many_rows(name: str) -> DataFileWrong:
    """Return the error for a table of too many rows."""
    return DataFileWrong(N_("“{file}” has more than {rows} rows; keep the members only."), file=name, rows=MAX_ROWS)
