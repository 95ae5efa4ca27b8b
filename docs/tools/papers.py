"""Makes every kind of paper to look at: ``python docs/tools/papers.py FOLDER [demo] [scenario] [large]``.

Each kind of the demo's last meeting, of the scenario's and of one as large as they come (50 members, 60 items, hostile
text), in both languages, as PDF, Word, text and Markdown. With pdftoppm on the machine each page is a picture too.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from models.acts.registry import perform
from models.demo.seeding import seed_demo
from models.documents.catalogue import DocumentFormat, DocumentRequest, Source, make, render
from models.documents.names import ABOUT_A_MOTION, DocumentKind
from models.documents.paper import Paper
from models.domain.errors import Refused
from models.domain.language import LANGUAGES, in_language
from models.queries.meetings import meetings
from models.queries.votes import motions
from models.store.opening import open_reader
from models.store.store import Store
from tests.data import make_store
from tests.documents import large_meeting

NOW = datetime(2027, 1, 4, tzinfo=UTC)
HOSTILE = 'A <b> & "c" {{ x }} {% y %} #let $z$ [d](e) *f* _g_ @h \\i `j` | k ' + "Đ" * 120


def _large(home: Path) -> None:
    large_meeting.ITEMS = 60
    Store.create(home, lambda: NOW).close()
    meeting = large_meeting.play(home)
    store = Store.open(home, lambda: datetime(2026, 12, 4, 2, tzinfo=UTC))
    perform(store, "petition.record", text=f"{HOSTILE}\n{HOSTILE}", meeting=meeting)
    perform(store, "score.shortcomings", shortcomings=HOSTILE, remedy=HOSTILE, meeting=meeting)
    store.close()


MAKERS: Mapping[str, Callable[[Path], object]] = {"demo": seed_demo, "scenario": make_store.make, "large": _large}


def main() -> None:
    """Make the papers of the meetings that are named, else of all three."""
    folder = Path(sys.argv[1])
    for name in sys.argv[2:] or MAKERS:
        home = folder / name / "home"
        shutil.rmtree(home, ignore_errors=True)
        MAKERS[name](home)
        for language in LANGUAGES:
            with in_language(language):
                _papers(home, folder / name / language)


def _first_of(source: Source, kind: DocumentKind, held: str, numbers: Sequence[int | None]) -> Paper | None:
    """Return the paper about the last motion of which there is one; ``None`` if there is none."""
    for number in reversed(numbers):
        with suppress(Refused):
            return make(source, DocumentRequest(kind, held, number))
    return None


def _papers(home: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    reader = open_reader(home)
    held = [one.id for one in meetings(reader) if one.opened_at][-1]
    numbers = [one.number for one in motions(reader, held)]
    for kind in DocumentKind:
        paper = _first_of((reader, home, NOW), kind, held, numbers if kind in ABOUT_A_MOTION else [None])
        if paper is None:
            sys.stdout.write(f"{folder.name}: no {kind}\n")
            continue
        for wished in DocumentFormat:
            path = folder / f"{kind}.{wished}"
            path.write_bytes(render(paper, wished, kind, None))
            if wished is DocumentFormat.PDF and shutil.which("pdftoppm"):
                subprocess.run(["pdftoppm", "-r", "60", "-png", path, path.with_suffix("")], check=True)
    reader.close()


if __name__ == "__main__":
    main()
