"""The pages, one file a subject: what each reads, and what can be decided on it."""

from sync.web.desk import Deed, View
from sync.web.pages import four_good, indicators, overview, praise, superiors

PAGES: tuple[tuple[str, View], ...] = (
    *overview.PAGES,
    *superiors.PAGES,
    *four_good.PAGES,
    *praise.PAGES,
    *indicators.PAGES,
)
"""Path and view of every page that is about a place."""
DEEDS: tuple[tuple[str, Deed, View], ...] = (
    *superiors.DEEDS,
    *four_good.DEEDS,
    *praise.DEEDS,
)
"""Path, deed and the view that is shown again where the deed is refused."""
