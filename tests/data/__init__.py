"""Data that several suites use."""
