"""What both sides of the network say: pure shapes and strict parsers, no I/O."""
