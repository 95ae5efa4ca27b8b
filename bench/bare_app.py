"""The yardstick: a Textual app with nothing but a header, a table and a footer."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header

ROWS = 20


class BareApp(App[None]):
    """Twenty rows of three columns."""

    def compose(self) -> ComposeResult:
        """Lay out header, table, footer."""
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("No", "Title", "Minutes")
        table.add_rows((str(row), f"Meeting{row}", "5") for row in range(ROWS))


if __name__ == "__main__":
    BareApp().run()
