"""Judging annotations: curators say of a concept in a passage whether the passage is about it."""
