"""The short form of the load runs with the faults, which have the machine to themselves."""

import pytest

from tests.faults.conftest import folder, say

__all__ = ["folder", "say"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/load/" in str(item.path):
            item.add_marker(pytest.mark.faults)
