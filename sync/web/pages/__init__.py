"""The pages, one file a subject: what each reads, and what can be decided on it."""

from sync.web.desk import Deed, View
from sync.web.pages import (
    four_good,
    heat,
    indicators,
    inspection,
    overview,
    petitions,
    praise,
    reports,
    superiors,
    tree,
    trends,
)

PAGES: tuple[tuple[str, View], ...] = (
    *overview.PAGES,
    *tree.PAGES,
    *heat.PAGES,
    *trends.PAGES,
    *reports.PAGES,
    *petitions.PAGES,
    *inspection.PAGES,
    *superiors.PAGES,
    *four_good.PAGES,
    *praise.PAGES,
    *indicators.PAGES,
)
"""Path and view of every page that is about a place."""
DEEDS: tuple[tuple[str, Deed, View], ...] = (
    *reports.DEEDS,
    *petitions.DEEDS,
    *superiors.DEEDS,
    *four_good.DEEDS,
    *praise.DEEDS,
)
"""Path, deed and the view that is shown again where the deed is refused."""
