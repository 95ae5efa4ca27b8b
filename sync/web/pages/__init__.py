"""The pages, one file a subject: what each reads, and what can be decided on it."""

from sync.web.desk import Deed, View
from sync.web.pages import overview

PAGES: tuple[tuple[str, View], ...] = (*overview.PAGES,)
"""Path and view of every page that is about a place."""
DEEDS: tuple[tuple[str, Deed, View], ...] = ()
"""Path, deed and the view that is shown again where the deed is refused."""
