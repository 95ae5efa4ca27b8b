"""The sentences by which a practice tells what happens, in the program's language."""

from __future__ import annotations

from collections.abc import Mapping

from models.documents.wording import comrade
from models.domain.language import N_, _, pgettext
from models.domain.text import one_line, short_name
from models.domain.timing import clock_text
from models.practice.facts import PracticeFacts
from models.practice.happenings import Happening
from models.practice.plan import Away, Plan
from models.practice.reactions import PracticeAnswer, Reaction
from models.profiles.placeholders import filled
from models.profiles.practice import Behaviour, Filled

_BY_HANDS = N_("for {shown}, against {shown_no}, other opinion {abstain}")
_ON_PAPER = N_(
    "issued {issued}, returned {issued}, valid {issued}; for {shown}, against {shown_no}, other opinion {abstain}"
)


def told(plan: Plan, facts: PracticeFacts, happening: Happening) -> str:
    """Return what happened in one line; empty if the file of events has the event no more."""
    event = plan.script.event(happening.event)
    if event is None:
        return ""
    values = happening.values
    text = event.texts[values.get("text", 0) % len(event.texts)] if event.texts else ""
    words = {
        Filled.MEMBER: _called(facts, happening.member),
        Filled.OTHER: _called(facts, happening.other),
        Filled.MINUTES: str(values.get("minutes", 0)),
        Filled.TEXT: str(text),
        Filled.ABSENT: _absent(plan, facts) if happening.behaviour is Behaviour.ROOM else "",
        Filled.VOTES: _votes(values) if "shown" in values else "",
    }
    line = one_line(filled(event.say, {name.value: word for name, word in words.items()}))
    return line[:1].upper() + line[1:]


def _called(facts: PracticeFacts, key: str) -> str:
    """Return how somebody is called: a member by the name with “comrade”."""
    name = facts.name(key)
    return comrade(name) if name else ""


def _absent(plan: Plan, facts: PracticeFacts) -> str:
    """Return who is not in the room at the beginning; who sent word is named with it."""
    words = {Away.EXCUSED: _("{name} (sent word: away on duty)"), Away.MISSING: _("{name} (no word)")}
    names = sorted((facts.name(key), away) for key, away in plan.away.items())
    found = [words.get(away, _("{name} (not here yet)")).format(name=short_name(name)) for name, away in names]
    return ", ".join(found) or pgettext("absent", "nobody")


def _votes(values: Mapping[str, int]) -> str:
    if values.get("paper"):
        issued = values["yes"] + values["no"] + values["abstain"]
        return _(_ON_PAPER).format(issued=issued, **values)
    return _(_BY_HANDS).format(**values)


def answer_word(one: Reaction) -> str:
    """Return how an event was answered, in words; empty if it asks for no answer."""
    if one.answer is PracticeAnswer.IN_TIME and not one.seconds:
        return pgettext("by the chair", "done")
    if one.answer is PracticeAnswer.IN_TIME:
        return _("done after {time}").format(time=clock_text(one.seconds))
    if one.answer is PracticeAnswer.TARDY:
        return _("only after {time}").format(time=clock_text(one.seconds))
    words = {PracticeAnswer.WAITING: _("waits for you"), PracticeAnswer.MISSED: pgettext("by the chair", "missed")}
    return words.get(one.answer, "")
