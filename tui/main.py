"""The command ``chibo``: opens the screens at once, or hands over to the command line.

Opening the screens must not wait for the command line's libraries: with no sub-command only the options that choose
folder and language are read here, by hand.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from models.domain.clock import system_clock
from models.domain.errors import ChiboError
from models.domain.language import N_, _, choose_language
from models.store.connection import DATABASE

CRASHED = 70  # EX_SOFTWARE of BSD's sysexits
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> None:
    """Run the program with its arguments, and leave with its exit code."""
    sys.exit(run([_as_utf8(word) for word in (sys.argv[1:] if argv is None else argv)]))


def run(arguments: list[str]) -> int:
    """Run the program; return 0, 1 for a refusal, 2 for wrong usage, 70 after a crash (told in one sentence)."""
    _speak_utf8()
    home, language, rest = _common_options(arguments)
    choose_language(language)
    try:
        if rest:
            from tui.cli.app import run_command

            return run_command(home, rest)
        return open_screens(home)
    except ChiboError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on; leave quietly
        return 0
    except Exception as error:  # noqa: BLE001 - the person gets a sentence, the file the traceback
        return _crashed(home, error)


def open_screens(home: Path) -> int:
    """Open the program on the store in ``home``, which is made if there is none."""
    from tui.app import run as run_app

    if not (home / DATABASE).is_file():
        from models.store.store import Store

        Store.create(home).close()
    return run_app(home, system_clock())


def default_home() -> Path:
    """Return the folder of the store: ``CHIBO_HOME``, else the place for a program's data on this system."""
    if named := os.environ.get("CHIBO_HOME"):
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("chibo", appauthor=False)


def _common_options(arguments: list[str]) -> tuple[Path, str | None, list[str]]:
    """Take ``--home`` and ``--lang`` from anywhere among the arguments; return them and the rest."""
    found: dict[str, str] = {}
    rest: list[str] = []
    waiting = iter(arguments)
    for word in waiting:
        name, equals, value = word.partition("=")
        if name in ("--home", "--lang"):
            found[name] = value if equals else next(waiting, "")
        else:
            rest.append(word)
    home = Path(found["--home"]).expanduser() if found.get("--home") else default_home()
    return home, found.get("--lang"), rest


def _as_utf8(word: str) -> str:
    """Return an argument as the UTF-8 it was typed in, where a locale such as C made escapes of its bytes."""
    if word.isascii() or not any("\udc80" <= sign <= "\udcff" for sign in word):
        return word
    return os.fsencode(word).decode("utf-8", "replace")


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page or locale says."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace" if stream is not sys.stdin else "surrogateescape")


def _crashed(home: Path, error: Exception) -> int:
    from tui.crash import write_crash_file

    path = write_crash_file(home, error)
    print(_(N_("chibo stopped because of its own mistake; nothing saved is lost. Please send {path} to its makers."))
          .format(path=path), file=sys.stderr)  # fmt: skip
    return CRASHED


if __name__ == "__main__":
    main()
