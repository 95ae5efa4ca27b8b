"""The state of sync: the screen, and the sign in the footer."""
