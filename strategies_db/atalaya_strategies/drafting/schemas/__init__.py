"""What the API takes and says about drafts."""
