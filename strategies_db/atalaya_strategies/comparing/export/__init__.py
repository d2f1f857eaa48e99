"""A comparison to take along: a workbook and a PDF, with passages, pages and sources."""
