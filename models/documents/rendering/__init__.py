"""Turns a :class:`~models.documents.paper.Paper` into a file: PDF, DOCX, Markdown, plain text."""
