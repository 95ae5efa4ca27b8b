"""One module for each kind of document: it turns the records into a :class:`~models.documents.paper.Paper`."""
