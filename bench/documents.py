"""What a document costs, warm: the minutes of a meeting of 90 minutes with 50 members, and each kind of document."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench.report import Figure, ratio
from models.documents.catalogue import ABOUT_A_MOTION, DocumentFormat, DocumentKind, DocumentRequest, make, render
from models.documents.kinds.minutes import minutes
from models.documents.record import meeting_record
from models.profiles.loading import load_profile
from models.profiles.schema import RuleProfile
from models.queries.meetings import meeting, meetings
from models.store.opening import open_reader

TIMES, FEW = 20, 5
NOW = datetime(2027, 1, 4, tzinfo=UTC)


def document_figures(home: Path) -> Iterator[Figure]:
    """Yield the figures for the last meeting that was held; the yardstick is reading its record."""
    with closing(open_reader(home)) as reader:
        held = [one for one in meetings(reader) if one.closed_at][-1].id
        rules = load_profile(home, meeting(reader, held).day)
        bare = _times(lambda: meeting_record(reader, held, rules, home, NOW))
        for wished in (DocumentFormat.PDF, DocumentFormat.DOCX):
            found = _times(partial(_minutes, home, held, rules, wished))
            yield ratio(f"minutes as {wished.value.upper()}, 50 members", found, bare, most_ms=500)
            for kind, times in _each(home, held, wished):
                yield ratio(f"{kind} as {wished.value.upper()}, 50 members", times, bare, most_ms=500)


def _minutes(home: Path, held: str, rules: RuleProfile, wished: DocumentFormat) -> bytes:
    """Make the minutes as they are drafted from the records: the sealed ones of the demo are a single sentence."""
    with closing(open_reader(home)) as reader:
        record = meeting_record(reader, held, rules, home, NOW)
    return render(minutes(record, None, None), wished, DocumentKind.MINUTES, home)


def _each(home: Path, held: str, wished: DocumentFormat) -> Iterator[tuple[DocumentKind, list[float]]]:
    """Yield what each kind costs from the records to its file, the quickest time first."""
    for kind in DocumentKind:
        wish = DocumentRequest(kind, held, 1 if kind in ABOUT_A_MOTION else None)
        yield kind, sorted(_times(partial(_document, home, wish, wished), FEW))


def _document(home: Path, wish: DocumentRequest, wished: DocumentFormat) -> bytes:
    with closing(open_reader(home)) as reader:
        return render(make((reader, home, NOW), wish), wished, wish.kind, home)


def _times(job: Callable[[], object], times: int = TIMES) -> list[float]:
    job()
    found = []
    for _time in range(times):
        began = time.perf_counter()
        job()
        found.append(time.perf_counter() - began)
    return found
