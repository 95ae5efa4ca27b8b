"""The screens against a bare Textual table: cold start to the first useful screen, key to paint."""

from __future__ import annotations

from pathlib import Path

from bench.report import Figure, ratio
from bench.terminal import drawing

STARTS = 7
KEYS = 40  # in each turn
BARE = ("-m", "bench.bare_app")
CHIBO = ("-m", "tui.main")
DOWN, UP = b"\x1b[B", b"\x1b[A"


def starts_and_keys(small: Path, large: Path) -> list[Figure]:
    """Measure the bare app, an almost empty store and one of ten years, in turns, so that noise meets all alike."""
    programs = {
        "bare": (BARE, b"Meeting0", ".", (DOWN, UP)),
        "empty": (CHIBO, b"2026", str(small), (UP, DOWN)),  # the cursor stands on the last meeting
        "ten": (CHIBO, b"2026", str(large), (UP, DOWN)),
    }
    starts: dict[str, list[float]] = {name: [] for name in programs}
    keys: dict[str, list[float]] = {name: [] for name in programs}
    for _turn in range(STARTS):
        for name, (command, wanted, home, pair) in programs.items():
            with drawing(command, CHIBO_HOME=home, CHIBO_LANG="en") as drawn:
                starts[name].append(drawn.until(wanted))
                drawn.until_quiet()
                keys[name] += [drawn.key(key) for key in pair * (KEYS // 2)]
    return [
        ratio("cold start, empty store", starts["empty"], starts["bare"], most=2.0),
        ratio("cold start, ten years", starts["ten"], starts["bare"], most=2.0),
        ratio("cold start, ten years / empty", starts["ten"], starts["empty"], most=1.2),
        ratio("key to paint, empty store", keys["empty"], keys["bare"], most=2.0),
        ratio("key to paint, ten years", keys["ten"], keys["bare"], most=2.0),
        ratio("key to paint, ten years / empty", keys["ten"], keys["empty"], most=1.2),
    ]
