"""The formats: each makes raw pages of a file."""
