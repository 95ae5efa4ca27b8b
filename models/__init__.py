"""The domain of the cell meeting: rules, tables, the store with its journal, acts and queries.

Imports neither screens nor networks. Importing this package imports nothing else.
"""
