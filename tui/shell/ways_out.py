"""How messages on screens name an act: by its keys, or by the words to type into the palette."""

from __future__ import annotations

from collections.abc import Mapping

from models.domain.language import N_, _
from models.domain.ways_out import WayOut
from tui.shell.key_tables import keys_by_id
from tui.widgets.key import Key

KEYS: Mapping[str, tuple[str, ...]] = {
    "agenda.agree": ("go.preparation", "prepare.agree"),
    "attendance.correct_mark": ("go.live", "roll", "roll.correct"),
    "attendance.mark": ("go.live", "roll"),
    "evaluation.withdraw": ("go.score", "score.withdraw"),
    "evaluation.write": ("go.score", "score.evaluate"),
    "guest.arrive": ("go.live", "guest"),
    "guest.leave": ("go.live", "guest"),
    "item.add": ("go.preparation", "prepare.add"),
    "item.conclude": ("go.live", "item.conclude"),
    "item.start": ("go.live", "item.toggle"),
    "letter.draft": ("go.home", "home.outgoing", "outgoing.new"),
    "material.attach": ("go.preparation", "prepare.attach"),
    "meeting.close": ("go.live", "meeting"),
    "meeting.notify": ("go.preparation", "prepare.notify"),
    "meeting.open": ("go.live", "meeting"),
    "meeting.pause": ("go.live", "meeting"),
    "meeting.plan": ("go.home", "home.plan"),
    "meeting.resume": ("go.live", "meeting"),
    "minutes.approve": ("go.minutes", "minutes.approve"),
    "minutes.correct": ("go.minutes", "minutes.addendum"),
    "minutes.write": ("go.minutes", "minutes.edit"),
    "motion.put": ("go.live", "vote"),
    "note.write": ("go.live", "note"),
    "petition.answer": ("go.records", "records.answer"),
    "petition.record": ("go.live", "petition"),
    "report.requeue": ("go.minutes", "minutes.report", "report.requeue"),
    "resolution.change": ("go.live", "resolution"),
    "resolution.draft": ("go.live", "resolution"),
    "roster.import": ("go.home", "home.import"),
    "round.close_ballot": ("ballot.close",),
    "round.open": ("go.live", "vote"),
    "score.give": ("go.score", "score.points"),
    "speech.ask": ("go.live", "speech.ask"),
    "speech.next": ("go.live", "speech.next"),
    "task.assign": ("go.live", "task"),
}
"""The ids of the keys that lead to an act from every screen."""

PALETTE: Mapping[str, str] = {
    "cell.change": N_("kind of cell"),
    "attendance.leave": N_("a member leaves the room"),
    "handbook.unpost": N_("remove the note of a post on the Handbook"),
    "member.status": N_("give a member a status"),
    "year.plan_admissions": N_("members are admitted"),
}
"""The words to type into the palette for an act without a key. A test checks that the act is then the first entry."""


def on_screens(way: WayOut) -> str:
    """Return how to reach an act: ``F9, n``, or the words to type into the palette."""
    if keys := keys_to(way.act):
        return keys
    return _("{key} and type “{words}”").format(key=keys_by_id()["palette"].shown, words=_(PALETTE[way.act]))


def keys_to(act: str) -> str:
    """Return the keys that lead to an act from every screen; empty for none."""
    return ", ".join(_shown(keys_by_id()[name]) for name in KEYS.get(act, ()))


def _shown(key: Key) -> str:
    keys = key.every_shown
    return f"{keys[0]}–{keys[-1]}" if len(keys) == 10 else keys[0]
