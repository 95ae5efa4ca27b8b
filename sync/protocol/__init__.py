"""The messages of both sides of the network: values and strict parsers, no I/O."""
