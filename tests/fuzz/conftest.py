"""Generated requests run with the faults: both ask what becomes of the application when nobody is kind to it."""

import pytest

from tests.faults.conftest import say
from tests.unhurried import unhurried as settings

__all__ = ["say", "settings"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/fuzz/" in str(item.path):
            item.add_marker(pytest.mark.faults)
