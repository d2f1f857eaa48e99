"""The matrix is a part of its own: it asks some thirteen thousand questions."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/matrix/" in str(item.path):
            item.add_marker(pytest.mark.matrix)
