"""From a :class:`~models.documents.paper.Paper` to a file: PDF, DOCX, Markdown, plain text."""
