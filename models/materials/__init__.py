"""Documents attached to agenda items: what their first page says, and where their files lie."""
