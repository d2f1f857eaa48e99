"""Generated requests run with the faults: both ask what becomes of the application when nobody is kind to it."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/fuzz/" in str(item.path):
            item.add_marker(pytest.mark.faults)
