"""The same attacks on a server over PostgreSQL, where what the server does is SQL of its own: locks, sums, marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.server import first_cell
from sync.server.settings import Settings
from tests.sync.central import CentralServer
from tests.sync.hostile.test_flipped_bits import (
    test_a_box_is_replaced_by_its_writer_alone_and_only_by_the_same_run,
    test_complaints_without_end_do_not_keep_the_writer_busy,
    test_what_a_receiver_cannot_open_its_writer_puts_again,
    test_what_rotted_on_the_disk_is_found_by_the_scrub_and_put_again_by_its_writer,
)
from tests.sync.hostile.test_key_boxes import (
    test_a_box_that_is_missing_for_a_machine_is_put_again,
    test_an_older_version_under_a_good_signature_is_put_again,
    test_nobody_writes_over_the_recovery_box_without_saying_which,
)
from tests.sync.hostile.test_key_change import test_an_exchange_takes_a_new_key_before_it_seals
from tests.sync.hostile.test_quotas import (
    test_a_new_day_gives_room_again,
    test_bytes_of_a_machine_in_a_day_and_of_a_cell_have_an_end,
    test_devices_of_a_revoked_machine_take_no_room,
    test_invented_devices_block_nobody_else,
)
from tests.sync.hostile.test_strangers import (
    test_a_cell_of_version_1_goes_on_until_all_its_machines_can_sign,
    test_an_invitation_opens_nothing_without_the_keys_that_came_with_it,
    test_who_lacks_the_keys_is_refused_whatever_he_wants_to_change,
)

__all__ = [
    "test_a_box_is_replaced_by_its_writer_alone_and_only_by_the_same_run",
    "test_a_box_that_is_missing_for_a_machine_is_put_again",
    "test_a_cell_of_version_1_goes_on_until_all_its_machines_can_sign",
    "test_a_new_day_gives_room_again",
    "test_an_exchange_takes_a_new_key_before_it_seals",
    "test_an_invitation_opens_nothing_without_the_keys_that_came_with_it",
    "test_an_older_version_under_a_good_signature_is_put_again",
    "test_bytes_of_a_machine_in_a_day_and_of_a_cell_have_an_end",
    "test_complaints_without_end_do_not_keep_the_writer_busy",
    "test_devices_of_a_revoked_machine_take_no_room",
    "test_invented_devices_block_nobody_else",
    "test_nobody_writes_over_the_recovery_box_without_saying_which",
    "test_what_a_receiver_cannot_open_its_writer_puts_again",
    "test_what_rotted_on_the_disk_is_found_by_the_scrub_and_put_again_by_its_writer",
    "test_who_lacks_the_keys_is_refused_whatever_he_wants_to_change",
]


@pytest.fixture
def server(tmp_path: Path, postgres_database: Callable[[], str]) -> Iterator[CentralServer]:
    """A central server over a real PostgreSQL, in place of the one over SQLite."""
    central = CentralServer(Settings(home=tmp_path / "central", database=postgres_database()))
    try:
        yield central.start()
    finally:
        central.stop()


def test_a_cell_is_opened_once(server: CentralServer) -> None:
    first = server.do(first_cell.open_cell, "Chi bộ Một", "Đảng bộ xã")
    again = server.do(first_cell.open_cell, "chi bo mot", "")
    assert first.code != again.code
    assert first.name == again.name == "Chi bộ Một"
