"""The first screen: the list of meetings, and what the cell has to do."""
