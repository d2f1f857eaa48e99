"""People, as those who share a community with them see them."""
