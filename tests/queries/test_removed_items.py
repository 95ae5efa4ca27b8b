"""What the agreed agenda has lost: removed items stay to be seen where they stood, until it is agreed again."""

from __future__ import annotations

import pytest

from models.queries.agenda import agenda, find_item
from models.queries.removed_items import removed_since_agreed


@pytest.fixture
def lost(meeting, reader):
    def titles_and_places():
        listed = agenda(reader, meeting)
        names = {item.id: item.title for item in listed.items}
        return [(one.title, names.get(one.before)) for one in removed_since_agreed(reader, listed)]

    return titles_and_places


@pytest.fixture
def remove(meeting, do, reader):
    return lambda title: do("item.remove", item=find_item(reader, meeting, title))


def test_what_is_removed_after_the_agreement_is_told_where_it_stood(do, remove, lost):
    remove("Report on the dues")
    do("agenda.agree")
    assert lost() == []
    remove("Roll-call")
    remove("Reading of the minutes")
    assert lost() == [("Roll-call", "Adoption of the agenda"), ("Reading of the minutes", None)]


def test_what_was_added_after_the_agreement_and_removed_again_is_not_told(do, remove, lost):
    do("agenda.agree")
    do("item.add", title="Việc mới")
    remove("Việc mới")
    assert lost() == []


def test_undo_and_the_next_agreement_end_it_and_an_agreement_undone_brings_it_back(do, remove, lost):
    do("agenda.agree")
    remove("Roll-call")
    do("undo")
    assert lost() == []
    do("redo")
    do("agenda.agree")
    assert lost() == []
    do("undo")
    assert [title for title, _before in lost()] == ["Roll-call"]


def test_an_item_under_another_is_told_under_it(meeting, do, reader, lost):
    above = find_item(reader, meeting, "Roll-call")
    under = do("item.add", title="Khách mời", under=above).value
    do("agenda.agree")
    do("item.remove", item=under)
    listed = agenda(reader, meeting)
    (one,) = removed_since_agreed(reader, listed)
    assert (one.depth, lost()) == (1, [("Khách mời", "Report on the dues")])
