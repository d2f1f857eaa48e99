"""A draft as a file to take along: one document, written as Word or as Markdown."""
