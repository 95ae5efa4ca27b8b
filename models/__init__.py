"""The domain of the cell meeting: rules, tables, the store with its journal, acts and queries.

Knows nothing of screens or networks. Importing this package imports nothing else.
"""
