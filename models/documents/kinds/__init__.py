"""One module a kind of document: from the records to a :class:`~models.documents.paper.Paper`."""
