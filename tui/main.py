"""The command ``chibo``: opens the screens, or runs a command.

Opening the screens must not wait for the command line's libraries: with no sub-command only the options that choose
folder and language are read here, by hand.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from models.domain.clock import system_clock
from models.domain.errors import ChiboError, WrongUsage
from models.domain.language import LANGUAGES, N_, _, choose_language
from models.domain.text import one_line
from models.store.limits import DATABASE
from models.store.paths import typed_path

CRASHED = 70  # EX_SOFTWARE of BSD's sysexits
INTERRUPTED = 130
COMMON_OPTIONS = {"--home": "DIR", "--lang": "|".join(LANGUAGES)}


def main(argv: Sequence[str] | None = None) -> None:
    """Run the program with its arguments, and leave with its exit code."""
    sys.exit(run([_as_utf8(word) for word in (sys.argv[1:] if argv is None else argv)]))


def run(arguments: list[str]) -> int:
    """Run the program; return 0, 1 for a refusal, 2 for wrong usage, 70 after a crash (told in one sentence)."""
    _write_utf8()
    choose_language()  # errors of options need the language, too
    home = data_folder()
    try:
        home, rest = _common_options(arguments)
        return _dispatch(home, rest)
    except ChiboError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()  # the reader closed the pipe; the command itself is done
        return 0
    except OSError as error:
        _discard_output()
        print(one_line(": ".join(filter(None, ("chibo", error.strerror, str(error.filename or ""))))), file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001 - the person gets a sentence, the file the traceback
        return _crashed(home, error)


def _dispatch(home: Path, words: list[str]) -> int:
    if not words:
        return open_screens(home)
    if words == ["wall"]:
        from tui.wall.app import run_wall

        return run_wall(home, system_clock())
    from tui.cli.app import run_command

    code = run_command(home, words)
    sys.stdout.flush()  # report write errors here, not when the interpreter exits
    return code


def open_screens(home: Path) -> int:
    """Open the program on the store in ``home``, which is made if there is none.

    Raises :class:`models.domain.errors.Refused` where there is no terminal, before anything is made.
    """
    from tui.shell.terminal import require_terminal

    require_terminal()
    from tui.app import run as run_app

    if not (home / DATABASE).is_file():
        from models.store.store import Store

        Store.create(home).close()
    return run_app(home, system_clock())


def default_home() -> Path:
    """Return the folder of the store: ``CHIBO_HOME``, else the place for a program's data on this system."""
    named = os.environ.get("CHIBO_HOME")
    return _folder("CHIBO_HOME", named) if named else data_folder()


def data_folder() -> Path:
    """Return the place for the program's data on this system, where nobody chose another."""
    from platformdirs import user_data_path

    return user_data_path("chibo", appauthor=False)


def _common_options(arguments: list[str]) -> tuple[Path, list[str]]:
    """Take ``--home`` and ``--lang`` from among the arguments, up to a ``--``; return the folder and the rest.

    The language is set. Raises :class:`WrongUsage` for an option without its value, or a value that is none.
    """
    found: dict[str, str] = {}
    rest: list[str] = []
    waiting = iter(arguments)
    for word in waiting:
        name, equals, value = word.partition("=")
        if name in COMMON_OPTIONS:
            found[name] = value if equals else next(waiting, "")
        else:
            rest += [word, *waiting] if word == "--" else [word]
    if language := found.get("--lang"):
        choose_language(language)
    for name, value in found.items():
        _check_option(name, value)
    return _folder("--home", found["--home"]) if "--home" in found else default_home(), rest


def _check_option(name: str, value: str) -> None:
    kind = COMMON_OPTIONS[name]
    if not value or value.startswith("--"):
        raise WrongUsage(N_("{act} needs {name}={kind}."), act="chibo", name=name, kind=kind)
    if name == "--lang" and not value.lower().startswith(LANGUAGES):
        raise WrongUsage(N_("{name}={text} is not of the kind {kind}."), name=name, text=value, kind=kind)


def _folder(name: str, text: str) -> Path:
    try:
        Path(text).expanduser()
    except RuntimeError:  # ~name of an unknown user
        kind = COMMON_OPTIONS["--home"]
        raise WrongUsage(N_("{name}={text} is not of the kind {kind}."), name=name, text=text, kind=kind) from None
    return typed_path(text)


def _as_utf8(word: str) -> str:
    """Return an argument as UTF-8 when a locale such as C turned its bytes into escapes."""
    if word.isascii() or not any("\udc80" <= sign <= "\udcff" for sign in word):
        return word
    return os.fsencode(word).decode("utf-8", "replace")


def _write_utf8() -> None:
    """Write UTF-8 whatever the console's code page or locale is; discard output without a console."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r+", encoding="utf-8"))  # noqa: SIM115 - as long as the program
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="surrogateescape" if name == "stdin" else "replace")


def _discard_output() -> None:
    """Discard buffered output: the interpreter would write it again on exit."""
    with contextlib.suppress(io.UnsupportedOperation), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _crashed(home: Path, error: Exception) -> int:
    from tui.shell.crash import write_crash_file

    path = write_crash_file(home, error)
    print(_(N_("chibo stopped because of its own mistake; nothing saved is lost. Please send {path} to its makers."))
          .format(path=path), file=sys.stderr)  # fmt: skip
    return CRASHED


if __name__ == "__main__":
    main()
