"""Access: labels, the one rule, permissions."""
