"""The short form of the load stores its data where the faults do."""

from tests.faults.conftest import folder

__all__ = ["folder"]
