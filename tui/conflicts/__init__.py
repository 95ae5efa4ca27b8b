"""The conflicts: values that two machines changed at the same time."""
