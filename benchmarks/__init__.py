"""Figures as ratios measured in one run, against the barest program that does the same. Never timed tests."""
