"""Home: the list of meetings, and an overview of the cell."""
