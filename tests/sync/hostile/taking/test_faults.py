"""Whatever goes wrong in an exchange, also by a mistake of the program, is written down where the screens read it."""

from __future__ import annotations

from pathlib import Path
from typing import Never

import pytest

from models.domain.clock import system_clock
from sync.daemon import session
from sync.daemon.session import Session
from sync.status import SyncState, read_status
from tests.sync.central import CentralServer
from tests.sync.laptop import laptops


@pytest.mark.parametrize("fault", [KeyError("x"), RecursionError(), MemoryError(), OSError(28, "no space")])
def test_a_mistake_of_the_program_is_told(
    fault: Exception, tmp_path: Path, server: CentralServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> Never:
        raise fault

    with laptops(tmp_path, server, server.url, "A") as (laptop,):
        made = Session(laptop.home, system_clock())
        made.exchange()
        monkeypatch.setattr(session, "exchange_with_server", fails)
        with pytest.raises(type(fault)):
            made.exchange()
        status = read_status(laptop.home)
        assert status is not None
        assert status.state is SyncState.STOPPED
        assert type(fault).__name__ in str(status.why)
        assert status.held
        made.close()
