"""The agenda of a meeting before it is opened, and what is still missing."""
