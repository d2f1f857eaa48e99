"""Needs of policymakers with judged pages of the shared corpus, and how well a search answers them."""
