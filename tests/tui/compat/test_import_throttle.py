"""Background imports pause while keys are typed, and do not pause once an act waits for them."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from tui.compat import import_throttle
from tui.compat.import_throttle import ImportThrottle


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of modules that are not loaded yet."""
    names = [f"chibo_throttled_{number}" for number in range(3)]
    for name in names:
        (tmp_path / f"{name}.py").write_text("", encoding="utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    return names


def _loading(throttle: ImportThrottle, names: list[str], loaded: threading.Event) -> threading.Thread:
    def load() -> None:
        with throttle.loading():
            for name in names:
                __import__(name)
        loaded.set()

    thread = threading.Thread(target=load)
    thread.start()
    return thread


def test_loading_rests_after_a_key_and_goes_on(monkeypatch: pytest.MonkeyPatch, modules: list[str]) -> None:
    monkeypatch.setattr(import_throttle, "PAUSE_SECONDS", 0.3)
    throttle, loaded = ImportThrottle(), threading.Event()
    throttle.pause()
    until = time.monotonic() + 0.3
    thread = _loading(throttle, modules, loaded)
    assert loaded.wait(30)
    assert time.monotonic() >= until
    thread.join()
    assert throttle not in sys.meta_path


def test_loading_hurries_once_somebody_waits_for_it(monkeypatch: pytest.MonkeyPatch, modules: list[str]) -> None:
    monkeypatch.setattr(import_throttle, "PAUSE_SECONDS", 3600.0)
    throttle, loaded = ImportThrottle(), threading.Event()
    throttle.pause()
    thread = _loading(throttle, modules, loaded)
    assert not loaded.wait(0.1)
    throttle.skip_pauses()
    assert loaded.wait(30)
    thread.join()


def test_whoever_types_does_not_wait_for_a_module_of_the_key(
    monkeypatch: pytest.MonkeyPatch, modules: list[str]
) -> None:
    monkeypatch.setattr(import_throttle, "PAUSE_SECONDS", 3600.0)
    throttle = ImportThrottle()
    throttle.pause()
    with throttle.loading():
        throttle._loader = None  # this thread is the screens', not the loader's
        __import__(modules[0])
