"""Letters of the cell, and its number book."""
