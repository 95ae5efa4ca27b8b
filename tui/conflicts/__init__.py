"""What two machines changed at once, to be looked through."""
