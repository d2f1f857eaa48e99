"""Text that people write: Markdown made safe to show, and the language it is in."""
