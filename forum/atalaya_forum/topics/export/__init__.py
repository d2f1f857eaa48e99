"""A topic as a document to take along: Markdown and PDF, within its label."""
