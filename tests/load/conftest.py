"""The short form of the load runs with the faults, which have the machine to themselves."""

from tests.faults.conftest import folder, say

__all__ = ["folder", "say"]
