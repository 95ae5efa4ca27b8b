"""What the scenario says stands in the store after its steps 4 to 9."""

from __future__ import annotations

from pathlib import Path

from models.domain.vocabulary import MotionState, RoundState
from models.queries.floor import floor_view
from models.queries.live import live
from models.queries.rules import rules_of_meeting
from models.queries.votes import motions
from models.store.opening import open_reader


def check_facts(home: Path) -> None:
    """The store contains what the scenario says."""
    reader = open_reader(home)
    meeting = reader.execute("SELECT id FROM meeting").fetchone()[0]
    view = live(reader, meeting, rules_of_meeting(reader, home, meeting).votes)
    assert (view.electorate.official, view.electorate.counted, view.electorate.voters_present) == (10, 8, 7)
    assert view.electorate.others_present == 2
    discussion = floor_view(reader, view.agenda.items[11].id)
    order = [speaker.name.split()[-1] for speaker in discussion.finished]
    assert order == ["Yến", "Hương", "Hiệp", "Mậu"], "Mậu, who had spoken, comes after Hiệp, who had not"
    resolution, confirmation, on_laptop = motions(reader, meeting)
    assert [(one.arithmetic, one.passed) for one in resolution.rounds] == [("2·4 > 8", False), ("2·5 > 8", True)]
    assert [(one.state, one.arithmetic, one.passed) for one in confirmation.rounds] == [
        (RoundState.VOIDED, "3·5 ≥ 2·8", False),
        (RoundState.COUNTED, "3·6 ≥ 2·8", True),
    ]
    counted = on_laptop.rounds[0]
    assert (counted.yes, counted.no, counted.abstain, on_laptop.state) == (4, 2, 1, MotionState.FAILED)
    without_task = reader.execute(
        "SELECT count(*) FROM member WHERE id NOT IN (SELECT owner_id FROM task WHERE deleted = 0)"
    ).fetchone()[0]
    assert without_task == 0
    reader.close()
