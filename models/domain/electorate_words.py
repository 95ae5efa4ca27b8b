"""N with its arithmetic in words: "N = 8 = 10 − 1 elsewhere − 1 exempt", the same on screens, wall and in documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.domain.electorate import LeftOut
from models.domain.language import N_, _

Say = Callable[[str], str]

_WORDS: Mapping[LeftOut, str] = {
    LeftOut.SUSPENDED: N_("{count} suspended"),
    LeftOut.PROSECUTED: N_("{count} prosecuted or detained"),
    LeftOut.ELSEWHERE: N_("{count} elsewhere"),
    LeftOut.EXEMPT: N_("{count} exempt"),
    LeftOut.EXCUSED_WHOLE: N_("{count} excused for the whole meeting"),
    LeftOut.ABSENT: N_("{count} absent"),
}


def n_text(counted: int, official: int, left_out: Mapping[LeftOut, int], *, say: Say = _) -> tuple[str, str]:
    """Return N ("N = 8"), and its calculation ("= 10 − 1 elsewhere − 1 exempt").

    The second is empty if nobody is left out, and for rounds of older programs, which did not store who was.
    """
    parts = left_out_words(official, counted, left_out, say=say)
    return f"N = {counted}", f"= {' − '.join([str(official), *parts])}" if parts else ""


def left_out_words(
    official: int,
    counted: int,
    left_out: Mapping[LeftOut, int],
    *,
    say: Say = _,
    words: Mapping[LeftOut, str] = _WORDS,
    number: Callable[[int], str] = str,
) -> tuple[str, ...]:
    """Return who is not counted, a part for each reason ("1 elsewhere"); empty if everybody is, or if it is unknown.

    ``words`` and ``number`` are those of the reader: papers write both more fully than screens.
    """
    parts = tuple(
        say(words[reason]).format(count=number(left_out[reason])) for reason in LeftOut if left_out.get(reason)
    )
    return parts if official - sum(left_out.values()) == counted else ()
