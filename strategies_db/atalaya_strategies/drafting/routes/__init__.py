"""HTTP of drafts."""
