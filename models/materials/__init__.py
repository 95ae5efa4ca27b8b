"""Documents attached to agenda items: the text of their first page, and their files."""
