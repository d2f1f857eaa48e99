"""A state writes its next strategy here, with its sharing group, and with what its neighbours wrote beside it."""
