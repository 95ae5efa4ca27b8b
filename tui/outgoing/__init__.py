"""Letters of the cell, and the book of its outgoing documents."""
